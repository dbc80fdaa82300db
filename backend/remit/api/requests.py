"""Asking for remedies, and looking at what was asked."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from remit.api.edge.answers import as_csv, line, posted
from remit.api.edge.deps import Cursor, Limit, OfficeDep, permission
from remit.api.edge.errors import KeyMissing
from remit.api.listening import Listening
from remit.api.shapes.common import Id, Moment, Remedy
from remit.api.shapes.requests import (
    AnswerIn,
    AskIn,
    CheckOut,
    CommentedIn,
    EditIn,
    RequestOut,
    RequestsOut,
    SeenIn,
    State,
    TimelineOut,
)
from remit.desk.requests import asking, requesters
from remit.desk.requests.lists import readable_page
from remit.desk.requests.submitting import Ask
from remit.domain.people import Person
from remit.domain.refusal import Invalid
from remit.domain.requests.representation import represent, represent_decision
from remit.store import events, lists
from remit.store.lists import Filter

router = APIRouter(prefix="/requests", tags=["requests"])
_MOST_LINES = 50_000
_LONGEST_KEY = 255
_COLUMNS = (
    *("reference", "state", "remedy", "amount", "currency", "reason", "order_id", "customer_id"),
    *("requester", "tier", "team", "outcome", "settled_by", "created_at", "updated_at", "id"),
)


@router.post("", status_code=201, response_model=RequestOut)
async def create_request(
    request: Request,
    ask: AskIn,
    caller: Annotated[Person, permission("requests.create")],
    office: OfficeDep,
    idempotency_key: Annotated[str | None, Header(description="One per request; send it again with a repeat")] = None,
) -> Response:
    """Ask for a remedy. Within the limit it is granted, over it it waits for somebody; a denial is recorded, too."""
    key = (idempotency_key or "").strip()
    if not key:
        raise KeyMissing("Send an Idempotency-Key header: any text of your own, new for each new request.")
    if len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Invalid("An Idempotency-Key is 1 to 255 printable ASCII characters.", field="Idempotency-Key")
    running = request.app.state.running
    answer = await asking.submit(office, caller, _ask(ask), key, request.state.json, running)
    return posted(answer, 201)


@router.post("/check", response_model=CheckOut, response_model_exclude_unset=True)
async def check_request(
    ask: AskIn,
    caller: Annotated[Person, permission("requests.check")],
    office: OfficeDep,
    trace: Annotated[bool, Query(description="Also every question that was put to Casbin")] = False,
) -> Response:
    """What would happen. Decides and records nothing."""
    authority = await office.ledger.in_force()
    listening = Listening(authority)
    found = await asking.check(office, caller, _ask(ask), listening if trace else authority)
    body: dict[str, object] = {
        "decision": represent_decision(found.decision),
        "available_approvers": found.able,
        "available": [{"id": one.id, "name": one.name} for one in found.available],
        "usual_seconds": found.usual_seconds,
    }
    heard = {"trace": listening.heard, "budget_trace": listening.heard_of_budgets}
    return JSONResponse({**body, **heard} if trace else body)


class FilterQuery(BaseModel):
    """What a list is narrowed to; `since` inclusive, `until` exclusive."""

    state: State | None = None
    remedy: Remedy | None = None
    requester: Id | None = None
    team: Id | None = None
    customer_id: Id | None = None
    order_id: Id | None = None
    since: Moment | None = None
    until: Moment | None = None
    limit: Limit = 50
    cursor: Cursor = None


@router.get("", response_model=RequestsOut)
async def list_requests(
    request: Request,
    caller: Annotated[Person, permission("requests.read")],
    office: OfficeDep,
    wanted: Annotated[FilterQuery, Query()],
) -> Response:
    """Requests the caller may see, newest first; as CSV with `Accept: text/csv`."""
    narrowed = Filter(**wanted.model_dump(exclude={"limit", "cursor"}))
    if "text/csv" in request.headers.get("accept", ""):
        items, _ = await readable_page(office, caller, narrowed, wanted.cursor, _MOST_LINES)
        return as_csv(_COLUMNS, (_line(represent(one)) for one in items), "requests.csv")
    items, following = await readable_page(office, caller, narrowed, wanted.cursor, wanted.limit)
    shown = await office.database.glance(lists.with_parts, items)
    return JSONResponse({"items": [represent(one) for one in shown], "next_cursor": following})


@router.get("/{request_id}", response_model=RequestOut)
async def get_request(
    request_id: str, caller: Annotated[Person, permission("requests.read")], office: OfficeDep
) -> Response:
    """One request."""
    found = await asking.readable(office, caller, request_id)
    if found.parts:
        [found] = await office.database.glance(lists.with_parts, [found])
    return JSONResponse(represent(found))


@router.get("/{request_id}/timeline", response_model=TimelineOut)
async def get_timeline(
    request_id: str, caller: Annotated[Person, permission("requests.read")], office: OfficeDep
) -> Response:
    """Everything that happened to it, oldest first."""
    await asking.readable(office, caller, request_id)
    return JSONResponse({"items": [line(one) for one in await office.database.read(events.timeline, request_id)]})


@router.post("/{request_id}/withdraw", response_model=RequestOut)
async def withdraw_request(
    request_id: str, said: CommentedIn, caller: Annotated[Person, permission("requests.withdraw")], office: OfficeDep
) -> Response:
    """The requester takes it back."""
    return posted(await requesters.withdraw(office, caller, request_id, said.version, said.comment))


@router.patch("/{request_id}", response_model=RequestOut)
async def edit_request(
    request_id: str, said: EditIn, caller: Annotated[Person, permission("requests.edit")], office: OfficeDep
) -> Response:
    """The requester changes it; it is decided anew."""
    changes = said.model_dump(exclude={"version"}, exclude_none=True)
    return posted(await requesters.edit(office, caller, request_id, said.version, changes))


@router.post("/{request_id}/answer", response_model=RequestOut)
async def answer_request(
    request_id: str, said: AnswerIn, caller: Annotated[Person, permission("requests.answer")], office: OfficeDep
) -> Response:
    """The requester answers a question."""
    return posted(await requesters.answer(office, caller, request_id, said.version, said.answer))


@router.post("/{request_id}/accept", response_model=RequestOut)
async def accept_offer(
    request_id: str, said: SeenIn, caller: Annotated[Person, permission("requests.accept")], office: OfficeDep
) -> Response:
    """The requester takes the offer."""
    return posted(await requesters.accept(office, caller, request_id, said.version))


def _ask(ask: AskIn) -> Ask:
    return Ask(**vars(ask))


def _line(one: dict[str, Any]) -> list[object]:
    settled = (one["approval"] or {}).get("settled_by") or {}
    flat = {
        **one,
        "requester": one["requester"]["name"],
        "tier": one["requester"]["tier"],
        "team": one["requester"]["team"],
        "outcome": one["decision"]["outcome"],
        "settled_by": settled.get("name"),
    }
    return [flat[column] for column in _COLUMNS]

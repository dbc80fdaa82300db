"""Settling somebody else's request."""

import json
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from remit import clock
from remit.api.edge.answers import posted
from remit.api.edge.deps import OfficeDep, permission
from remit.api.edge.errors import told
from remit.api.orders import order_shape
from remit.api.shapes.orders import ContextOut
from remit.api.shapes.requests import (
    CommentedIn,
    ForwardIn,
    OfferIn,
    QuestionIn,
    RejectIn,
    RequestOut,
    RequestsOut,
    SeenIn,
)
from remit.api.shapes.talk import BulkIn, BulkOut, ColleagueOut, ColleaguesOut, RejectReasonsIn, RejectReasonsOut
from remit.desk.ledger.books import Posted
from remit.desk.requests import approvals, asking, bulk, colleagues, lists, reasons
from remit.desk.requests.colleagues import Colleague
from remit.domain.people import Person
from remit.domain.refusal import NotPermitted, Refusal
from remit.domain.reject_reasons import RejectReasons
from remit.domain.requests.representation import moment, represent, represent_decision
from remit.domain.requests.settling import approvers_needed
from remit.domain.requests.visibility import may_settle, sees_all
from remit.store import insights
from remit.store.insights import Tally
from remit.store.lists import with_parts

router = APIRouter(tags=["approvals"])


@router.get("/approvals", response_model=RequestsOut)
async def list_approvals(caller: Annotated[Person, permission("approvals.read")], office: OfficeDep) -> Response:
    """What the caller may settle now, the longest-waiting customer first."""
    waiting = await office.database.glance(with_parts, await lists.to_settle(office, caller))
    return JSONResponse({"items": [represent(one) for one in waiting], "next_cursor": None})


@router.get("/requests/{request_id}/context", response_model=ContextOut)
async def get_context(
    request_id: str, caller: Annotated[Person, permission("requests.context")], office: OfficeDep
) -> Response:
    """What is needed to decide, for those who may settle it."""
    found = await asking.readable(office, caller, request_id)
    if not (may_settle(caller, found, office.authority, clock.now()) or sees_all(caller)):
        raise NotPermitted("Only those who may settle this request see what lies behind it.")
    quarter, month = clock.now() - timedelta(days=90), clock.now() - timedelta(days=30)
    read, currency = office.database.read, found.currency
    customer = await read(insights.of_customer, found.customer_id, currency, quarter) if found.customer_id else None
    requester = await read(insights.of_requester, found.requester.id, currency, month)
    decision = represent_decision(found.decision)
    before = await read(insights.precedents, found.remedy, found.reason, currency)
    return JSONResponse(
        {
            "order": await order_shape(office, found.order_id) if found.order_id else None,
            "customer": _tally(customer, moment(quarter)) if customer else None,
            "requester": _tally(requester, moment(month)),
            "precedents": {
                "count": before.count,
                "approved": before.approved,
                "rejected": before.rejected,
                "median_amount": before.median_amount,
            },
            "approvers_needed": approvers_needed(found, caller, office.authority, clock.now()),
            "given": decision["given"],
            "asked_before": decision["asked_before"],
        }
    )


@router.get("/requests/{request_id}/colleagues")
async def list_colleagues(
    request_id: str,
    caller: Annotated[Person, permission("requests.forward")],
    office: OfficeDep,
    q: Annotated[str, Query(max_length=100, description="Words of the name")] = "",
) -> ColleaguesOut:
    """Who else could settle it, at most fifty: to whom it can be forwarded, those who are there first."""
    found = await colleagues.able(office, caller, request_id, q.strip())
    return ColleaguesOut(items=[_colleague(one) for one in found.some], total=found.total)


@router.post("/approvals/bulk", response_model=BulkOut)
async def approve_many(
    said: BulkIn, caller: Annotated[Person, permission("requests.approve")], office: OfficeDep
) -> Response:
    """Each is approved by itself, or refused by itself: the answer has one item for each."""
    items = [(one.id, one.version) for one in said.items]
    found = await bulk.approve(office, caller, items, said.comment)
    return JSONResponse({"items": [_one_of_many(*pair) for pair in zip(items, found, strict=True)]})


@router.get("/approvals/unasked", response_model=RequestsOut)
async def list_unasked(caller: Annotated[Person, permission("requests.unasked")], office: OfficeDep) -> Response:
    """What was done without asking anybody, until somebody who could have approved it has looked at it."""
    return JSONResponse(
        {"items": [represent(one) for one in await lists.to_look_at(office, caller)], "next_cursor": None}
    )


@router.get("/approvals/reject-reasons")
async def get_reject_reasons(
    _caller: Annotated[Person, permission("reasons.read")], office: OfficeDep
) -> RejectReasonsOut:
    """What is at hand for a no."""
    return _reasons(office.authority.people.register.reject_reasons)


@router.put("/approvals/reject-reasons")
async def put_reject_reasons(
    said: RejectReasonsIn, caller: Annotated[Person, permission("reasons.write")], office: OfficeDep
) -> RejectReasonsOut:
    """Others, in this order."""
    return _reasons(await reasons.change(office, caller, said.revision, said.items))


@router.post("/requests/{request_id}/approve", response_model=RequestOut)
async def approve_request(
    request_id: str, said: CommentedIn, caller: Annotated[Person, permission("requests.approve")], office: OfficeDep
) -> Response:
    """One click: granted as asked."""
    return posted(await approvals.approve(office, caller, request_id, said.version, said.comment))


@router.post("/requests/{request_id}/reject", response_model=RequestOut)
async def reject_request(
    request_id: str, said: RejectIn, caller: Annotated[Person, permission("requests.reject")], office: OfficeDep
) -> Response:
    """No, and why."""
    return posted(await approvals.reject(office, caller, request_id, said.version, said.comment))


@router.post("/requests/{request_id}/offer", response_model=RequestOut)
async def offer_instead(
    request_id: str, said: OfferIn, caller: Annotated[Person, permission("requests.offer")], office: OfficeDep
) -> Response:
    """A counter-offer, within one's own limit and not above what was asked for."""
    proposed = (said.amount, said.remedy, said.comment)
    return posted(await approvals.offer(office, caller, request_id, said.version, proposed))


@router.post("/requests/{request_id}/ask", response_model=RequestOut)
async def ask_requester(
    request_id: str, said: QuestionIn, caller: Annotated[Person, permission("requests.ask")], office: OfficeDep
) -> Response:
    """A question to the requester first."""
    return posted(await approvals.ask(office, caller, request_id, said.version, said.question))


@router.post("/requests/{request_id}/claim", response_model=RequestOut)
async def claim_request(
    request_id: str, said: SeenIn, caller: Annotated[Person, permission("requests.claim")], office: OfficeDep
) -> Response:
    """Tell the others that one is on it."""
    return posted(await approvals.claim(office, caller, request_id, said.version))


@router.post("/requests/{request_id}/forward", response_model=RequestOut)
async def forward_request(
    request_id: str, said: ForwardIn, caller: Annotated[Person, permission("requests.forward")], office: OfficeDep
) -> Response:
    """Hand it to somebody who can finish it."""
    return posted(await approvals.forward(office, caller, request_id, said.version, said.to, said.comment))


def _colleague(one: Colleague) -> ColleagueOut:
    person = one.person
    return ColleagueOut(id=person.id, name=person.name, tier=person.tier, team=person.team, available=one.available)


def _one_of_many(item: tuple[str, int], found: Posted | Refusal) -> dict[str, object]:
    if isinstance(found, Refusal):
        refused = told(found)
        return {"id": item[0], "status": refused["status"], "request": None, "problem": refused}
    return {"id": item[0], "status": 200, "request": json.loads(found.body), "problem": None}


def _reasons(known: RejectReasons) -> RejectReasonsOut:
    return RejectReasonsOut(revision=known.revision, items=list(known.texts))


def _tally(tally: Tally, since: str | None) -> dict[str, object]:
    return {
        "since": since,
        "requests": tally.requests,
        "escalated": tally.escalated,
        "granted": tally.granted,
        "rejected": tally.rejected,
        "amount": tally.amount,
    }

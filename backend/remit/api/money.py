"""The kill switch, and what became of the money of a request."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from remit.api.edge.answers import posted
from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.common import PersonOut
from remit.api.shapes.money import AttemptOut, CarriedOutOut, MoneyOut, ResolveIn, SwitchIn
from remit.api.shapes.requests import RequestOut
from remit.authority.permits import permits
from remit.desk import money
from remit.desk.execution import instruction
from remit.desk.money import Standing
from remit.desk.requests import asking, resolving
from remit.domain.execution.execution import SUCCEEDED, UNKNOWN
from remit.domain.execution.resolving import Finding
from remit.domain.people import Person
from remit.domain.requests.representation import moment
from remit.domain.requests.request import SETTLED, Request

router = APIRouter(tags=["money"])
RESOLVE = "requests.resolve"


@router.get("/money")
async def get_money(caller: Annotated[Person, permission("money.read")], office: OfficeDep) -> MoneyOut:
    """Whether money moves, and if not since when and why."""
    return _shape(await money.standing(office), caller)


@router.post("/money/stop")
async def stop_money(
    said: SwitchIn, caller: Annotated[Person, permission("money.stop")], office: OfficeDep
) -> MoneyOut:
    """The kill switch: nothing new is posted to any provider, by any process, until somebody starts money again."""
    return _shape(await money.stop(office, caller, said.note), caller)


@router.post("/money/start")
async def start_money(
    said: SwitchIn, caller: Annotated[Person, permission("money.start")], office: OfficeDep
) -> MoneyOut:
    """What waited is judged again and carried out."""
    return _shape(await money.start(office, caller, said.note), caller)


@router.post("/requests/{request_id}/resolve", response_model=RequestOut)
async def resolve_request(
    request_id: str, said: ResolveIn, caller: Annotated[Person, permission(RESOLVE)], office: OfficeDep
) -> Response:
    """Somebody has looked at the provider: it was moved, or it was not."""
    finding = Finding(said.outcome, said.comment, said.provider_reference)
    return posted(await resolving.resolve(office, caller, request_id, said.version, finding))


@router.get("/requests/{request_id}/execution")
async def get_execution(
    request_id: str, caller: Annotated[Person, permission("requests.read")], office: OfficeDep
) -> CarriedOutOut:
    """How it was carried out: the key, every attempt, what the provider answered."""
    return _carried_out(await asking.readable(office, caller, request_id))


def _shape(standing: Standing, caller: Person) -> MoneyOut:
    flow, stop = standing.flow, standing.flow.stop
    held = flow.held_at is not None
    return MoneyOut(
        state=standing.state,
        since=moment(flow.held_at if held else stop.at if stop else None),
        by=PersonOut(id=stop.by.id, name=stop.by.name) if stop and not held else None,
        note=flow.held_why if held else stop.note if stop else None,
        waiting=standing.waiting,
        to_resolve=standing.to_resolve if RESOLVE in permits(caller.roles) else None,
    )


def _carried_out(request: Request) -> CarriedOutOut:
    execution = request.execution
    last = next((one for one in reversed(execution.tried) if one.outcome == SUCCEEDED), None)
    moved_at = last.ended_at if last else request.updated_at
    return CarriedOutOut(
        state=execution.state,
        provider=execution.provider,
        key=instruction(request).key,
        provider_reference=execution.provider_reference,
        first_posted_at=moment(execution.first_posted_at),
        moved_at=moment(moved_at) if request.state == SETTLED else None,
        next_at=moment(execution.lease_until) if execution.state == UNKNOWN else None,
        last_error=execution.last_error,
        attempts=[
            AttemptOut(
                number=one.number,
                step=one.step,
                begun_at=moment(one.begun_at) or "",
                ended_at=moment(one.ended_at) or "",
                outcome=one.outcome,
                provider_reference=one.provider_reference,
                error=one.error,
            )
            for one in execution.tried
        ],
    )

"""The record: everything that happened, in order."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from remit.api.edge.answers import line
from remit.api.edge.deps import Limit, OfficeDep, permission
from remit.api.shapes.requests import EventsOut
from remit.desk.record import readable_after
from remit.domain.people import Person

router = APIRouter(tags=["record"])


@router.get("/events", response_model=EventsOut)
async def list_events(
    caller: Annotated[Person, permission("events.read")],
    office: OfficeDep,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Limit = 100,
) -> Response:
    """Events after a number that the caller may know of, oldest first."""
    found, reached, more = await readable_after(office, caller, after, limit)
    return JSONResponse({"items": [line(one) for one in found], "next_after": reached if more else None})

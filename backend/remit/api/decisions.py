"""The decision log as a whole: what was asked and answered, in order, with masks for whatever names a person."""

from typing import Annotated

from fastapi import APIRouter, Query

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.decisions import DecidedListOut, DecidedOut
from remit.desk import masking
from remit.domain.people import Person

router = APIRouter(tags=["record"])
Clear = Annotated[bool, Query(description="Without masks: for those who have the permission decisions.clear")]


@router.get("/decisions")
async def list_decisions(
    caller: Annotated[Person, permission("decisions.read")],
    office: OfficeDep,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    clear: Clear = False,
) -> DecidedListOut:
    """Decisions after a number, oldest first. The same person, customer and order always has the same mask."""
    found = await masking.page(office, caller, after, limit + 1, clear=clear)
    items = [DecidedOut.model_validate(one) for one in found[:limit]]
    return DecidedListOut(masked=not clear, items=items, next_after=items[-1].seq if len(found) > limit else None)

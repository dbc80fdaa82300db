"""Questions about authority: who can approve this, what may Ana do, what would it have been on 3 March."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from remit.api.edge.deps import Cursor, OfficeDep, permission
from remit.api.people import authority_of
from remit.api.questions_shapes import approvers_shape, coverage_shape, explained_shape, logged_shape, trial_for
from remit.api.shapes.common import Amount, Channel, Currency, Id, Moment, Remedy
from remit.api.shapes.people import AuthorityOut
from remit.api.shapes.questions import CoverageOut, DecisionsOut, ExplainedOut, ExplainIn, WhoCanOut
from remit.api.shapes.trying import Brand, Who
from remit.desk import deciding_again, questions
from remit.desk.coverage import coverage
from remit.desk.questions import When
from remit.domain.people import Person

router = APIRouter()


@router.post("/policy/explain", tags=["policy"])
async def explain_case(
    said: ExplainIn, caller: Annotated[Person, permission("policy.ask")], office: OfficeDep
) -> ExplainedOut:
    """What the limits say to a case, now, on another day or by another version; by which rule; who could approve it."""
    trial = await trial_for(office, said)
    found = await questions.explained(office, caller, trial, When(said.at, said.version))
    return explained_shape(found)


class WhoCanQuery(BaseModel):
    """One case; without a requester, somebody of the lowest tier asks."""

    remedy: Remedy
    amount: Amount
    currency: Currency
    reason: Annotated[str, Field(max_length=64)]
    requester: Who | None = None
    brand: Brand | None = None
    channel: Channel | None = None
    order_id: Id | None = None
    order_age_days: Annotated[int, Field(ge=0, le=100_000)] | None = None
    order_captured: Amount | None = None
    at: Moment | None = None
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/policy/who-can", tags=["policy"])
async def who_can(
    caller: Annotated[Person, permission("policy.ask")], office: OfficeDep, asked: Annotated[WhoCanQuery, Query()]
) -> WhoCanOut:
    """Who can approve this: tiers, and people, those who are there first."""
    lowest = f"tier:{office.authority.tiers[0].name}"
    said = asked.model_dump(mode="json", exclude={"limit", "requester"})
    case = ExplainIn(**said, requester=asked.requester or lowest)
    found = await questions.explained(office, caller, await trial_for(office, case), When(case.at, case.version))
    return approvers_shape(found, asked.limit)


@router.get("/people/{person_id}/authority", tags=["people"])
async def get_authority_of(
    person_id: str, caller: Annotated[Person, permission("policy.ask")], office: OfficeDep
) -> AuthorityOut:
    """What somebody may do. Leads see those of their own team, operations, coaches and auditors everybody."""
    return await authority_of(office, questions.colleague(office, caller, person_id))


@router.get("/requests/{request_id}/decision", tags=["requests"])
async def get_decisions(
    request_id: str, caller: Annotated[Person, permission("requests.read")], office: OfficeDep
) -> DecisionsOut:
    """What was decided about it, with all that it followed from; each decided again, by the limits of its time."""
    found = await deciding_again.of_request(office, caller, request_id)
    return DecisionsOut(items=[logged_shape(one) for one in found])


@router.get("/policy/coverage", tags=["policy"])
async def get_coverage(
    _caller: Annotated[Person, permission("policy.review")],
    office: OfficeDep,
    days: Annotated[int, Query(ge=1, le=3660)] = 90,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    cursor: Cursor = None,
) -> CoverageOut:
    """Rules that no test and no decision of these days touched."""
    found = await coverage(office.database, office.authority, days)
    return await asyncio.to_thread(coverage_shape, found, cursor, limit)

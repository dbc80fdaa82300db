"""Out of the office: authority lent to somebody for a while."""

from typing import Annotated

from fastapi import APIRouter

from remit import clock
from remit.api.edge.deps import Cursor, Limit, OfficeDep, permission
from remit.api.shapes.common import PersonOut
from remit.api.shapes.delegations import DelegationIn, DelegationOut, DelegationsOut, StandInOut, StandInsOut
from remit.authority.permits import permits
from remit.desk.office import Office
from remit.desk.people import delegating
from remit.desk.people.delegating import Absence
from remit.domain.delegations import Delegation
from remit.domain.people import Person
from remit.domain.requests.representation import moment

router = APIRouter(prefix="/delegations", tags=["people"])
Lends = Annotated[Person, permission("delegations.write")]


@router.get("")
async def list_delegations(
    caller: Annotated[Person, permission("delegations.read")],
    office: OfficeDep,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> DelegationsOut:
    """One's own; an approver's team's; everybody's for those who look after people or read everything."""
    found = await delegating.listed(office, caller, cursor, limit + 1)
    following = found[limit - 1].id if len(found) > limit else None
    return DelegationsOut(items=[_shape(one, caller, office) for one in found[:limit]], next_cursor=following)


@router.get("/candidates")
async def list_stand_ins(caller: Lends, office: OfficeDep) -> StandInsOut:
    """Who could stand in."""
    found = delegating.candidates(office, caller)
    return StandInsOut(items=[_stand_in(one) for one in found])


@router.post("", status_code=201)
async def lend_authority(said: DelegationIn, caller: Lends, office: OfficeDep) -> DelegationOut:
    """Somebody may settle what the caller may, while the caller is away: the lesser of both, and never lent on."""
    absence = Absence(to=said.to, starts_at=said.starts_at, ends_at=said.ends_at, reason=said.reason)
    return _shape(await delegating.lend(office, caller, absence), caller, office)


@router.delete("/{delegation_id}", status_code=204)
async def end_delegation(
    delegation_id: str, caller: Annotated[Person, permission("delegations.end")], office: OfficeDep
) -> None:
    """Over from now on."""
    await delegating.end(office, caller, delegation_id)


def _stand_in(one: Person) -> StandInOut:
    return StandInOut(id=one.id, name=one.name, tier=one.tier, brand_tiers=dict(one.brand_tiers), team=one.team)


def _shape(one: Delegation, caller: Person, office: Office) -> DelegationOut:
    now = clock.now()
    state = "ended" if one.over_at <= now else "active" if one.active(now) else "planned"
    may_end = caller.id in (one.lender, one.to) or "people.write" in permits(caller.roles)
    return DelegationOut(
        id=one.id,
        lender=_person(one.lender, office),
        to=_person(one.to, office),
        starts_at=moment(one.starts_at) or "",
        ends_at=moment(one.ends_at) or "",
        ended_at=moment(one.ended_at),
        reason=one.reason,
        state=state,
        made_at=moment(one.made_at) or "",
        may_end=may_end and state != "ended",
    )


def _person(person_id: str, office: Office) -> PersonOut:
    found = office.authority.people.get(person_id)
    return PersonOut(id=person_id, name=found.name if found else person_id)

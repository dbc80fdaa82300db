"""Oneself, one's authority and presence; colleagues and teams."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter

from remit import clock
from remit.api.edge.deps import Cursor, Limit, OfficeDep, permission
from remit.api.shapes.people import (
    AuthorityItemOut,
    AuthorityOut,
    ColleagueOut,
    MeOut,
    PeopleOut,
    PresenceIn,
    PresenceOut,
    TeamOut,
    TeamsOut,
)
from remit.authority.own import OwnLimit, own_limits
from remit.authority.permits import permits
from remit.authority.rules.spoken import condition
from remit.desk import presence
from remit.domain.people import Person
from remit.store import sockets

router = APIRouter()


@router.get("/me", tags=["me"])
async def get_me(caller: Annotated[Person, permission("me.read")], office: OfficeDep) -> MeOut:
    """Who is signed in, and what they may do."""
    effective = await presence.effective(office, caller)
    return MeOut(
        id=caller.id,
        name=caller.name,
        email=caller.email,
        roles=sorted(caller.roles),
        tier=caller.tier,
        team=caller.team,
        presence=PresenceOut.model_validate({"chosen": caller.chosen_presence, "effective": effective}),
        permissions=sorted(permits(caller.roles)),
    )


@router.put("/me/presence", tags=["me"])
async def choose_presence(
    said: PresenceIn, caller: Annotated[Person, permission("me.presence")], office: OfficeDep
) -> PresenceOut:
    """Whether one wants to be asked."""
    await presence.choose(office, caller, said.status)
    there = caller.id in await office.database.glance(sockets.connected, clock.now())
    return PresenceOut(chosen=said.status, effective=said.status if there else "away")


@router.get("/me/authority", tags=["me"])
async def get_authority(caller: Annotated[Person, permission("me.read")], office: OfficeDep) -> AuthorityOut:
    """One's own limits in the version in force, caps included."""
    authority = office.authority
    found = own_limits(authority, caller, office.brand)
    return AuthorityOut(policy_version=authority.version, items=[_item(one) for one in found])


@router.get("/people", tags=["people"])
async def list_people(
    _caller: Annotated[Person, permission("people.read")], office: OfficeDep, limit: Limit = 100, cursor: Cursor = None
) -> PeopleOut:
    """Everybody, by id."""
    everybody = sorted(office.authority.people, key=lambda person: person.id)
    rest = [person for person in everybody if cursor is None or person.id > cursor]
    there = await office.database.glance(sockets.connected, clock.now())
    shown = [_colleague(person, there) for person in rest[:limit]]
    return PeopleOut(items=shown, next_cursor=shown[-1].id if len(rest) > limit else None)


@router.get("/teams", tags=["people"])
async def list_teams(_caller: Annotated[Person, permission("people.read")], office: OfficeDep) -> TeamsOut:
    """All teams."""
    counted = Counter(person.team for person in office.authority.people if person.team and person.active)
    return TeamsOut(items=[TeamOut(name=name, people=count) for name, count in sorted(counted.items())])


def _item(one: OwnLimit) -> AuthorityItemOut:
    return AuthorityItemOut(
        remedy=one.remedy,
        currency=one.currency,
        brand=one.brand,
        auto=one.auto,
        review=one.review,
        approve=one.approve,
        conditions=condition(one.when) if one.when else None,
        guideline=one.guideline or None,
        budgets=[],
        locked_by=[],
    )


def _colleague(person: Person, there: frozenset[str]) -> ColleagueOut:
    effective = person.chosen_presence if person.id in there else "away"
    return ColleagueOut(
        id=person.id,
        name=person.name,
        email=person.email,
        roles=sorted(person.roles),
        tier=person.tier,
        team=person.team,
        active=person.active,
        presence=PresenceOut.model_validate({"chosen": person.chosen_presence, "effective": effective}),
    )

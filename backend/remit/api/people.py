"""Oneself, one's authority and presence."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter

from remit import clock
from remit.api.budget_shapes import own_budget_shape
from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.people import (
    AuthorityItemOut,
    AuthorityOut,
    MeOut,
    PresenceIn,
    PresenceOut,
    UnlockOut,
)
from remit.authority.budgets.own import OwnBudget, own_budgets
from remit.authority.drafts.difference import subject_names
from remit.authority.own import OwnLimit, own_limits
from remit.authority.permits import permits
from remit.authority.rules.spoken import condition
from remit.desk import presence
from remit.desk.office import Office
from remit.desk.people.catalogue import house_of
from remit.desk.requests.spent import spent_by
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
        brand_tiers=dict(caller.brand_tiers),
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
    return await authority_of(office, caller)


async def authority_of(office: Office, person: Person) -> AuthorityOut:
    """Somebody's limits in the version in force, caps included."""
    authority = await office.ledger.in_force()
    found = own_limits(authority, person, house_of(office), clock.now())
    names = subject_names(authority.tiers, authority.people)
    mine = own_budgets(authority, person, office.brand, await spent_by(office, person))
    return AuthorityOut(policy_version=authority.version, items=[_item(one, mine, names) for one in found])


def _item(one: OwnLimit, budgets: Sequence[OwnBudget], names: Mapping[str, str]) -> AuthorityItemOut:
    bound = [own for own in budgets if own.speaks_of(one.remedy, one.currency, one.brand)]
    return AuthorityItemOut(
        remedy=one.remedy,
        currency=one.currency,
        brand=one.brand,
        auto=one.auto,
        review=one.review,
        approve=one.approve,
        conditions=condition(one.when, names) if one.when else None,
        guideline=one.guideline or None,
        budgets=[own_budget_shape(own, names) for own in bound],
        locked_by=[unlock.certificate for unlock in one.unlocks],
        unlocks=[UnlockOut.model_validate(unlock, from_attributes=True) for unlock in one.unlocks],
    )

"""The ladder of tiers. It belongs to the limits: a change of it is a new version of them."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.administration import LadderOut, OrderIn, RungOut, TierIn, TierTitleIn
from remit.desk.office import Office
from remit.desk.people import ladder
from remit.domain.people import Person
from remit.domain.policy.questions import Tier

router = APIRouter(prefix="/tiers", tags=["people"])
Publishes = Annotated[Person, permission("policy.publish")]


@router.get("")
async def list_tiers(_caller: Annotated[Person, permission("people.read")], office: OfficeDep) -> LadderOut:
    """The ladder, lowest rung first."""
    return _shown(office)


@router.post("", status_code=201)
async def add_tier(said: TierIn, caller: Publishes, office: OfficeDep) -> LadderOut:
    """A new rung. It has no limits yet, so nobody gains by it."""
    await ladder.add(office, caller, Tier(said.name, said.title), said.above)
    return _shown(office)


@router.put("/order")
async def order_tiers(said: OrderIn, caller: Publishes, office: OfficeDep) -> LadderOut:
    """The rungs in another order, lowest first; 409 where somebody would gain by it."""
    await ladder.order(office, caller, said.names)
    return _shown(office)


@router.patch("/{name}")
async def retitle_tier(name: str, said: TierTitleIn, caller: Publishes, office: OfficeDep) -> LadderOut:
    """Another title; limits go on by the name."""
    await ladder.retitle(office, caller, name, said.title)
    return _shown(office)


@router.delete("/{name}")
async def drop_tier(name: str, caller: Publishes, office: OfficeDep) -> LadderOut:
    """Take away a rung without people and limits; 409 says who and what uses it."""
    await ladder.drop(office, caller, name)
    return _shown(office)


def _shown(office: Office) -> LadderOut:
    authority = office.authority
    rules = Counter(rule.subject for rule in authority.rules.values())
    return LadderOut(
        policy_version=authority.version,
        items=[
            RungOut(
                name=tier.name,
                title=tier.title,
                people=authority.people.on_tier(tier.name),
                rules=rules[f"tier:{tier.name}"],
            )
            for tier in authority.tiers
        ],
    )

"""Everything that a demo begins with, in one value; and the shop's part of it, filled in."""

from collections.abc import Callable
from datetime import datetime

from remit.connectors.shop import Past, Shop
from remit.demo.certificates import certified
from remit.demo.history import Frame, History, history
from remit.demo.people import people
from remit.demo.shop import fresh_orders
from remit.demo.unswept import unswept
from remit.demo.versions import PastVersion, versions
from remit.desk.execution import instruction
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.requests.request import SETTLED
from remit.domain.values import value


@value(frozen=True, slots=True)
class World:
    """The demo organisation at `now`: people, limits with their past, orders nobody asked about, and the past."""

    now: datetime
    people: tuple[Person, ...]
    versions: tuple[PastVersion, ...]
    fresh: list[Order]
    past: History


def invent(seed: int, days: int, now: datetime, say: Callable[[str], None]) -> World:
    """The world of this seed; `days` of history before `now`."""
    floor = certified(people(seed), seed, now)
    published = versions(floor, days, now)
    say(f"{len(floor)} people, {len(published)} versions of the limits")
    with unswept():
        past = history(Frame(seed, days, now, floor, published), say)
    return World(now, floor, published, fresh_orders(seed, now), past)


def stock(shop: Shop, world: World, say: Callable[[str], None]) -> None:
    """Fill an empty shop: the orders, and in its ledger what was carried out."""
    settled = [past.request for past in world.past.requests if past.request.state == SETTLED]
    with unswept():
        shop.add_orders([*world.past.orders, *world.fresh])
        shop.add_executions(Past(instruction(request), request.updated_at) for request in settled)
    say(f"{len(world.past.orders) + len(world.fresh):,} orders, {len(settled):,} carried out at the sandbox")

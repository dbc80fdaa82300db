"""The demo floor as the sign-in page offers it: who can sign in, and some orders to try things on."""

import asyncio
from functools import cache

from remit.api.orders import shape
from remit.api.shapes.people import DemoOrderOut, DemoOut, DemoPersonOut
from remit.connectors.orders import OrderNotFound, OrdersUnavailable
from remit.demo.fill import PASSWORD
from remit.demo.shop import listed
from remit.desk import sign_in
from remit.desk.office import Office
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.store import people, requests

_ROLES = ("agent", "approver", "ops", "coach", "auditor", "admin")


async def floor(office: Office) -> DemoOut:
    """Everybody by role and rung, and the orders with what is left on them now."""
    rank = {tier.name: place for place, tier in enumerate(office.authority.tiers)}
    walk_in = await _with_demo_password(office)
    everybody = sorted(
        (one for one in office.authority.people if one.id in walk_in and one.active and one.roles),
        key=lambda one: (_ROLES.index(_role(one)), rank.get(one.tier or "", -1)),
    )
    found = [order for order_id in listed() if (order := await _order(office, order_id))]
    sums = await office.database.glance(requests.sums, [order.id for order in found])
    shown = [shape(order, sums[order.id]) for order in found]
    return DemoOut(
        password=PASSWORD,
        people=[
            DemoPersonOut(email=one.email, name=one.name, role=_role(one), tier=one.tier, team=one.team)
            for one in everybody
        ],
        orders=[
            DemoOrderOut(
                id=one.id,
                customer_id=one.customer.id,
                currency=one.currency,
                captured=one.captured,
                refundable=one.refundable,
            )
            for one in shown
        ],
    )


async def _with_demo_password(office: Office) -> set[str]:
    """Whoever was created since, or chose a password, cannot be walked in as."""
    hashes = await office.database.read(people.password_hashes)
    good = {one for one in set(hashes.values()) if await asyncio.to_thread(_demo, one)}
    return {person_id for person_id, hashed in hashes.items() if hashed in good}


@cache
def _demo(hashed: str) -> bool:
    """Slow on purpose, and so remembered: the demo's people share one hash."""
    return bool(hashed) and sign_in.verify(PASSWORD, hashed)


async def _order(office: Office, order_id: str) -> Order | None:
    """None where orders come from elsewhere, and there is none of that name."""
    try:
        return await office.orders.get(order_id)
    except (OrderNotFound, OrdersUnavailable):
        return None


def _role(person: Person) -> str:
    return next(role for role in _ROLES if role in person.roles)

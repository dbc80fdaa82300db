"""Orders, remedies and reasons: what the Ask screen needs."""

from typing import Annotated

from fastapi import APIRouter, Query

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.orders import (
    CustomerOut,
    LineOut,
    OrderOut,
    OrdersOut,
    ReasonOut,
    ReasonsOut,
    RemediesOut,
    RemedyOut,
)
from remit.desk.office import Office
from remit.domain.orders.holds import Sums
from remit.domain.orders.order import Order, refundable
from remit.domain.people import Person
from remit.domain.remedies import NEEDS_ORDER, REMEDIES
from remit.domain.requests.representation import moment
from remit.store import requests

router = APIRouter()


@router.get("/orders", tags=["orders"])
async def search_orders(
    _caller: Annotated[Person, permission("orders.read")],
    office: OfficeDep,
    q: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> OrdersOut:
    """Orders by their number, the customer's number or name; with nothing to look for, the most recent."""
    found = await office.orders.search(q.strip().replace("\x00", ""), limit)
    sums = await office.database.glance(requests.sums, [order.id for order in found])
    return OrdersOut(items=[shape(order, sums[order.id]) for order in found])


@router.get("/orders/{order_id}", tags=["orders"])
async def get_order(
    order_id: str, _caller: Annotated[Person, permission("orders.read")], office: OfficeDep
) -> OrderOut:
    """One order."""
    order = await office.orders.get(order_id)
    sums = await office.database.glance(requests.sums, [order.id])
    return shape(order, sums[order.id])


@router.get("/reasons", tags=["catalog"])
async def list_reasons(_caller: Annotated[Person, permission("catalog.read")], office: OfficeDep) -> ReasonsOut:
    """Reason codes, with their basis and whether a note is required."""
    known = office.authority.people.register.catalogue.every_reason()
    return ReasonsOut(
        items=[
            ReasonOut(code=one.code, title=one.title, basis=one.basis, note_required=one.note_required)
            for one in known
            if not one.retired
        ]
    )


@router.get("/remedies", tags=["catalog"])
async def list_remedies(_caller: Annotated[Person, permission("catalog.read")], office: OfficeDep) -> RemediesOut:
    """What a customer can be given."""
    retired = office.authority.people.register.catalogue.retired
    given = {one: title for one, title in REMEDIES.items() if one not in retired}
    return RemediesOut(
        items=[RemedyOut(remedy=one, title=title, needs_order=one in NEEDS_ORDER) for one, title in given.items()]
    )


def shape(order: Order, sums: Sums) -> OrderOut:
    """An order with what is left to give back on it."""
    customer = order.customer
    since = moment(customer.since)
    return OrderOut(
        id=order.id,
        brand=order.brand,
        currency=order.currency,
        captured=order.captured,
        refunded=order.refunded,
        refundable=refundable(order, sums.settled, sums.held),
        placed_at=moment(order.placed_at) or "",
        customer=CustomerOut(id=customer.id, name=customer.name, segment=customer.segment, since=since),
        lines=[
            LineOut(sku=one.sku, name=one.name, category=one.category, quantity=one.quantity, amount=one.amount)
            for one in order.lines
        ],
    )


async def order_shape(office: Office, order_id: str) -> dict[str, object]:
    """An order as plain values."""
    order = await office.orders.get(order_id)
    sums = await office.database.glance(requests.sums, [order_id])
    return shape(order, sums[order_id]).model_dump()

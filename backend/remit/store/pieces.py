"""What was given without approval on orders and to customers, and what was rejected there, out of the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, case, func, or_, select

from remit.domain.policy.stacks import Piece
from remit.domain.requests.pieces import ALONE, GIVEN
from remit.domain.requests.request import REJECTED, Approval
from remit.domain.routing.policies import LONGEST_OPEN
from remit.store.database.columns import as_moment
from remit.store.database.quick import Quick
from remit.store.database.rows import requests

_approval = TypeAdapter(Approval)
_given = requests.c.state.in_(sorted(GIVEN)) & requests.c.outcome.in_(sorted(ALONE))
_COLUMNS = select(
    *(requests.c.id, requests.c.reference, requests.c.remedy, requests.c.amount, requests.c.currency),
    *(requests.c.order_id, requests.c.customer_id, requests.c.requester_name, requests.c.state),
    *(requests.c.reason, requests.c.basis),
    func.coalesce(requests.c.decided_at, requests.c.created_at).label("decided"),
    # Only of a rejection is it asked what was said.
    case((requests.c.state == REJECTED, requests.c.approval)).label("said"),
).where(or_(_given, requests.c.state == REJECTED))
_customers = _COLUMNS.where(requests.c.customer_id.in_(bindparam("keys", expanding=True)))
_ON_ORDERS = Quick(_COLUMNS.where(requests.c.order_id.in_(bindparam("keys", expanding=True))))
_OF_CUSTOMERS = Quick(_customers)
_LATELY = Quick(_customers.where(requests.c.created_at >= bindparam("since")))

_BEFORE = requests.c.created_at < bindparam("until")
_ON_ORDERS_BEFORE = Quick(_COLUMNS.where(requests.c.order_id.in_(bindparam("keys", expanding=True)), _BEFORE))
_OF_CUSTOMERS_BEFORE = Quick(_customers.where(_BEFORE))
_LATELY_BEFORE = Quick(_customers.where(_BEFORE, requests.c.created_at >= bindparam("since")))


def on_orders(connection: Connection, orders: Collection[str]) -> list[Piece]:
    """Everything on these orders."""
    return [_piece(row) for row in _ON_ORDERS.rows(connection, {"keys": sorted(orders)})] if orders else []


def of_customers(connection: Connection, customers: Collection[str], since: datetime | None) -> list[Piece]:
    """What these customers were given, or had rejected, since this moment; None is ever."""
    if not customers:
        return []
    if since is None:
        return [_piece(row) for row in _OF_CUSTOMERS.rows(connection, {"keys": sorted(customers)})]
    # It may have been asked for, and waited, before it was decided anew or rejected.
    asked = {"keys": sorted(customers), "since": since - LONGEST_OPEN}
    return [_piece(row) for row in _LATELY.rows(connection, asked)]


def on_orders_before(connection: Connection, orders: Collection[str], until: datetime) -> list[Piece]:
    """What was there on these orders before this moment."""
    asked = {"keys": sorted(orders), "until": until}
    found = [_piece(row) for row in _ON_ORDERS_BEFORE.rows(connection, asked)] if orders else []
    return [one for one in found if one.at < until]


def of_customers_before(
    connection: Connection, customers: Collection[str], until: datetime, since: datetime | None
) -> list[Piece]:
    """What these customers were given, or had rejected, before this moment and since the other; None is ever."""
    if not customers:
        return []
    asked = {"keys": sorted(customers), "until": until}
    if since is None:
        rows = _OF_CUSTOMERS_BEFORE.rows(connection, asked)
    else:
        rows = _LATELY_BEFORE.rows(connection, {**asked, "since": since - LONGEST_OPEN})
    return [piece for row in rows if (piece := _piece(row)).at < until]


def _piece(row: Sequence[Any]) -> Piece:
    name, reference, remedy, amount, currency, order, customer, requester, state, reason, basis, decided, words = row
    said = _approval.validate_json(words) if words else None
    return Piece(
        request=name,
        reference=reference,
        remedy=remedy,
        amount=amount,
        currency=currency,
        at=said.settled_at if said and said.settled_at else as_moment(decided),
        by=said.settled_by.name if said and said.settled_by else requester,
        order=order,
        customer=customer,
        rejected=state == REJECTED,
        comment=said.comment if said else None,
        reason=reason,
        basis=basis,
    )

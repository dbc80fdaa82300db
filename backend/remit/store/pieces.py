"""What was given without approval on orders and to customers, and what was rejected there, out of the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, bindparam, case, func, or_, select

from remit.domain.policy.stacks import Piece
from remit.domain.requests.pieces import ALONE, GIVEN
from remit.domain.requests.request import OPEN_FOR, REJECTED, Approval
from remit.store.database.rows import requests

_approval = TypeAdapter(Approval)
_given = requests.c.state.in_(sorted(GIVEN)) & requests.c.outcome.in_(sorted(ALONE))
_COLUMNS = select(
    *(requests.c.id, requests.c.reference, requests.c.remedy, requests.c.amount, requests.c.currency),
    *(requests.c.order_id, requests.c.customer_id, requests.c.requester_name, requests.c.state),
    func.coalesce(requests.c.decided_at, requests.c.created_at).label("decided"),
    # Only of a rejection is it asked what was said.
    case((requests.c.state == REJECTED, requests.c.approval)).label("said"),
).where(or_(_given, requests.c.state == REJECTED))
_ON_ORDERS = _COLUMNS.where(requests.c.order_id.in_(bindparam("keys", expanding=True)))
_OF_CUSTOMERS = _COLUMNS.where(requests.c.customer_id.in_(bindparam("keys", expanding=True)))
_LATELY = _OF_CUSTOMERS.where(requests.c.created_at >= bindparam("since"))


def on_orders(connection: Connection, orders: Collection[str]) -> list[Piece]:
    """Everything on these orders."""
    return [_piece(row) for row in connection.execute(_ON_ORDERS, {"keys": sorted(orders)})] if orders else []


def of_customers(connection: Connection, customers: Collection[str], since: datetime | None) -> list[Piece]:
    """What these customers were given, or had rejected, since this moment; None is ever."""
    if not customers:
        return []
    if since is None:
        return [_piece(row) for row in connection.execute(_OF_CUSTOMERS, {"keys": sorted(customers)})]
    # It may have been asked for, and waited, before it was decided anew or rejected.
    asked = {"keys": sorted(customers), "since": since - OPEN_FOR}
    return [_piece(row) for row in connection.execute(_LATELY, asked)]


def _piece(row: Row[*tuple[Any, ...]]) -> Piece:
    said = _approval.validate_json(row.said) if row.said else None
    return Piece(
        request=row.id,
        reference=row.reference,
        remedy=row.remedy,
        amount=row.amount,
        currency=row.currency,
        at=said.settled_at if said and said.settled_at else row.decided,
        by=said.settled_by.name if said and said.settled_by else row.requester_name,
        order=row.order_id,
        customer=row.customer_id,
        rejected=row.state == REJECTED,
        comment=said.comment if said else None,
    )

"""The built-in shop's tables, and an order as a row of them."""

import json
from datetime import UTC, datetime

from remit.domain.orders.order import Customer, Line, Order

SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY,
  brand TEXT NOT NULL,
  currency TEXT NOT NULL,
  captured INTEGER NOT NULL,
  refunded INTEGER NOT NULL CHECK (refunded BETWEEN 0 AND captured),
  placed_at TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  segment TEXT,
  since TEXT,
  lines TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS orders_placed_at ON orders (placed_at);
CREATE TABLE IF NOT EXISTS executions (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  fingerprint TEXT NOT NULL,
  request_id TEXT NOT NULL,
  remedy TEXT NOT NULL,
  order_id TEXT,
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  error TEXT,
  at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS executions_request ON executions (request_id);
PRAGMA user_version = 1;
COMMIT;
"""

ORDER_COLUMNS = "id, brand, currency, captured, refunded, placed_at, customer_id, customer_name, segment, since, lines"

OrderRow = tuple[str, str, str, int, int, str, str, str, str | None, str | None, str]


def order_row(order: Order) -> OrderRow:
    """The order in the order of ORDER_COLUMNS; times as UTC text, so that they sort as they are."""
    customer = order.customer
    lines = [[line.sku, line.name, line.category, line.quantity, line.amount] for line in order.lines]
    return (
        order.id,
        order.brand,
        order.currency,
        order.captured,
        order.refunded,
        _text(order.placed_at),
        customer.id,
        customer.name,
        customer.segment,
        None if customer.since is None else _text(customer.since),
        json.dumps(lines),
    )


def order_from(row: OrderRow) -> Order:
    """The order that `order_row` wrote."""
    order_id, brand, currency, captured, refunded, placed_at, customer_id, name, segment, since, lines = row
    return Order(
        id=order_id,
        brand=brand,
        currency=currency,
        captured=captured,
        refunded=refunded,
        placed_at=datetime.fromisoformat(placed_at),
        customer=Customer(customer_id, name, segment, None if since is None else datetime.fromisoformat(since)),
        lines=tuple(Line(*line) for line in json.loads(lines)),
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

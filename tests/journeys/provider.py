"""The provider's own ledger, read from its file and not through us."""

import sqlite3
from contextlib import closing

from tests.serving import Served


def refunds(served: Served, request: dict) -> list[tuple[int, str, str]]:
    """(amount, currency, status) of everything the provider did for this request."""
    wanted = "SELECT amount, currency, status FROM executions WHERE request_id = ?"
    with closing(sqlite3.connect(served.settings.shop)) as ledger:
        return ledger.execute(wanted, (request["id"],)).fetchall()


def refunded(served: Served, order_id: str) -> int:
    """What the provider has paid back of an order."""
    with closing(sqlite3.connect(served.settings.shop)) as ledger:
        return ledger.execute("SELECT refunded FROM orders WHERE id = ?", (order_id,)).fetchone()[0]

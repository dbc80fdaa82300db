"""What is left when it is quiet again: our tables, and the provider's own ledger. Read straight from the files."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text

from remit.domain.remedies import RETURNS_MONEY
from remit.domain.requests.request import Request
from remit.store import requests
from remit.store.database import rows
from remit.store.database.session import Connection, connect
from tests.faults.charter import Charter, charter


@dataclass(frozen=True)
class Happened:
    """One line of the record, with the request as it was then."""

    seq: int
    event: str
    actor: str | None
    request: dict
    at: datetime | None = None


@dataclass(frozen=True)
class Judged:
    """One line of the decision log."""

    what: str
    outcome: str


@dataclass(frozen=True)
class Moved:
    """One execution in the provider's ledger."""

    id: str
    request_id: str
    remedy: str
    order_id: str | None
    amount: int
    currency: str
    status: str
    error: str | None = None


@dataclass(frozen=True)
class Evidence:
    requests: dict[str, Request]
    holds: dict[str, tuple[int, str]]
    events: list[Happened]
    last_seq: int
    seqs: list[int]
    moved: list[Moved]
    orders: dict[str, tuple[int, int]]
    """Captured and refunded, as the provider's book says."""
    judged: dict[int, Judged] = field(default_factory=dict)
    """What policy said, by the event that told it."""
    charter: Charter = field(default_factory=Charter)


async def evidence(url: str, shop: Path) -> Evidence:
    database = connect(url)
    try:
        tables = await database.read(_tables)
    finally:
        await database.close()
    *told, judged, made = tables
    return Evidence(*told, *_ledger(shop), judged, made)


async def evidence_at_rest(url: str, shop: Path) -> Evidence:
    """The same beside processes that live on: what they write between two of its reads is no gap, so it reads again."""
    for _ in range(60):
        found = await evidence(url, shop)
        if found.seqs[-1] == found.last_seq:
            break
        await asyncio.sleep(0.5)
    return found


def _tables(connection: Connection) -> tuple:
    if connection.dialect.name == "postgresql":
        # All of it as it is at one moment: what a sweeper writes between two of these reads is no contradiction.
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    # First everything is read, then it is understood: the database cuts off who is silent for ten seconds in between.
    whole = connection.execute(requests.whole()).all()
    held = {row.request_id: (row.amount, row.state) for row in connection.execute(select(rows.holds))}
    record = connection.execute(select(rows.events).order_by(rows.events.c.seq)).all()
    head = connection.execute(select(rows.heads.c.event_seq)).scalar_one()
    judged, made = _judged(connection), charter(connection)
    found = {row.id: requests.request_of(row) for row in whole}
    told = [
        Happened(row.seq, row.event, row.actor_id, json.loads(row.data), row.at)
        for row in record
        if row.request_id and row.data != "{}"
    ]
    return found, held, told, head, [row.seq for row in record], judged, made


def _judged(connection: Connection) -> dict[int, Judged]:
    columns = (rows.decisions.c[name] for name in ("seq", "what", "answer"))
    log = connection.execute(select(*columns))
    return {row.seq: Judged(row.what, json.loads(row.answer)["outcome"]) for row in log}


def _ledger(shop: Path) -> tuple[list[Moved], dict[str, tuple[int, int]]]:
    columns = "id, request_id, remedy, order_id, amount, currency, status, error"
    with closing(sqlite3.connect(shop)) as connection:
        moved = [Moved(*row) for row in connection.execute(f"SELECT {columns} FROM executions")]
        orders = connection.execute("SELECT id, captured, refunded FROM orders").fetchall()
    return moved, {order_id: (captured, refunded) for order_id, captured, refunded in orders}


def returns_money(moved: Moved) -> bool:
    """Whether it paid back what was captured on an order."""
    return moved.status == "succeeded" and moved.remedy in RETURNS_MONEY and moved.order_id is not None

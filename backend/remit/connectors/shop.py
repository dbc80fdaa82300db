"""The built-in shop: orders and a payment ledger in a SQLite file of its own, shared by processes of one machine."""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from remit.connectors.payments import body
from remit.connectors.shop_rows import ORDER_COLUMNS, SCHEMA, order_from, order_row
from remit.domain.execution.execution import FAILED, SUCCEEDED, Instruction, Outcome
from remit.domain.execution.reconciling import Done
from remit.domain.orders.order import Order
from remit.domain.remedies import RETURNS_MONEY
from remit.domain.values import value

_ORDER = f"SELECT {ORDER_COLUMNS} FROM orders"  # noqa: S608 - constants only
_MATCHES = r"""id LIKE :start ESCAPE '\' OR customer_id LIKE :start ESCAPE '\'
OR customer_name LIKE :part ESCAPE '\'"""
_EXECUTION = "SELECT id, status, error, amount, currency, fingerprint FROM executions"
_FAIL = "UPDATE executions SET status = ?, error = ? WHERE key = ? AND status = ? RETURNING remedy, amount, order_id"
_INSERT = """INSERT INTO executions
(id, key, fingerprint, request_id, remedy, order_id, amount, currency, status, error, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))"""


@value(frozen=True, slots=True)
class Past:
    """An instruction that was carried out earlier, for filling an empty ledger."""

    told: Instruction
    at: datetime


class Shop:
    """The file. Blocking; `sandbox` puts it behind the asynchronous Protocols."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._writer = _connect(path, wait_ms=5000)
        # Short patience: it is read on the event loop. In WAL mode a reader waits for nobody but a recovery.
        self._reader = _connect(path, wait_ms=50)

    @classmethod
    def open(cls, path: Path | str) -> "Shop":
        """The shop in this file; the file and its tables are made when missing."""
        path = Path(path)
        with closing(_connect(path, wait_ms=5000)) as connection:
            # Looked at first: CREATE takes the write lock, which another process may hold for long.
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                connection.executescript(SCHEMA)
        return cls(path)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._writer.close()
        self._reader.close()

    def get(self, order_id: str) -> Order | None:
        """The order, or None where there is no such."""
        row = self._reader.execute(f"{_ORDER} WHERE id = ?", (order_id,)).fetchone()
        return None if row is None else order_from(row)

    def search(self, q: str, limit: int) -> list[Order]:
        """Matching orders, the most recent first. Safe in any thread: it reads on a connection of its own."""
        plain = q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        matching = f"{_ORDER} WHERE {_MATCHES}" if plain else _ORDER
        with closing(_connect(self._path, wait_ms=1000)) as connection:
            found = connection.execute(
                f"{matching} ORDER BY placed_at DESC, id DESC LIMIT :limit",
                {"start": f"{plain}%", "part": f"%{plain}%", "limit": limit},
            )
            return [order_from(row) for row in found]

    def add_orders(self, orders: Iterable[Order]) -> None:
        """Fill the order book; all or nothing. An id that is there already is refused (sqlite3.IntegrityError)."""
        marks = ", ".join("?" * len(ORDER_COLUMNS.split(",")))
        with self._transaction() as connection:
            insert = f"INSERT INTO orders ({ORDER_COLUMNS}) VALUES ({marks})"  # noqa: S608 - constants only
            connection.executemany(insert, map(order_row, orders))

    def add_executions(self, past: Iterable[Past]) -> None:
        """Fill the ledger with what succeeded earlier. The orders' `refunded` is theirs to know already."""
        rows = (_row(one.told, Outcome(SUCCEEDED), one.at.isoformat()) for one in past)
        with self._transaction() as connection:
            connection.executemany(_INSERT, rows)

    def execute(self, batch: Sequence[Instruction]) -> list[Outcome]:
        """Carry these out in one commit. What the ledger refuses is a final `failed`, remembered like the rest."""
        with self._transaction() as connection:
            return [_once(connection, told) for told in batch]

    def find(self, request_id: str) -> tuple[Outcome, int, str] | None:
        """What became of a request, with amount and currency; a success before a refusal. None: never heard of."""
        order = f"ORDER BY status = '{SUCCEEDED}' DESC, at DESC LIMIT 1"
        row = self._reader.execute(f"{_EXECUTION} WHERE request_id = ? {order}", (request_id,)).fetchone()
        return None if row is None else (Outcome(row[1], row[0], row[2]), row[3], row[4])

    def listed(self) -> list[Done]:
        """All that the ledger has, oldest first. Safe in any thread: it reads on a connection of its own."""
        columns = "id, status, amount, currency, request_id, order_id, remedy"
        with closing(_connect(self._path, wait_ms=1000)) as connection:
            found = connection.execute(f"SELECT {columns} FROM executions ORDER BY rowid")  # noqa: S608 - constants only
            names = ("reference", "status", "amount", "currency", "request_id", "order_id", "remedy")
            return [Done(**dict(zip(names, row, strict=True))) for row in found]

    def fail(self, key: str, error: str) -> None:
        """What had succeeded comes back after all: the order has its money again."""
        with self._transaction() as connection:
            failed = connection.execute(_FAIL, (FAILED, error, key, SUCCEEDED)).fetchone()
            if failed is not None and failed[0] in RETURNS_MONEY:
                connection.execute("UPDATE orders SET refunded = refunded - ? WHERE id = ?", failed[1:])

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise


def execution_id(key: str) -> str:
    """The provider's own reference; made from the key, so that it is as unique as the key and can be told again."""
    return f"re_{hashlib.sha256(key.encode()).hexdigest()[:20]}"


def _connect(path: Path, wait_ms: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _once(connection: sqlite3.Connection, told: Instruction) -> Outcome:
    """The first answer again when the key is known; else carry it out and remember."""
    before = connection.execute(f"{_EXECUTION} WHERE key = ?", (told.key,)).fetchone()
    if before is not None:
        if before[5] != _fingerprint(told):
            return Outcome(FAILED, error="idempotency_key_reused: the key came before with another body")
        return Outcome(before[1], before[0], before[2])
    error = _pay_back(connection, told) if told.remedy in RETURNS_MONEY and told.order_id else None
    outcome = Outcome(FAILED, execution_id(told.key), error) if error else Outcome(SUCCEEDED, execution_id(told.key))
    connection.execute(_INSERT, _row(told, outcome, None))
    return outcome


def _pay_back(connection: sqlite3.Connection, told: Instruction) -> str | None:
    """Raise the order's `refunded`, or say why not. Orders of another system are not checked."""
    order = connection.execute(
        "SELECT currency, captured - refunded FROM orders WHERE id = ?", (told.order_id,)
    ).fetchone()
    if order is None:
        return None
    if order[0] != told.currency:
        return f"currency_mismatch: the order was paid in {order[0]}"
    if told.amount > order[1]:
        return f"exceeds_captured: {order[1]} is left of what was captured"
    connection.execute("UPDATE orders SET refunded = refunded + ? WHERE id = ?", (told.amount, told.order_id))
    return None


def _fingerprint(told: Instruction) -> str:
    return hashlib.sha256(json.dumps(body(told), sort_keys=True).encode()).hexdigest()


def _row(told: Instruction, outcome: Outcome, at: str | None) -> tuple[str | int | None, ...]:
    return (
        execution_id(told.key),
        told.key,
        _fingerprint(told),
        told.request_id,
        told.remedy,
        told.order_id,
        told.amount,
        told.currency,
        outcome.state,
        outcome.error,
        at,
    )

"""The ledger's head: the lock that puts batches in order, and how far everything has come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, text, update

from remit.domain.execution.flow import MOVING, Flow, Stop
from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.bulk import execute_all
from remit.store.database.columns import as_moment
from remit.store.database.quick import Quick
from remit.store.database.rows import heads

MAIN = "main"


_FAR = heads.c.epoch, heads.c.event_seq, heads.c.retained_after, heads.c.policy_version, heads.c.people_revision
_FLOW = (
    *(heads.c.stopped_at, heads.c.stopped_by_id, heads.c.stopped_by_name, heads.c.stopped_note),
    *(heads.c.held_at, heads.c.held_why, heads.c.recovered_until),
)


def _at(now: ColumnElement[object]) -> Quick:
    return Quick(select(now, *_FAR, *_FLOW).where(heads.c.ledger == bindparam("ledger")))


# SQLite runs inside this process: its clock is ours, but its text has no zone.
_READ = {"sqlite": _at(func.strftime("%Y-%m-%dT%H:%M:%f", "now")), "postgresql": _at(func.clock_timestamp())}
_MOVE = (
    update(heads)
    .where(heads.c.ledger == bindparam("key"))
    .values({name: bindparam(name) for name in ("event_seq", "policy_version", "people_revision")})
)


@value(frozen=True)
class Head:
    """Where a ledger stands. `now` is the database's clock."""

    epoch: str
    event_seq: int
    retained_after: int
    policy_version: int
    people_revision: int
    now: datetime
    flow: Flow = MOVING


def lock(connection: Connection, ledger: str = MAIN) -> Head:
    """Wait for the ledger's turn and read its head. One batch decides at a time in the whole installation."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:ledger, 7351))"), {"ledger": ledger})
    return read(connection, ledger)


def read(connection: Connection, ledger: str = MAIN) -> Head:
    """The head as it is, without waiting."""
    (row,) = _READ[connection.dialect.name].rows(connection, {"ledger": ledger})
    return _head_of(row)


def move(connection: Connection, head: Head, ledger: str = MAIN) -> None:
    """Write how far the ledger has come."""
    execute_all(
        connection,
        _MOVE,
        [
            {
                "key": ledger,
                "event_seq": head.event_seq,
                "policy_version": head.policy_version,
                "people_revision": head.people_revision,
            }
        ],
    )


def put_flow(connection: Connection, flow: Flow, ledger: str = MAIN) -> None:
    """Write whether money may move; in force for every process with this commit."""
    values = {
        "stopped_at": flow.stop.at if flow.stop else None,
        "stopped_by_id": flow.stop.by.id if flow.stop else None,
        "stopped_by_name": flow.stop.by.name if flow.stop else None,
        "stopped_note": flow.stop.note if flow.stop else None,
        "held_at": flow.held_at,
        "held_why": flow.held_why,
        "recovered_until": flow.recovered_until,
    }
    connection.execute(update(heads).where(heads.c.ledger == ledger), values)


def begin_epoch(connection: Connection, epoch: str, ledger: str = MAIN) -> None:
    """The record was put back: live clients that know what came after have to start afresh."""
    connection.execute(update(heads).where(heads.c.ledger == ledger), {"epoch": epoch})


def found(connection: Connection, epoch: str, ledger: str = MAIN) -> None:
    """Begin a ledger in an empty database."""
    start = {"event_seq": 0, "retained_after": 0, "policy_version": 0, "people_revision": 0}
    connection.execute(insert(heads), {"ledger": ledger, "epoch": epoch, **start})


def exists(connection: Connection) -> bool:
    """Whether the database has been filled."""
    return connection.execute(select(func.count()).select_from(heads)).scalar_one() > 0


def retain_after(connection: Connection, seq: int, ledger: str = MAIN) -> None:
    """From here on live clients can resume."""
    connection.execute(update(heads).where(heads.c.ledger == ledger), {"retained_after": seq})


def _head_of(row: Sequence[Any]) -> Head:
    now, epoch, event_seq, retained_after, policy_version, people_revision, *flow = row
    moves = _flow_of(flow) if any(flow) else MOVING
    return Head(epoch, event_seq, retained_after, policy_version, people_revision, as_moment(now), moves)


def _flow_of(columns: Sequence[Any]) -> Flow:
    stopped_at, by, name, note, held_at, held_why, recovered_until = columns
    stop = Stop(Named(by, name), as_moment(stopped_at), note) if stopped_at is not None else None
    return Flow(stop, _moment(held_at), held_why, _moment(recovered_until))


def _moment(value: datetime | str | None) -> datetime | None:
    return None if value is None else as_moment(value)

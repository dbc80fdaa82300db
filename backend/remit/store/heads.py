"""The ledger's head: the lock that puts batches in order, and how far everything has come."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, insert, select, text, update

from remit.domain.execution.flow import MOVING, Flow, Stop
from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.rows import heads

MAIN = "main"


def _at(now: ColumnElement[object]) -> Select[tuple[object, ...]]:
    return select(heads, now.label("now")).where(heads.c.ledger == bindparam("ledger"))


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
    row = connection.execute(_READ[connection.dialect.name], {"ledger": ledger}).one()
    # SQLite runs inside this process: its clock is ours, but its text has no zone.
    now = row.now if isinstance(row.now, datetime) else datetime.fromisoformat(row.now).replace(tzinfo=UTC)
    return Head(
        epoch=row.epoch,
        event_seq=row.event_seq,
        retained_after=row.retained_after,
        policy_version=row.policy_version,
        people_revision=row.people_revision,
        now=now,
        flow=_flow_of(row),
    )


def move(connection: Connection, head: Head, ledger: str = MAIN) -> None:
    """Write how far the ledger has come."""
    connection.execute(
        _MOVE,
        {
            "key": ledger,
            "event_seq": head.event_seq,
            "policy_version": head.policy_version,
            "people_revision": head.people_revision,
        },
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


def _flow_of(row: Row[tuple[object, ...]]) -> Flow:
    if row.stopped_at is None and row.held_at is None and row.recovered_until is None:
        return MOVING
    stopped = row.stopped_at is not None
    stop = Stop(Named(row.stopped_by_id, row.stopped_by_name), row.stopped_at, row.stopped_note) if stopped else None
    return Flow(stop, row.held_at, row.held_why, row.recovered_until)

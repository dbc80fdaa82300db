"""The record in the order it was written, with the decisions in it; and its checkpoints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select

from remit.domain.record.chain import Written
from remit.domain.record.checkpoints import Checkpoint, Claim
from remit.domain.values import value
from remit.store.database.columns import as_moment
from remit.store.database.quick import Quick
from remit.store.database.rows import checkpoints, decisions, events, requests

_EVENT = ("seq", "at", "event", "request_id", "actor_id", "actor_name", "sentence", "data")
_JUDGED = ("what", "policy_version", "people_revision", "rule", "asked", "answer")
_AFTER = Quick(
    select(*(events.c[name] for name in _EVENT), *(decisions.c[name] for name in _JUDGED))
    .select_from(events.outerjoin(decisions, decisions.c.seq == events.c.seq))
    .where(events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)
_POINTS = select(checkpoints).order_by(checkpoints.c.seq)


@value(frozen=True, slots=True)
class Told:
    """A request as its table has it, and as the last event about it told it (JSON)."""

    id: str
    reference: str
    state: str
    amount: int
    currency: str
    remedy: str
    seq: int
    data: str


def after(connection: Connection, seq: int, most: int) -> list[Written]:
    """Entries after this number, in order."""
    return [_written(row) for row in _AFTER.rows(connection, {"after": seq, "most": most})]


def latest(connection: Connection) -> Checkpoint | None:
    """The last checkpoint."""
    row = connection.execute(_POINTS.order_by(None).order_by(checkpoints.c.seq.desc()).limit(1)).first()
    return _checkpoint(row) if row else None


def at(connection: Connection, seq: int) -> Checkpoint | None:
    """The checkpoint at this entry, if there is one."""
    row = connection.execute(_POINTS.where(checkpoints.c.seq == seq)).first()
    return _checkpoint(row) if row else None


def page(connection: Connection, most: int, before: int | None) -> list[Checkpoint]:
    """Checkpoints before this entry, the newest first."""
    wanted: Select[tuple[object, ...]] = select(checkpoints).order_by(checkpoints.c.seq.desc()).limit(most)
    if before is not None:
        wanted = wanted.where(checkpoints.c.seq < before)
    return [_checkpoint(row) for row in connection.execute(wanted)]


def between(connection: Connection, after_seq: int, most: int) -> list[Checkpoint]:
    """Checkpoints after this entry, in order."""
    wanted = _POINTS.where(checkpoints.c.seq > after_seq).limit(most)
    return [_checkpoint(row) for row in connection.execute(wanted)]


def add(connection: Connection, made: Checkpoint) -> bool:
    """Keep a checkpoint; False where another process has made it meanwhile."""
    if at(connection, made.claim.seq) is not None:
        return False
    row = {"seq": made.claim.seq, "at": made.at, "epoch": made.claim.epoch}
    connection.execute(insert(checkpoints), {**row, "hash": made.claim.hash.hex(), "note": made.note})
    return True


def told(connection: Connection, after_id: str, most: int) -> list[Told]:
    """Requests by id, each with the last event about it."""
    later = events.alias()
    last = select(func.max(later.c.seq)).where(later.c.request_id == requests.c.id).scalar_subquery()
    columns = (requests.c[name] for name in ("id", "reference", "state", "amount", "currency", "remedy"))
    wanted = (
        select(*columns, events.c.seq, events.c.data)
        .select_from(requests.join(events, events.c.seq == last))
        .where(requests.c.id > after_id)
        .order_by(requests.c.id)
        .limit(most)
    )
    return [
        Told(row.id, row.reference, row.state, row.amount, row.currency, row.remedy, row.seq, row.data)
        for row in connection.execute(wanted)
    ]


def since(connection: Connection, moment: datetime) -> int:
    """The number of the last entry before this moment."""
    found = connection.execute(select(func.max(events.c.seq)).where(events.c.at < moment)).scalar()
    return int(found or 0)


def _written(row: Sequence[Any]) -> Written:
    seq, at, event, request_id, actor_id, actor_name, sentence, data, *judged = row
    return Written(
        seq=seq,
        at=as_moment(at),
        event=event,
        request_id=request_id,
        actor_id=actor_id,
        actor_name=actor_name,
        sentence=sentence,
        data=data,
        judged=tuple(judged) if judged[0] is not None else None,
    )


def _checkpoint(row: Row[tuple[object, ...]]) -> Checkpoint:
    return Checkpoint(Claim(row.epoch, row.seq, bytes.fromhex(row.hash)), row.at, row.note)

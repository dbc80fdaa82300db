"""The record: events in commit order, without gaps; and the idempotency keys that lead back to a first answer."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, or_, select, tuple_

from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store import heads
from remit.store.database.bulk import insert_all
from remit.store.database.quick import Quick
from remit.store.database.rows import events, idempotency, requests
from remit.store.reach import Reach, within


@value(frozen=True, slots=True)
class Recorded:
    """An event as it was written; `data` is JSON text."""

    seq: int
    at: datetime
    event: str
    request_id: str | None
    actor: Named | None
    sentence: str
    data: str


@value(frozen=True, slots=True)
class Key:
    """A caller's idempotency key, the body's fingerprint, and the event that holds the first answer."""

    caller: str
    key: str
    fingerprint: str
    seq: int


_KEYED = select(
    idempotency.c.caller, idempotency.c.key, idempotency.c.fingerprint, idempotency.c.seq, events.c.data
).select_from(idempotency.join(events, events.c.seq == idempotency.c.seq))
_KEY = Quick(
    _KEYED.where(idempotency.c.caller == bindparam("caller"), idempotency.c.key == bindparam("idempotency_key"))
)
_KEYS = Quick(
    _KEYED.where(tuple_(idempotency.c.caller, idempotency.c.key).in_(bindparam("pairs", expanding=True))), "pairs"
)
_AFTER = select(events).where(events.c.seq > bindparam("after")).order_by(events.c.seq).limit(bindparam("most"))
_NAMES_AFTER = Quick(
    select(events.c.seq, events.c.event)
    .where(events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)
_OF_REQUEST = select(events).where(events.c.request_id == bindparam("request_id")).order_by(events.c.seq)


def append(connection: Connection, happened: Sequence[Recorded]) -> None:
    """Write events; their numbers were given under the ledger's lock."""
    insert_all(connection, events, [_row(one) for one in happened])


def remember(connection: Connection, keys: Sequence[Key]) -> None:
    """Write the keys of first answers."""
    rows = [{"caller": k.caller, "key": k.key, "fingerprint": k.fingerprint, "seq": k.seq} for k in keys]
    insert_all(connection, idempotency, rows)


def key(connection: Connection, caller: str, idempotency_key: str) -> tuple[Key, str] | None:
    """The key and the first answer, as JSON text."""
    rows = _KEY.rows(connection, {"caller": caller, "idempotency_key": idempotency_key})
    return _keyed(rows[0]) if rows else None


def keys(connection: Connection, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Key, str]]:
    """The same for many at once."""
    if not wanted:
        return {}
    found = (_keyed(row) for row in _KEYS.rows(connection, {"pairs": list(wanted)}))
    return {(key.caller, key.key): (key, first) for key, first in found}


def after(connection: Connection, seq: int, most: int) -> list[Recorded]:
    """Events after this number, in order."""
    return [_recorded(row) for row in connection.execute(_AFTER, {"after": seq, "most": most})]


def in_reach(connection: Connection, reach: Reach | None, seq: int, most: int) -> tuple[list[Recorded], int]:
    """Events after this number about what is in reach, or about no request; and the last number there is."""
    # The last number first: what comes in between is for the next time.
    last = heads.read(connection).event_seq
    wanted = select(events).where(events.c.seq > seq, events.c.seq <= last).order_by(events.c.seq).limit(most)
    if reach is not None:
        told = events.outerjoin(requests, requests.c.id == events.c.request_id)
        wanted = wanted.select_from(told).where(or_(events.c.request_id.is_(None), within(reach)))
    return [_recorded(row) for row in connection.execute(wanted)], last


def names_after(connection: Connection, seq: int, most: int) -> list[tuple[int, str]]:
    """Their numbers and names only."""
    found = _NAMES_AFTER.rows(connection, {"after": seq, "most": most})
    return [(int(str(number)), str(name)) for number, name in found]


def timeline(connection: Connection, request_id: str) -> list[Recorded]:
    """Everything that happened to one request."""
    return [_recorded(row) for row in connection.execute(_OF_REQUEST, {"request_id": request_id})]


def _keyed(row: Sequence[object]) -> tuple[Key, str]:
    caller, key, fingerprint, seq, first = row
    return Key(str(caller), str(key), str(fingerprint), int(str(seq))), str(first)


def _row(one: Recorded) -> dict[str, object]:
    return {
        "seq": one.seq,
        "at": one.at,
        "event": one.event,
        "request_id": one.request_id,
        "actor_id": one.actor.id if one.actor else None,
        "actor_name": one.actor.name if one.actor else None,
        "sentence": one.sentence,
        "data": one.data,
    }


def _recorded(row: Row[tuple[object, ...]]) -> Recorded:
    actor = Named(row.actor_id, row.actor_name) if row.actor_id else None
    return Recorded(row.seq, row.at, row.event, row.request_id, actor, row.sentence, row.data)

"""The decision log in order, with the requests that it is about; and the key of its masks."""

from datetime import datetime

from sqlalchemy import Connection, Row, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from remit.domain.values import value
from remit.store.database.rows import decisions, events, mask_keys, requests
from remit.store.decisions import Logged, before, logged_of

_KEY = "decisions"


@value(frozen=True, slots=True)
class Decided:
    """A line of the log and its request."""

    logged: Logged
    rule: str | None
    request_id: str
    reference: str
    customer_id: str | None
    order_id: str | None


def following(connection: Connection, after: int, most: int) -> list[Decided]:
    """What was decided after this number, in order."""
    joined = decisions.join(events, events.c.seq == decisions.c.seq)
    joined = joined.join(requests, requests.c.id == events.c.request_id)
    of_request = requests.c.id, requests.c.reference, requests.c.customer_id, requests.c.order_id
    found = select(decisions, *of_request).select_from(joined).where(decisions.c.seq > after)
    return [_decided(row) for row in connection.execute(found.order_by(decisions.c.seq).limit(most))]


def since(connection: Connection, at: datetime) -> int:
    """The number after which to begin for what was decided since this moment."""
    return before(connection, at, None)


def mask_key(connection: Connection, fresh: str) -> str:
    """The key that masks are made with; `fresh` becomes it where there is none."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(upsert(mask_keys).values(id=literal(_KEY), key=fresh).on_conflict_do_nothing())
    return str(connection.execute(select(mask_keys.c.key).where(mask_keys.c.id == _KEY)).scalar_one())


def known_mask_key(connection: Connection) -> str | None:
    """The same, where there is one."""
    return connection.execute(select(mask_keys.c.key).where(mask_keys.c.id == _KEY)).scalar_one_or_none()


def _decided(row: Row[tuple[object, ...]]) -> Decided:
    return Decided(logged_of(row), row.rule, row.id, row.reference, row.customer_id, row.order_id)

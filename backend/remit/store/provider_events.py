"""What providers have sent us: what was taken once and for all, and the latest of what was refused."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from remit.domain.values import value
from remit.store.database.rows import provider_events

TAKEN, NOT_OURS = "taken", "not-ours"
MOST_KEPT = 1_000
"""Of what was refused or not ours: anybody can send such, and nobody may fill the disk with them."""

_KNOWN = select(provider_events.c.id).where(
    provider_events.c.provider == bindparam("provider"), provider_events.c.event_id == bindparam("event_id")
)
_COLUMNS = tuple(provider_events.c)


@value(frozen=True, slots=True)
class Heard:
    """One event. `event_id` is None where nobody vouches for it; `verdict` is a word above, or a refusal's name."""

    id: str
    at: datetime
    provider: str
    event_id: str | None
    kind: str | None
    request_id: str | None
    verdict: str
    size: int


def known(connection: Connection, provider: str, event_id: str) -> bool:
    """Whether this event was taken before."""
    return connection.execute(_KNOWN, {"provider": provider, "event_id": event_id}).first() is not None


def add(connection: Connection, heard: Heard) -> None:
    """Remember it; the same event a second time is no error."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {name: getattr(heard, name) for name in Heard.__slots__}
    connection.execute(insert(provider_events).on_conflict_do_nothing(), row)


def add_refused(connection: Connection, heard: Heard) -> None:
    """Remember it, and let go of the oldest of its kind."""
    add(connection, heard)
    loose = provider_events.c.verdict != TAKEN
    newest = select(provider_events.c.id).where(loose).order_by(provider_events.c.id.desc()).limit(MOST_KEPT)
    connection.execute(delete(provider_events).where(loose, provider_events.c.id.not_in(newest)))


def latest(connection: Connection, limit: int, before: str | None) -> list[Heard]:
    """The newest first; `before` is the id that the page before ended with."""
    wanted = select(*_COLUMNS).order_by(provider_events.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(provider_events.c.id < before)
    return [Heard(**row) for row in connection.execute(wanted).mappings()]

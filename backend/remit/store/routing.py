"""Escalation policies, working hours and who is kept apart, in and out of the database: every revision stays."""

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from remit.domain.requests.request import Named
from remit.domain.routing.policies import Routing
from remit.domain.values import value
from remit.store.database.rows import routing

_content = TypeAdapter(Routing)
_LATEST = select(routing).order_by(routing.c.revision.desc()).limit(1)


@value(frozen=True, slots=True)
class Saved:
    """Who changed it last, and why."""

    note: str
    at: datetime
    by: Named | None


def latest(connection: Connection) -> Routing:
    """What counts."""
    row = connection.execute(_LATEST).one_or_none()
    return Routing() if row is None else replace(_content.validate_json(row.content), revision=row.revision)


def last_saved(connection: Connection) -> Saved | None:
    """Of what counts: who, when and why; None where nobody said anything yet."""
    row = connection.execute(_LATEST).one_or_none()
    if row is None:
        return None
    return Saved(row.note, row.saved_at, Named(row.author_id, row.author_name) if row.author_id else None)


def save(connection: Connection, content: Routing, saved: Saved) -> None:
    """A new revision."""
    row = {
        "revision": content.revision,
        "content": _content.dump_json(content).decode(),
        "note": saved.note,
        "saved_at": saved.at,
        "author_id": saved.by.id if saved.by else None,
        "author_name": saved.by.name if saved.by else "Remit",
    }
    connection.execute(insert(routing), row)

"""Reasons, remedies and brands in and out of the database: each revision is kept, the latest counts."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from remit.domain.catalogue import Catalogue
from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.rows import catalogues

_content = TypeAdapter(Catalogue)


@value(frozen=True, slots=True)
class Saved:
    """Why the latest revision is as it is, since when, and whose it is."""

    note: str
    at: datetime
    by: Named


def latest(connection: Connection) -> Catalogue:
    """What counts."""
    newest = select(catalogues.c.content).order_by(catalogues.c.revision.desc()).limit(1)
    content = connection.execute(newest).scalar_one_or_none()
    return Catalogue() if content is None else _content.validate_json(content)


def last_saved(connection: Connection) -> Saved | None:
    """Who said so; None where nobody has said anything yet."""
    row = connection.execute(select(catalogues).order_by(catalogues.c.revision.desc()).limit(1)).one_or_none()
    return Saved(row.note, row.saved_at, Named(row.author_id, row.author_name)) if row else None


def save(connection: Connection, new: Catalogue, saved: Saved) -> None:
    """A new revision."""
    content = _content.dump_json(new).decode()
    row = {"revision": new.revision, "content": content, "note": saved.note, "saved_at": saved.at}
    connection.execute(insert(catalogues), {**row, "author_id": saved.by.id, "author_name": saved.by.name})

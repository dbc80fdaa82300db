"""The reasons at hand for a no, in and out of the database: each revision is kept, the latest counts."""

import json
from datetime import datetime

from sqlalchemy import Connection, insert, select

from remit.domain.reject_reasons import USUAL, RejectReasons
from remit.domain.requests.request import Named
from remit.store.database.rows import reject_reasons


def latest(connection: Connection) -> RejectReasons:
    """Those that count; the usual ones where nobody has said any."""
    row = connection.execute(select(reject_reasons).order_by(reject_reasons.c.revision.desc()).limit(1)).one_or_none()
    return RejectReasons(row.revision, tuple(json.loads(row.texts))) if row else USUAL


def save(connection: Connection, new: RejectReasons, by: Named, at: datetime) -> None:
    """A new revision."""
    said = {"revision": new.revision, "texts": json.dumps(new.texts), "saved_at": at}
    connection.execute(insert(reject_reasons), {**said, "author_id": by.id, "author_name": by.name})

"""What people say about requests, in and out of the database."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.rows import request_comments


@value(frozen=True, slots=True)
class Comment:
    """One thing that somebody said."""

    id: str
    request_id: str
    at: datetime
    by: Named
    text: str


def add(connection: Connection, new: Comment) -> None:
    """A new one; none is ever changed."""
    row = {"id": new.id, "request_id": new.request_id, "at": new.at, "text": new.text}
    connection.execute(insert(request_comments), {**row, "by_id": new.by.id, "by_name": new.by.name})


def of_request(connection: Connection, request_id: str) -> list[Comment]:
    """All of them, oldest first."""
    wanted = select(request_comments).where(request_comments.c.request_id == request_id)
    return [
        Comment(row.id, row.request_id, row.at, Named(row.by_id, row.by_name), row.text)
        for row in connection.execute(wanted.order_by(request_comments.c.id))
    ]

"""Lists of requests, newest first, by what people filter and by what they may see."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from remit.domain.requests.request import Part, Request
from remit.domain.values import value
from remit.store.database.rows import requests
from remit.store.reach import Reach, within
from remit.store.requests import request_of, whole


@value(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to; None does not narrow. `since` inclusive, `until` exclusive."""

    state: str | None = None
    remedy: str | None = None
    requester: str | None = None
    team: str | None = None
    customer_id: str | None = None
    order_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def page(connection: Connection, wanted: Filter, reach: Reach | None, before: str | None, most: int) -> list[Request]:
    """Up to `most` requests older than the id `before`; of those in reach, where there is one."""
    statement = whole().where(*_conditions(wanted)).order_by(requests.c.id.desc()).limit(most)
    if before is not None:
        statement = statement.where(requests.c.id < before)
    if reach is not None:
        statement = statement.where(within(reach))
    return [request_of(row) for row in connection.execute(statement)]


def to_look_at(connection: Connection, most: int) -> list[Request]:
    """What was done without asking and nobody has looked at since, the oldest first."""
    # Few are, and an index holds just those; of these, whose verdict is open is read off their text.
    waits = requests.c.review.is_not(None), requests.c.review.contains('"verdict":null', autoescape=True)
    found = connection.execute(whole().where(*waits).order_by(requests.c.id).limit(most))
    return [request_of(row) for row in found]


def with_parts(connection: Connection, found: Sequence[Request]) -> list[Request]:
    """The same requests, the halves of split ones as they are now."""
    ids = {part.id for request in found for part in request.parts}
    if not ids:
        return list(found)
    columns = select(requests.c.id, requests.c.reference, requests.c.amount, requests.c.state)
    rows = connection.execute(columns.where(requests.c.id.in_(ids)))
    halves = {row.id: Part(row.id, row.reference, row.amount, row.state) for row in rows}
    return [replace(one, parts=tuple(halves.get(part.id, part) for part in one.parts)) for one in found]


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    equal = (
        (requests.c.state, wanted.state),
        (requests.c.remedy, wanted.remedy),
        (requests.c.requester_id, wanted.requester),
        (requests.c.team, wanted.team),
        (requests.c.customer_id, wanted.customer_id),
        (requests.c.order_id, wanted.order_id),
    )
    found = [column == value for column, value in equal if value is not None]
    if wanted.since is not None:
        found.append(requests.c.created_at >= wanted.since)
    if wanted.until is not None:
        found.append(requests.c.created_at < wanted.until)
    return found


def counts(connection: Connection, states: Sequence[str]) -> list[int]:
    """How many requests are in each of these states."""
    grouped = select(requests.c.state, func.count().label("many")).where(requests.c.state.in_(states))
    found = {row.state: row.many for row in connection.execute(grouped.group_by(requests.c.state))}
    return [int(found.get(state, 0)) for state in states]

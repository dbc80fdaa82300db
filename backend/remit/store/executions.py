"""Executions as rows, and which of them are due."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, or_, select, union_all

from remit.domain.execution import executing
from remit.domain.execution.execution import (
    EXECUTING,
    FAILED,
    NEEDS_HUMAN,
    QUEUED,
    SUCCEEDED,
    UNKNOWN,
    Attempt,
    Execution,
)
from remit.domain.requests.request import Request
from remit.store import heads
from remit.store.database.rows import executions, requests

_tried = TypeAdapter(tuple[Attempt, ...])

COLUMNS = (
    executions.c.state.label("execution_state"),
    *(executions.c.provider, executions.c.provider_reference, executions.c.attempts, executions.c.last_error),
    *(executions.c.lease_until, executions.c.step, executions.c.begun_at, executions.c.first_posted_at),
    *(executions.c.posted_at, executions.c.looked_at, executions.c.tried),
)
MARKS = select(requests.c.id, requests.c.version, executions.c.state, executions.c.attempts).select_from(
    requests.join(executions, executions.c.request_id == requests.c.id)
)
"""What tells whether a request is still as it was last seen."""

_FRESH = and_(executions.c.state == QUEUED, executions.c.lease_until.is_(None))
_LEASABLE = and_(executions.c.state == QUEUED, executions.c.lease_until <= bindparam("now"))
_TO_LOOK_AT = and_(
    # What has ended, too, has a moment here where somebody is to look at it again.
    executions.c.state.in_((EXECUTING, UNKNOWN, SUCCEEDED, FAILED, NEEDS_HUMAN)),
    executions.c.lease_until <= bindparam("now"),
)
_MISPLACED = and_(
    # Held by a clock that was ahead: nobody would look at it for as long as that was.
    executions.c.state.in_((QUEUED, EXECUTING, UNKNOWN)),
    executions.c.lease_until > bindparam("furthest"),
)


def _oldest(*kinds: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """The oldest of each kind, found in the order of the index: what else waits, however much it is, is not read."""
    each = (select(executions.c.request_id).where(kind).order_by(executions.c.request_id) for kind in kinds)
    few = union_all(*(select(one.limit(bindparam("most")).subquery().c.request_id) for one in each))
    return MARKS.where(requests.c.id.in_(few)).order_by(requests.c.id).limit(bindparam("most"))


_DUE_LOOKS = _oldest(or_(_TO_LOOK_AT, _MISPLACED))
_DUE = _oldest(_FRESH, or_(_LEASABLE, _TO_LOOK_AT, _MISPLACED))
_LEASE = select(executions.c.state, executions.c.attempts, executions.c.lease_until).where(
    executions.c.request_id == bindparam("request_id")
)


def due(connection: Connection, now: datetime, most: int, *, moves: bool) -> Sequence[Any]:
    """The marks of what is due, oldest first; while money stands still only what is to be looked up."""
    moments = {"now": now, "furthest": now + executing.FURTHEST}
    return connection.execute(_DUE if moves else _DUE_LOOKS, {**moments, "most": most}).all()


def may_send(connection: Connection, request_id: str, attempt: int, until: datetime | None) -> bool:
    """Asked right before a post: the lease is still this attempt's, in time, and money moves."""
    head = heads.read(connection)
    row = connection.execute(_LEASE, {"request_id": request_id}).one_or_none()
    mine = row is not None and (row.state, row.attempts, row.lease_until) == (EXECUTING, attempt, until)
    return mine and head.flow.moves and until is not None and head.now < until


def known(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these requests that are in the record."""
    found: set[str] = set()
    for some in batched(ids):
        found.update(connection.execute(select(requests.c.id).where(requests.c.id.in_(some))).scalars())
    return found


def batched(ids: Collection[str], most: int = 500) -> Iterator[list[str]]:
    """A few at a time, as a statement takes only so many."""
    every = sorted(ids)
    yield from (every[start : start + most] for start in range(0, len(every), most))


def execution_of(row: Row[tuple[object, ...]]) -> Execution:
    """The execution in a row that has COLUMNS."""
    if row.execution_state is None:
        return Execution()
    return Execution(
        state=row.execution_state,
        provider=row.provider,
        provider_reference=row.provider_reference,
        attempts=row.attempts,
        last_error=row.last_error,
        lease_until=row.lease_until,
        step=row.step,
        begun_at=row.begun_at,
        first_posted_at=row.first_posted_at,
        posted_at=row.posted_at,
        looked_at=row.looked_at,
        tried=_tried.validate_json(row.tried) if row.tried else (),
    )


def row_of(request: Request) -> dict[str, object]:
    """A request's execution as a row of its table."""
    execution = request.execution
    return {
        "request_id": request.id,
        "state": execution.state,
        "provider": execution.provider,
        "provider_reference": execution.provider_reference,
        "attempts": execution.attempts,
        "last_error": execution.last_error,
        "lease_until": execution.lease_until,
        "step": execution.step,
        "begun_at": execution.begun_at,
        "first_posted_at": execution.first_posted_at,
        "posted_at": execution.posted_at,
        "looked_at": execution.looked_at,
        "tried": _tried.dump_json(execution.tried).decode() if execution.tried else None,
    }

"""Past asks out of the database: the decision log beside the requests, as they stand today."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, func, or_, select

from remit.domain.backtest.past import APPROVED as YES
from remit.domain.backtest.past import REJECTED as NO
from remit.domain.backtest.past import Fate
from remit.domain.policy.budgets import Keys
from remit.domain.policy.judged import ASKED, EDITED
from remit.domain.requests.pieces import GIVEN
from remit.domain.requests.request import EXPIRED, FAILED, REJECTED, WITHDRAWN, Part
from remit.domain.values import value
from remit.store.database.columns import as_moment
from remit.store.database.quick import Quick
from remit.store.database.rows import decisions, events, requests
from remit.store.decisions import Logged, asked_of, before

_GONE = frozenset({REJECTED, WITHDRAWN, EXPIRED, FAILED})
_YES = GIVEN | {FAILED}
_parts = TypeAdapter(tuple[Part, ...])
_LOGGED = (
    *(decisions.c.seq, decisions.c.at, decisions.c.what, decisions.c.policy_version, decisions.c.people_revision),
    *(decisions.c.asked, decisions.c.answer),
)
_COLUMNS = (
    *(requests.c.id, requests.c.reference, requests.c.requester_id, requests.c.requester_name, requests.c.state),
    *(requests.c.remedy, requests.c.amount, requests.c.brand, requests.c.order_id, requests.c.customer_id),
    *(requests.c.asked_at, requests.c.settled_at, requests.c.settled_by, requests.c.updated_at, requests.c.parts),
)
_Row = Sequence[Any]


@value(frozen=True, slots=True)
class Span:
    """A stretch of the log by its numbers: after the one, up to the other; how many asks, no more than were wanted."""

    after: int
    upto: int
    asks: int


@value(frozen=True, slots=True)
class Line:
    """One line of the log with its request; a part that was given at once stands aside of the rest that was asked."""

    logged: Logged
    fate: Fate
    keys: Keys
    aside: tuple[str, int] | None
    is_aside: bool


def span(connection: Connection, start: datetime, end: datetime, most: int) -> Span:
    """The asks from this moment until just before the other; at most so many and one, so that more can be told."""
    after, upto = before(connection, start, None), before(connection, end, None)
    some = select(decisions.c.seq).where(_asks(after, upto)).limit(most + 1).subquery()
    return Span(after, upto, connection.execute(select(func.count()).select_from(some)).scalar_one())


def following(connection: Connection, after: int, upto: int, most: int) -> list[Line]:
    """The next asks in order."""
    rows = _LINES.rows(connection, {"after": after, "upto": upto, "most": most})
    return [_line(row[: len(_LOGGED)], row[len(_LOGGED) :]) for row in rows]


def _asks(after: int | BindParameter[int], upto: int | BindParameter[int]) -> ColumnElement[bool]:
    asked = or_(decisions.c.what == ASKED, decisions.c.what == EDITED)
    return and_(decisions.c.seq > after, decisions.c.seq <= upto, asked)


_JOINED = decisions.join(events, events.c.seq == decisions.c.seq).join(requests, requests.c.id == events.c.request_id)
_LINES = Quick(
    select(*_LOGGED, *_COLUMNS)
    .select_from(_JOINED)
    .where(_asks(bindparam("after"), bindparam("upto")))
    .order_by(decisions.c.seq)
    .limit(bindparam("most"))
)


def _line(of_log: _Row, of_request: _Row) -> Line:
    seq, at, what, version, revision, asked, answer = of_log
    logged = Logged(seq, as_moment(at), what, version, revision, asked_of(asked), answer)
    name, _, requester, _, _, _, _, brand, order, customer, *_, kept = of_request
    parts = _parts.validate_json(kept) if kept != "[]" and logged.what == ASKED else ()
    aside = (parts[0].id, parts[0].amount) if len(parts) > 1 and parts[0].id != name else None
    keys = Keys(requester, customer, order, logged.asked.team, brand)
    return Line(logged, _fate(of_request), keys, aside, bool(parts) and aside is None)


def _fate(of_request: _Row) -> Fate:
    name, reference, _, who, state, remedy, amount, _, _, _, *moments, _ = of_request
    asked_at, settled_at, settled_by, updated_at = moments
    word = None
    if settled_by is not None:
        word = NO if state == REJECTED else YES if state in _YES else None
    gone = None
    if state in _GONE:
        gone = settled_at if state == REJECTED and settled_at else updated_at
    return Fate(
        id=name,
        reference=reference,
        requester=who,
        amount=amount,
        remedy=remedy,
        word=word,
        asked_at=asked_at and as_moment(asked_at),
        settled_at=settled_at and as_moment(settled_at),
        gone_at=gone and as_moment(gone),
    )

"""Past asks out of the database: the decision log beside the requests, as they stand today."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from remit.domain.backtest.past import APPROVED as YES
from remit.domain.backtest.past import REJECTED as NO
from remit.domain.backtest.past import Fate
from remit.domain.policy.budgets import Keys
from remit.domain.policy.judged import ASKED, EDITED
from remit.domain.requests.pieces import GIVEN
from remit.domain.requests.request import EXPIRED, FAILED, REJECTED, WITHDRAWN, Part
from remit.domain.values import value
from remit.store.database.rows import decisions, events, requests
from remit.store.decisions import Logged, before, logged_of

_GONE = frozenset({REJECTED, WITHDRAWN, EXPIRED, FAILED})
_parts = TypeAdapter(tuple[Part, ...])
_COLUMNS = (
    *(requests.c.id, requests.c.reference, requests.c.requester_id, requests.c.requester_name, requests.c.state),
    *(requests.c.remedy, requests.c.amount, requests.c.brand, requests.c.order_id, requests.c.customer_id),
    *(requests.c.asked_at, requests.c.settled_at, requests.c.settled_by, requests.c.updated_at, requests.c.parts),
)


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
    return [_line(row) for row in connection.execute(_lines(after, upto).limit(most))]


def _asks(after: int, upto: int) -> ColumnElement[bool]:
    return and_(decisions.c.seq > after, decisions.c.seq <= upto, decisions.c.what.in_((ASKED, EDITED)))


def _lines(after: int, upto: int) -> Select[tuple[object, ...]]:
    joined = decisions.join(events, events.c.seq == decisions.c.seq)
    joined = joined.join(requests, requests.c.id == events.c.request_id)
    logged = [one for one in decisions.c if one.name != "rule"]
    return select(*logged, *_COLUMNS).select_from(joined).where(_asks(after, upto)).order_by(decisions.c.seq)


def _line(row: Row[tuple[object, ...]]) -> Line:
    logged = logged_of(row)
    parts = _parts.validate_json(row.parts) if row.parts != "[]" and logged.what == ASKED else ()
    aside = (parts[0].id, parts[0].amount) if len(parts) > 1 and parts[0].id != row.id else None
    keys = Keys(row.requester_id, row.customer_id, row.order_id, logged.asked.team, row.brand)
    return Line(logged, _fate(row), keys, aside, bool(parts) and aside is None)


def _fate(row: Row[tuple[object, ...]]) -> Fate:
    word = None
    if row.settled_by is not None:
        word = NO if row.state == REJECTED else YES if row.state in GIVEN | {FAILED} else None
    gone = None
    if row.state in _GONE:
        gone = row.settled_at if row.state == REJECTED and row.settled_at else row.updated_at
    return Fate(
        id=row.id,
        reference=row.reference,
        requester=row.requester_name,
        amount=row.amount,
        remedy=row.remedy,
        word=word,
        asked_at=row.asked_at,
        settled_at=row.settled_at,
        gone_at=gone,
    )

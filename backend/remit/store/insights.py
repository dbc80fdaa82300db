"""Figures from the past: how long it usually takes, what a customer had before, how others like this were settled."""

import statistics
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select

from remit.domain.values import value
from remit.store.database.rows import requests

_GIVEN = ("granted", "executing", "settled", "unknown", "needs_human")


@value(frozen=True, slots=True)
class Tally:
    """Requests counted: how many, how many went through, were rejected, and what was given in minor units."""

    requests: int
    escalated: int
    granted: int
    rejected: int
    amount: int


@value(frozen=True, slots=True)
class Precedents:
    """The latest settled requests like this one: how many, how they ended, the median granted amount."""

    count: int
    approved: int
    rejected: int
    median_amount: int | None


def usual_seconds(connection: Connection, now: datetime) -> int | None:
    """The median time from asked to settled of the last 200 in 14 days; None where there is none."""
    columns = select(requests.c.asked_at, requests.c.settled_at)
    recent = columns.where(requests.c.asked_at > now - timedelta(days=14), requests.c.settled_at.is_not(None))
    rows = connection.execute(recent.order_by(requests.c.asked_at.desc()).limit(200)).all()
    took = [(row.settled_at - row.asked_at).total_seconds() for row in rows]
    return round(statistics.median(took)) if took else None


def of_customer(connection: Connection, customer_id: str, currency: str, since: datetime) -> Tally:
    """What this customer has asked for and been given."""
    return _tally(connection, requests.c.customer_id == customer_id, currency, since)


def of_requester(connection: Connection, requester_id: str, currency: str, since: datetime) -> Tally:
    """What this person has asked for and given."""
    return _tally(connection, requests.c.requester_id == requester_id, currency, since)


def precedents(connection: Connection, remedy: str, reason: str, currency: str, most: int = 12) -> Precedents:
    """How the last ones like it were settled by people."""
    like = (
        select(requests.c.state, requests.c.amount)
        .where(
            requests.c.asked_at.is_not(None),
            requests.c.settled_at.is_not(None),
            requests.c.remedy == remedy,
            requests.c.reason == reason,
            requests.c.currency == currency,
        )
        .order_by(requests.c.asked_at.desc())
        .limit(most)
    )
    rows = connection.execute(like).all()
    approved = [row.amount for row in rows if row.state != "rejected"]
    median = round(statistics.median(approved)) if approved else None
    return Precedents(len(rows), len(approved), len(rows) - len(approved), median)


def _tally(connection: Connection, whose: object, currency: str, since: datetime) -> Tally:
    given = requests.c.state.in_(_GIVEN)
    counted = select(
        func.count().label("requests"),
        func.count(requests.c.asked_at).label("escalated"),
        func.coalesce(func.sum(case((given, 1), else_=0)), 0).label("granted"),
        func.coalesce(func.sum(case((requests.c.state == "rejected", 1), else_=0)), 0).label("rejected"),
        func.coalesce(func.sum(case((given, requests.c.amount), else_=0)), 0).label("amount"),
    ).where(whose, requests.c.currency == currency, requests.c.created_at >= since)  # type: ignore[arg-type]
    row = connection.execute(counted).one()
    return Tally(row.requests, row.escalated, int(row.granted), int(row.rejected), int(row.amount))

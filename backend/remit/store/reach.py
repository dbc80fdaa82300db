"""What a person could possibly see, for the database to narrow by: a superset, each of it is judged by its reader."""

from sqlalchemy import ColumnElement, or_

from remit.domain.values import value
from remit.store.database.rows import requests


@value(frozen=True, slots=True)
class Reach:
    """Their own, their team's, and what somebody was asked about, or would have been had there been time."""

    own: str
    team: str | None = None


def within(reach: Reach) -> ColumnElement[bool]:
    """The requests in reach."""
    seen = [requests.c.requester_id == reach.own, requests.c.asked_at.is_not(None), requests.c.review.is_not(None)]
    if reach.team is not None:
        seen.append(requests.c.team == reach.team)
    return or_(*seen)

"""What is learned after the end: what was accepted can still fail, days later, and what failed can still arrive."""

from dataclasses import replace
from datetime import datetime, timedelta

from remit.domain.execution.card import AdapterCard
from remit.domain.execution.executing import LEASE, answered, tried
from remit.domain.execution.execution import FAILED, LOOK, NEEDS_HUMAN, SUCCEEDED, UNKNOWN, Outcome
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import HUMAN, SETTLED, Request, moved

LOOKS = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=14))
"""After the end, when it is looked at again, where the provider's successes can still fail."""
UNCLEAR_AGAIN = timedelta(minutes=5)
"""After a look that had no clear answer. What made us look, an event perhaps, is not told again."""
UNCLEAR_FOR = timedelta(hours=24)
"""After so long without a clear answer nothing is gained by asking so often: a person has to look, if anybody."""
ENDED = frozenset({SUCCEEDED, FAILED, NEEDS_HUMAN})
"""States of an execution in which only a later look can change anything."""
_BECOMES = {
    (SETTLED, FAILED): REQUEST_FAILED,
    # Its hold is gone and its money has moved after all: nobody may guess what the customer was told meanwhile.
    (REQUEST_FAILED, SUCCEEDED): HUMAN,
    (HUMAN, SUCCEEDED): SETTLED,
    (HUMAN, FAILED): REQUEST_FAILED,
}


def watched(request: Request, card: AdapterCard) -> Request:
    """What has just settled, with the moment of its next look where it can still fail."""
    if request.state != SETTLED or not card.fails_late:
        return request
    return replace(request, execution=replace(request.execution, lease_until=request.updated_at + LOOKS[0]))


def looking(request: Request, now: datetime) -> Request:
    """Somebody looks what became of it; until then it is theirs."""
    return replace(request, execution=replace(request.execution, lease_until=now + LEASE, step=LOOK, begun_at=now))


def revised(request: Request, truth: Outcome, card: AdapterCard, now: datetime) -> Request:
    """The request after a later look. What the provider says now counts; nothing clear changes nothing but when."""
    became = _BECOMES.get((request.state, truth.state))
    if became is None:
        return _unchanged(request, truth, card, now)
    said = answered(request.execution, truth, now)
    if became == HUMAN:
        error = "it failed, and yet the provider says now that it succeeded"
        return moved(request, HUMAN, now, execution=replace(said, state=NEEDS_HUMAN, last_error=error))
    if became == REQUEST_FAILED and request.state == SETTLED:
        said = replace(said, last_error=f"accepted, and failed later: {truth.error or 'no reason given'}")
    return moved(request, became, now, execution=said)


def _unchanged(request: Request, truth: Outcome, card: AdapterCard, now: datetime) -> Request:
    """Only when it is looked at next. That answers are unclear is noted when it begins, and when it is over."""
    before, silent = request.execution, _unclear_since(request)
    clear = truth.state != UNKNOWN
    told = before if clear == (silent is None) else replace(before, tried=(*before.tried, tried(before, truth, now)))
    told = replace(told, lease_until=None, step=None, begun_at=None)
    if clear or now - (silent or now) >= UNCLEAR_FOR:
        if not clear and request.state == REQUEST_FAILED:
            error = "something has happened after it failed, and the provider has given no clear answer for a day"
            return moved(request, HUMAN, now, execution=replace(told, state=NEEDS_HUMAN, last_error=error))
        return replace(request, execution=replace(told, lease_until=_next_look(request, card, now)))
    return replace(request, execution=replace(told, lease_until=now + UNCLEAR_AGAIN))


def _unclear_since(request: Request) -> datetime | None:
    """Since when looks after the end have had no clear answer; None: the last one had, or there was none yet."""
    last = request.execution.tried[-1] if request.execution.tried else None
    silent = last is not None and last.outcome == UNKNOWN and last.ended_at > request.updated_at
    return last.ended_at if last is not None and silent else None


def _next_look(request: Request, card: AdapterCard, now: datetime) -> datetime | None:
    if request.state != SETTLED or not card.fails_late:
        return None
    return next((at for wait in LOOKS if (at := request.updated_at + wait) > now), None)

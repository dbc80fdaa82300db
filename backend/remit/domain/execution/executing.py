"""What an attempt at the provider leads to: settled, failed, or unknown until somebody knows."""

from datetime import datetime, timedelta
from zlib import crc32

from remit.domain.execution.execution import (
    ABSENT,
    EXECUTING,
    FAILED,
    LOOK,
    NEEDS_HUMAN,
    POST,
    SUCCEEDED,
    UNKNOWN,
    Attempt,
    Execution,
    Outcome,
)
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import HUMAN, RUNNING, SETTLED, Request, moved
from remit.domain.requests.request import UNKNOWN as REQUEST_UNKNOWN
from remit.domain.values import changed

LEASE = timedelta(seconds=10)
"""How long a worker may take over one attempt before another looks at what became of it."""
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(minutes=5)
FURTHEST = _LONGEST_WAIT + 2 * LEASE
"""No lease of what is under way reaches further ahead: one that does was given by a clock that was put back since."""
MOST_ATTEMPTS = 12
"""After so many attempts without a clear answer a person has to look at the provider."""
_SPREAD = 0.25
"""The share of a wait that differs from request to request, so that those who waited together do not come together."""
_ENDS = {SUCCEEDED: SETTLED, FAILED: REQUEST_FAILED, NEEDS_HUMAN: HUMAN}


def begun(request: Request, now: datetime, step: str | None = None) -> Request:
    """A worker has taken it: granted -> executing. A further attempt changes no version, and looks unless told so."""
    before = request.execution
    step = step or (LOOK if before.first_posted_at or before.attempts else POST)
    attempt = changed(
        before, state=EXECUTING, attempts=before.attempts + 1, lease_until=now + LEASE, step=step, begun_at=now
    )
    if step == POST:
        attempt = changed(attempt, first_posted_at=before.first_posted_at or now, posted_at=now)
    if request.state in (RUNNING, REQUEST_UNKNOWN):
        return changed(request, execution=attempt)
    return moved(request, RUNNING, now, execution=attempt)


def is_misplaced(execution: Execution, now: datetime) -> bool:
    """Whether its lease would hold everybody off until a clock that was put back has caught up again."""
    return execution.lease_until is not None and execution.lease_until > now + FURTHEST


def set_right(request: Request, now: datetime) -> Request:
    """A misplaced lease becomes a usual one. What is under way is unclear: whoever has it may be sending right now."""
    if request.execution.state != EXECUTING:
        return changed(request, execution=changed(request.execution, lease_until=now + LEASE))
    return ended(request, Outcome(UNKNOWN, error="the clock was put back", again_in=LEASE), now)


def ended(request: Request, outcome: Outcome, now: datetime) -> Request:
    """The request after the provider's word. Unknown keeps the hold and tries again later, looking first."""
    said = answered(request.execution, outcome, now)
    if outcome.state in _ENDS:
        return moved(request, _ENDS[outcome.state], now, execution=said)
    if said.attempts >= MOST_ATTEMPTS:
        return moved(request, HUMAN, now, execution=changed(said, state=NEEDS_HUMAN))
    # Nothing there: it may be sent again as soon as that is decided anew, as no answer is waited for.
    wait = timedelta() if outcome.state == ABSENT else max(wait_before(request.id, said.attempts + 1), outcome.again_in)
    waiting = changed(said, state=UNKNOWN, lease_until=now + wait)
    if request.state == REQUEST_UNKNOWN:
        return changed(request, execution=waiting)
    return moved(request, REQUEST_UNKNOWN, now, execution=waiting)


def answered(execution: Execution, outcome: Outcome, now: datetime) -> Execution:
    """The execution with the attempt under way noted as ended, and its lease given back."""
    error = "the provider knows of none" if outcome.state == ABSENT else outcome.error
    return changed(
        execution,
        state=outcome.state,
        provider_reference=outcome.provider_reference or execution.provider_reference,
        last_error=error,
        lease_until=None,
        step=None,
        begun_at=None,
        # Not before the post that it came after, whatever the clock has done since.
        looked_at=max(now, execution.posted_at or now) if outcome.state == ABSENT else execution.looked_at,
        tried=(*execution.tried, tried(execution, outcome, now)),
    )


def tried(execution: Execution, outcome: Outcome, now: datetime) -> Attempt:
    """The attempt under way, with what came of it."""
    return Attempt(
        number=execution.attempts,
        step=execution.step or POST,
        begun_at=execution.begun_at or now,
        ended_at=now,
        outcome=outcome.state,
        provider_reference=outcome.provider_reference,
        error=outcome.error,
    )


def wait_before(request_id: str, attempt: int) -> timedelta:
    """Twice as long each time, up to five minutes, up to a quarter less by chance: its own, but always the same."""
    doubled: int = 2 ** max(0, attempt - 2)
    chance = crc32(f"{request_id} {attempt}".encode()) / 2**32
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT) * (1 - _SPREAD * chance)

"""What an attempt at the provider leads to: settled, failed, or unknown until somebody knows."""

from dataclasses import replace
from datetime import datetime, timedelta

from remit.domain.execution.execution import EXECUTING, FAILED, NEEDS_HUMAN, SUCCEEDED, UNKNOWN, Outcome
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import HUMAN, RUNNING, SETTLED, Request, moved
from remit.domain.requests.request import UNKNOWN as REQUEST_UNKNOWN

LEASE = timedelta(seconds=10)
"""How long a worker may take over one attempt before another looks at what became of it."""
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(minutes=5)
MOST_ATTEMPTS = 12
"""After so many attempts without a clear answer a person has to look at the provider."""


def begun(request: Request, now: datetime) -> Request:
    """A worker has taken it: granted -> executing. A further attempt changes no version."""
    attempt = replace(
        request.execution, state=EXECUTING, attempts=request.execution.attempts + 1, lease_until=now + LEASE
    )
    if request.state in (RUNNING, REQUEST_UNKNOWN):
        return replace(request, execution=attempt)
    return moved(request, RUNNING, now, execution=attempt)


def ended(request: Request, outcome: Outcome, now: datetime) -> Request:
    """The request after the provider's word. Unknown keeps the hold and tries again later, looking first."""
    said = replace(
        request.execution,
        state=outcome.state,
        provider_reference=outcome.provider_reference or request.execution.provider_reference,
        last_error=outcome.error,
        lease_until=None,
    )
    if outcome.state == SUCCEEDED:
        return moved(request, SETTLED, now, execution=said)
    if outcome.state == FAILED:
        return moved(request, REQUEST_FAILED, now, execution=said)
    if said.attempts >= MOST_ATTEMPTS:
        return moved(request, HUMAN, now, execution=replace(said, state=NEEDS_HUMAN))
    waiting = replace(said, state=UNKNOWN, lease_until=now + wait_before(said.attempts + 1))
    if request.state == REQUEST_UNKNOWN:
        return replace(request, execution=waiting)
    return moved(request, REQUEST_UNKNOWN, now, execution=waiting)


def wait_before(attempt: int) -> timedelta:
    """Twice as long each time, up to five minutes."""
    doubled: int = 2 ** max(0, attempt - 2)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)

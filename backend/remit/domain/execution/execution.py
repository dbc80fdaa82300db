"""Carrying out a granted request at the provider: what is sent, what can come back, where that leads."""

from datetime import datetime, timedelta

from remit.domain.values import value

QUEUED, EXECUTING, SUCCEEDED, FAILED, UNKNOWN, NEEDS_HUMAN = (
    "queued",
    "executing",
    "succeeded",
    "failed",
    "unknown",
    "needs_human",
)
NONE = "none"
ABSENT = "absent"
"""What a look-up found: the provider never heard of it. An outcome, never a state."""
POST, LOOK = "post", "look"
"""The two kinds of attempts: sending the instruction, asking what became of it."""


@value(frozen=True, slots=True)
class Instruction:
    """What the provider is told. `key` is the one idempotency key of the request, stored before the first call."""

    key: str
    request_id: str
    reference: str
    remedy: str
    amount: int
    currency: str
    order_id: str | None
    customer_id: str | None
    reason: str
    requested_by: str
    approved_by: str | None


@value(frozen=True, slots=True)
class Outcome:
    """What the provider said: `succeeded`, `failed` (final), `unknown` (pending counts as that), or `absent`.

    `needs_human`: what it did contradicts what it was told, so that asking again would not help.
    """

    state: str
    provider_reference: str | None = None
    error: str | None = None
    again_in: timedelta = timedelta(0)
    """A busy provider said when to come back: not before."""


@value(frozen=True, slots=True)
class Attempt:
    """One call to the provider, and what it answered."""

    number: int
    step: str
    begun_at: datetime
    ended_at: datetime
    outcome: str
    provider_reference: str | None = None
    error: str | None = None


@value(frozen=True)
class Execution:
    """How far carrying out has come. `lease_until`: until then it is its worker's; for one that waits, not before."""

    state: str = NONE
    provider: str = "sandbox"
    provider_reference: str | None = None
    attempts: int = 0
    """Also the fencing token: whoever holds an older number is not heard any more."""
    last_error: str | None = None
    lease_until: datetime | None = None
    step: str | None = None
    """What the attempt under way does."""
    begun_at: datetime | None = None
    """When it began."""
    first_posted_at: datetime | None = None
    """When the first post was enqueued: what the provider's memory of the key is counted from."""
    posted_at: datetime | None = None
    """When the latest was."""
    looked_at: datetime | None = None
    """When the provider last said that it knows of none."""
    tried: tuple[Attempt, ...] = ()
    """The attempts that have ended, oldest first."""

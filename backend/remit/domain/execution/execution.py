"""Carrying out a granted request at the provider: what is sent, what can come back, where that leads."""

from dataclasses import dataclass
from datetime import datetime

QUEUED, EXECUTING, SUCCEEDED, FAILED, UNKNOWN, NEEDS_HUMAN = (
    "queued",
    "executing",
    "succeeded",
    "failed",
    "unknown",
    "needs_human",
)
NONE = "none"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the provider said: `succeeded`, `failed` (final) or `unknown`; a pending answer counts as unknown."""

    state: str
    provider_reference: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """How far carrying out has come. `lease_until`: until then it is its worker's; for one that waits, not before."""

    state: str = NONE
    provider: str = "sandbox"
    provider_reference: str | None = None
    attempts: int = 0
    last_error: str | None = None
    lease_until: datetime | None = None

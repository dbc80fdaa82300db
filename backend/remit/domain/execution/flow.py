"""Whether money may move at all: the kill switch, and the wait after a restore. One answer for every process."""

from datetime import datetime

from remit.domain.requests.request import Named
from remit.domain.values import value


@value(frozen=True, slots=True)
class Stop:
    """Somebody has stopped money."""

    by: Named
    at: datetime
    note: str


@value(frozen=True, slots=True)
class Flow:
    """Money moves unless somebody stopped it, or it waits to be reconciled. Looking up always goes on."""

    stop: Stop | None = None
    held_at: datetime | None = None
    """Since when it waits for `remit reconcile`: the database may be older than what the provider has done."""
    held_why: str | None = None
    recovered_until: datetime | None = None
    """Until then a repeated request may find its first answer among what was recovered from the provider."""

    @property
    def moves(self) -> bool:
        """Whether anything new may be posted."""
        return self.stop is None and self.held_at is None


MOVING = Flow()
"""As it is nearly always."""

"""Certificates: what somebody was trained and tested for. They unlock authority, and their lapse takes it back."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta

from remit.domain.values import value

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""When a certificate ends that does not expire."""
VALID, EXPIRING, LAPSED = "valid", "expiring", "lapsed"


@value(frozen=True, slots=True)
class Certificate:
    """A kind of certificate. `months` None: it does not expire. `warning_days` before its end people are told."""

    code: str
    name: str
    months: int | None
    warning_days: int
    version: int = 1


@value(frozen=True, slots=True)
class Held:
    """A certificate that somebody holds, from one moment to another (half-open)."""

    code: str
    granted_at: datetime
    expires_at: datetime
    granted_by: str
    granted_by_id: str | None = None

    def valid(self, now: datetime) -> bool:
        """Whether it counts at this moment: a lapse takes effect by itself."""
        return self.granted_at <= now < self.expires_at

    def standing(self, now: datetime, kind: Certificate | None) -> str:
        """Valid, expiring (within the kind's warning) or lapsed."""
        if not self.valid(now):
            return LAPSED
        warned = timedelta(days=kind.warning_days if kind else 0)
        return EXPIRING if self.expires_at - now <= warned else VALID


def ends(granted_at: datetime, months: int | None) -> datetime:
    """When a certificate granted then ends: the same day of a later month, or the last day of a shorter one."""
    if months is None:
        return NEVER
    year, month = divmod(granted_at.year * 12 + granted_at.month - 1 + months, 12)
    if year >= NEVER.year:
        return NEVER
    day = min(granted_at.day, monthrange(year, month + 1)[1])
    return granted_at.replace(year=year, month=month + 1, day=day)

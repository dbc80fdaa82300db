"""Working hours: when a team is usually there, by the clock of its time zone."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from remit.domain.values import value

MIDNIGHT = 24 * 60


@value(frozen=True, slots=True)
class Shift:
    """From one minute of a weekday (0 is Monday) until just before another; `until` 1440 is midnight."""

    day: int
    start: int
    until: int


@value(frozen=True, slots=True)
class Hours:
    """When a team works; team None is of those who belong to none."""

    team: str | None
    zone: str
    shifts: tuple[Shift, ...]

    def opens_at(self, now: datetime) -> datetime | None:
        """The next moment at which a shift begins; `now` within one; None where there are none."""
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for day in (today + timedelta(days=ahead) for ahead in range(8)):
            for starts, ends in self._on(day, zone):
                if now < ends:
                    return max(now, starts)
        return None

    def _on(self, day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        mine = sorted((one for one in self.shifts if one.day == day.weekday()), key=lambda one: one.start)
        for shift in mine:
            yield _at(day, shift.start, zone), _at(day, shift.until, zone)


def soonest(hours: Iterable[Hours], now: datetime) -> datetime | None:
    """When the first of them is there again; None where one is there by its hours now, or none says."""
    opening = [at for one in hours if (at := one.opens_at(now)) is not None]
    earliest = min(opening, default=None)
    return None if earliest is None or earliest <= now else earliest


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    if minute == MIDNIGHT:
        day, minute = day + timedelta(days=1), 0
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)

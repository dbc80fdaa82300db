"""Windows of budgets: which slot of local time a moment falls into, where a window begins, when it starts afresh."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SHIFT, DAY, WEEK, MONTH, EVER = "shift", "day", "week", "month", "ever"
NAMED = (SHIFT, DAY, WEEK, MONTH, EVER)
_TRAILING = re.compile(r"([1-9][0-9]{0,2})d")
_SHIFTS = 3
_FIRST_SHIFT = timedelta(hours=6)
_SHIFT_HOURS = 24 // _SHIFTS


def is_window(text: str) -> bool:
    """shift, day, week, month, ever, or the last so many days: 90d."""
    return text in NAMED or _TRAILING.fullmatch(text) is not None


def is_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, not a plain name, a folder of names
        return False
    return True


def grain(window: str) -> str:
    """What its sums are kept by. Days make up weeks, months and trailing days, so that these share them."""
    return window if window in (SHIFT, EVER) else DAY


@lru_cache(maxsize=1024)
def days_of(window: str) -> int | None:
    """How many days back it can reach, today included; None is all of them."""
    if window == EVER:
        return None
    match = _TRAILING.fullmatch(window)
    return int(match[1]) if match else {WEEK: 7, MONTH: 31}.get(window, 1)


def slot(kept_by: str, at: datetime, zone: str) -> int:
    """The number of the slot that `at` (aware) falls into, in the zone's own time: later slots have higher ones.

    A day is a local day, whatever its length. Shifts begin at 6, 14 and 22 o'clock.
    """
    if kept_by == EVER:
        return 0
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if kept_by == DAY:
        return wall.toordinal()
    wall -= _FIRST_SHIFT
    return wall.toordinal() * _SHIFTS + wall.hour // _SHIFT_HOURS


def first_slot(window: str, at: datetime, zone: str) -> int:
    """The first slot of the window that `at` is in."""
    now = slot(grain(window), at, zone)
    if window == WEEK:
        return now - date.fromordinal(now).weekday()
    if window == MONTH:
        return now - date.fromordinal(now).day + 1
    match = _TRAILING.fullmatch(window)
    return max(1, now - int(match[1]) + 1) if match else now


def resets_at(window: str, at: datetime, zone: str, oldest: int | None = None) -> datetime | None:
    """When it starts afresh; of trailing days: when the `oldest` slot with something in it drops out. UTC."""
    if window == EVER:
        return None
    now = slot(grain(window), at, zone)
    if window == SHIFT:
        return _shift_begins(now + 1, zone)
    if window == WEEK:
        return _day_begins(now - date.fromordinal(now).weekday() + 7, zone)
    if window == MONTH:
        # The 28th and four days is in the next month, whichever this is.
        next_month = date.fromordinal(now).replace(day=28) + timedelta(days=4)
        return _day_begins(next_month.replace(day=1).toordinal(), zone)
    match = _TRAILING.fullmatch(window)
    if match is None:
        return _day_begins(now + 1, zone)
    return None if oldest is None else _day_begins(oldest + int(match[1]), zone)


def begins_at(window: str, at: datetime, zone: str) -> datetime | None:
    """The first moment of the window that `at` is in, UTC; None is the beginning of all."""
    if window == EVER:
        return None
    first = first_slot(window, at, zone)
    return _shift_begins(first, zone) if window == SHIFT else _day_begins(first, zone)


def _day_begins(ordinal: int, zone: str) -> datetime:
    # Where clocks skip midnight, this is the moment at which they do; where it comes twice, the first.
    return datetime.combine(date.fromordinal(ordinal), time(), ZoneInfo(zone)).astimezone(UTC)


def _shift_begins(number: int, zone: str) -> datetime:
    day, place = divmod(number, _SHIFTS)
    wall = datetime.combine(date.fromordinal(day), time()) + _FIRST_SHIFT + timedelta(hours=place * _SHIFT_HOURS)
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

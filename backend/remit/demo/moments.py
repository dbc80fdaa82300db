"""When people asked: by hour and weekday, and more often while the carriers were on strike."""

from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

_HOUR = timedelta(hours=1)
_BY_HOUR = (0, 0, 0, 0, 0, 1, 3, 6, 10, 13, 14, 13, 11, 12, 13, 12, 11, 10, 8, 6, 5, 3, 1, 0)
_BY_WEEKDAY = (1.2, 1.1, 1.05, 1.0, 1.0, 0.75, 0.6)
_STRIKE = (timedelta(days=20), timedelta(days=27))
"""How long ago it ended and began."""
_STRIKE_RUSH = 1.4


def moments(rng: Random, count: int, days: int, now: datetime) -> list[datetime]:
    """That many moments of the last `days` days, newest first; none in the last hour."""
    latest = now.replace(minute=0, second=0, microsecond=0) - 2 * _HOUR
    hours = [latest - place * _HOUR for place in range(days * 24 - 2)]
    weights = accumulate(_busy(hour, now) for hour in hours)
    chosen = rng.choices(hours, cum_weights=list(weights), k=count)
    return sorted((hour + rng.random() * _HOUR for hour in chosen), reverse=True)


def on_strike(at: datetime, now: datetime) -> bool:
    """Whether this was in the week of the carriers' strike."""
    return _STRIKE[0] <= now - at < _STRIKE[1]


def _busy(hour: datetime, now: datetime) -> float:
    plain = (_BY_HOUR[hour.hour] + 0.05) * _BY_WEEKDAY[hour.weekday()]
    return plain * _STRIKE_RUSH if on_strike(hour, now) else plain

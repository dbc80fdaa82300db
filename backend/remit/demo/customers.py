"""Who buys: invented customers, numbered C-2001 and on."""

from datetime import datetime, timedelta
from random import Random

from remit.demo.names import FIRST, LAST
from remit.domain.orders.order import Customer

_SEGMENTS = ("new", "regular", "regular", "regular", "loyal", "loyal", "business")


def customers(rng: Random, first: int, count: int, before: datetime) -> list[Customer]:
    """That many customers, numbered from `first`; of all segments, with us for up to eight years before `before`."""
    return [_customer(rng, first + place, before) for place in range(count)]


def _customer(rng: Random, number: int, before: datetime) -> Customer:
    segment = _SEGMENTS[int(rng.random() * len(_SEGMENTS))]
    longest = 60 if segment == "new" else 8 * 365
    name = f"{FIRST[int(rng.random() * len(FIRST))]} {LAST[int(rng.random() * len(LAST))]}"
    return Customer(f"C-{number}", name, segment, before - timedelta(days=int(rng.random() * longest)))

"""The facts of a case, which conditions ask about: from the order, the people and the clock, never the caller's word.

Several values are one text, `A|B`: a stock Casbin Enforcer gets them as they are, and they can be compared.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.questions import Fact, Facts
from remit.domain.remedies import Reason
from remit.domain.values import value

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST = 64
_OTHER = re.compile(r"[^a-z0-9]+")


@value(frozen=True, slots=True)
class House:
    """What is so for everybody here: the brand of what comes without an order, and by which clock each brand lives."""

    brand: str
    usual_zone: str = "UTC"
    zones: Mapping[str, str] = field(default_factory=dict)
    """By brand; names of the time zone database."""

    def zone(self, brand: str) -> str:
        """The brand's time zone."""
        return self.zones.get(brand, self.usual_zone)


def facts_of(reason: Reason, channel: str | None, brand: str, order: Order | None, now: datetime) -> dict[str, Fact]:
    """What stays as it was when it was asked, ages too. A fact that is not known is left out, never guessed."""
    facts: dict[str, Fact] = {"reason": reason.code, "basis": reason.basis, "brand": brand}
    if channel is not None:
        facts["channel"] = channel
    if order is not None:
        facts["order_age_days"] = _days(order.placed_at, now)
        facts["order_captured"] = order.captured
        facts["product_category"] = "|".join(sorted({slug(line.category) for line in order.lines} - {""}))
        if order.customer.segment:
            facts["customer_segment"] = slug(order.customer.segment)
        if order.customer.since is not None:
            facts["customer_tenure_days"] = _days(order.customer.since, now)
    return facts


def at_moment(facts: Facts, now: datetime, zone: str | None = None) -> Facts:
    """The facts at this moment. Hour and weekday are by `zone`, or the one that the facts were of before."""
    lived_by = zone or facts.get("time_zone")
    return {**facts, **_clock(now, lived_by if isinstance(lived_by, str) else None)}


def about(facts: Facts, person: Person) -> Facts:
    """The facts where authority is this person's: what they hold and how long they are here, at the facts' moment."""
    now, told = moment_of(facts), impersonal(facts)
    if now is not None:
        told["cert"] = "|".join(sorted(person.certificates_at(now)))
        if person.since is not None:
            told["agent_tenure_days"] = _days(person.since, now)
    return told


def impersonal(facts: Facts) -> dict[str, Fact]:
    """The facts without those that are somebody's own."""
    told = dict(facts)
    for name in ("cert", "agent_tenure_days"):
        told.pop(name, None)
    return told


def moment_of(facts: Facts) -> datetime | None:
    """When the facts are of; None where that is not known."""
    said = facts.get("moment")
    return _read(said) if isinstance(said, str) else None


def written(at: datetime) -> str:
    """A moment as a fact: to the second, in UTC, in the one form whose texts sort as the moments do."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


@lru_cache(256)
def _clock(now: datetime, zone: str | None) -> Facts:
    # One moment is asked about many times: what is decided together is decided by one clock.
    there = _local(now, zone) if zone else None
    if there is None or zone is None:
        return {"moment": written(now)}
    return {"moment": written(now), "time_zone": zone, "hour": there.hour, "weekday": WEEKDAYS[there.weekday()]}


def _local(now: datetime, zone: str) -> datetime | None:
    # A name that is no zone tells no hour: what depends on it is then not known, and gives nothing.
    try:
        return now.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(256)
def _read(said: str) -> datetime:
    return datetime.fromisoformat(said)


@lru_cache(4096)
def slug(words: str) -> str:
    """A name of another system in plain letters: “Home & Garden” is home-garden."""
    return _OTHER.sub("-", words.casefold()).strip("-")[:_LONGEST]


def _days(since: datetime, now: datetime) -> int:
    return max(0, (now - since).days)

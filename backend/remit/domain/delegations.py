"""Delegations: an approver's authority lent to another for a dated absence; the clock says when, nothing is written."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from remit.domain.refusal import Invalid, Refusal
from remit.domain.values import value

LONGEST = timedelta(days=366)


class DelegationChain(Refusal):
    """What was lent is not lent on, and whoever lends is away: they stand in for nobody at the same time."""

    name = "delegation-chain"
    title = "Authority is not lent on"


class DelegationOverlaps(Refusal):
    """The same authority is lent to one person at a time."""

    name = "delegation-overlaps"
    title = "Lent already at that time"


@value(frozen=True, slots=True, kw_only=True)
class Delegation:
    """`to` may settle what `lender` may, from `starts_at` until just before `ends_at`. People by their ids."""

    id: str
    lender: str
    to: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    made_at: datetime
    ended_at: datetime | None = None
    """When somebody took it back; None: it runs out by itself."""

    @property
    def over_at(self) -> datetime:
        """When it is over, taken back or not."""
        return min(self.ends_at, self.ended_at) if self.ended_at else self.ends_at

    def active(self, now: datetime) -> bool:
        """Whether it counts at this moment."""
        return self.starts_at <= now < self.over_at

    def meets(self, other: "Delegation") -> bool:
        """Whether there is a moment at which both count."""
        return self.starts_at < other.over_at and other.starts_at < self.over_at


def dated(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Refuse what never counts, or counts for ever."""
    if ends_at <= starts_at:
        raise Invalid("It has to end after it starts. Choose a later end.", field="ends_at")
    if ends_at <= now:
        raise Invalid("It would be over already. Choose an end that is still to come.", field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid(f"Authority is lent for at most {LONGEST.days} days. Choose an earlier end.", field="ends_at")


def unchained(new: Delegation, known: Iterable[Delegation]) -> None:
    """Refuse a chain, a circle, and the same authority lent twice at a time."""
    for one in known:
        if not new.meets(one):
            continue
        until = f"until {one.over_at:%d %B %Y %H:%M} UTC"
        if one.lender == new.lender:
            detail = f"You have lent your authority already {until}. Take that back first, or choose other dates."
            raise DelegationOverlaps(detail, delegation=one.id)
        if one.lender == new.to:
            detail = f"They have lent their own authority {until}, and are away. Choose somebody else or other dates."
            raise DelegationChain(detail, delegation=one.id)
        if one.to == new.lender:
            detail = f"You stand in for somebody {until}, who would then have nobody. They have to choose another."
            raise DelegationChain(detail, delegation=one.id)


def lenders(known: Iterable[Delegation], person_id: str, now: datetime) -> Iterator[str]:
    """Whose authority this person may use now."""
    return (one.lender for one in known if one.to == person_id and one.active(now))


def stand_ins(known: Iterable[Delegation], person_id: str, now: datetime) -> frozenset[str]:
    """Who may use this person's authority now."""
    return frozenset(one.to for one in known if one.lender == person_id and one.active(now))

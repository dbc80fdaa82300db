"""Stacks: pieces on one order or customer that are summed before the answer, so that splitting gains nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from remit.domain.policy.budgets import CUSTOMER, ORDER, Keys
from remit.domain.values import value

PERS = (ORDER, CUSTOMER)
SIMILAR_PERCENT = 20
"""A repeat asks for much the same: by no more than this apart from what was rejected."""


@value(frozen=True, slots=True, kw_only=True)
class Stack:
    """These remedies together, on one order or for one customer, within so many hours; None is ever."""

    per: str
    remedies: tuple[str, ...]
    hours: int | None = None

    def since(self, now: datetime) -> datetime | None:
        """What was given before this moment is not counted any more."""
        return None if self.hours is None else now - timedelta(hours=self.hours)

    def covers(self, other: "Stack") -> bool:
        """Whether whatever the other sums is summed here, too."""
        longer = self.hours is None or (other.hours is not None and other.hours <= self.hours)
        return self.per == other.per and longer and set(other.remedies) <= set(self.remedies)


_ON_ORDER = ("refund", "returnless_refund", "replacement", "discount", "fee_waiver")
USUAL = (
    Stack(per=ORDER, remedies=(*_ON_ORDER, "goodwill_credit")),
    Stack(per=CUSTOMER, remedies=("refund", "returnless_refund"), hours=24),
    Stack(per=CUSTOMER, remedies=("replacement",), hours=24),
    Stack(per=CUSTOMER, remedies=("discount", "fee_waiver"), hours=24),
    Stack(per=CUSTOMER, remedies=("goodwill_credit",), hours=24),
    Stack(per=CUSTOMER, remedies=("subscription_change", "payment_extension"), hours=24),
)
"""What a new organisation begins with: on one order everything, from one order to the next what is alike."""


@value(frozen=True, slots=True, kw_only=True)
class Piece:
    """What somebody gave without approval, or was refused by a person. `amount` in minor units of `currency`."""

    request: str
    reference: str
    remedy: str
    amount: int
    currency: str
    at: datetime
    by: str
    """Who gave it; who rejected it."""
    order: str | None = None
    customer: str | None = None
    rejected: bool = False
    comment: str | None = None
    reason: str | None = None
    """The reason code that it was asked for with; None in what the log kept before pieces had one."""
    basis: str | None = None

    def of(self, per: str) -> str | None:
        """The order or the customer that it is on."""
        return self.order if per == ORDER else self.customer


@value(frozen=True, slots=True)
class Side:
    """A remedy and reason that a sum is made of, and what the fullest stack with some of it holds: minor units."""

    remedy: str
    reason: str
    basis: str
    per: str
    hours: int | None
    amount: int

    @property
    def given(self) -> "Given":
        """What is summed with it."""
        return Given(self.per, self.hours, self.amount, ())


@value(frozen=True, slots=True)
class Given:
    """What the fullest stack of a remedy holds already: minor units, and the pieces it is made of, oldest first."""

    per: str
    hours: int | None
    amount: int
    pieces: tuple[Piece, ...]
    sides: tuple[Side, ...] = ()
    """What the pieces of all its stacks were given as; the log kept none at first, and is read as it was then."""


NOTHING: Mapping[str, Given] = {}
"""By remedy."""


def given(
    stacks: Iterable[Stack], matter: tuple[str, str, Keys], pieces: Iterable[Piece], now: datetime
) -> Given | None:
    """What was given of this remedy, in this currency, for these keys; of several stacks the fullest. None: nothing."""
    remedy, currency, keys = matter
    return fullest(remedy, held_by(_about(stacks, remedy), (currency, keys), pieces, now))


def held_by(
    stacks: Iterable[Stack], matter: tuple[str, Keys], pieces: Iterable[Piece], now: datetime
) -> list[tuple[Stack, Given]]:
    """What each of these holds already, in this currency, for these keys; without those that hold nothing."""
    currency, keys = matter
    alike = [one for one in pieces if one.currency == currency and not one.rejected]
    if not alike:
        return []
    return [(stack, held) for stack in stacks if (held := _held(stack, keys, alike, now))]


def fullest(remedy: str, held: Iterable[tuple[Stack, Given]]) -> Given | None:
    """What the fullest of the stacks holds that this remedy is summed in, and what is in all of them. None: nothing."""
    found = [one for stack, one in held if remedy in stack.remedies]
    full = max(found, key=lambda one: one.amount, default=None)
    if full is None or not full.amount:
        return None
    return Given(full.per, full.hours, full.amount, full.pieces, _sides(found))


def refused(
    stacks: Iterable[Stack], matter: tuple[str, str, Keys], amount: int, pieces: Iterable[Piece], now: datetime
) -> Piece | None:
    """The latest rejection of much the same: this remedy, about this amount, where pieces of it are summed."""
    remedy, currency, keys = matter
    alike = [
        one
        for one in pieces
        if one.rejected and (one.remedy, one.currency) == (remedy, currency) and _similar(amount, one.amount)
    ]
    said = [one for stack in _about(stacks, remedy) for one in _within(stack, keys, alike, now)] if alike else []
    return max(said, key=lambda one: (one.at, one.request), default=None)


def loosened(before: Iterable[Stack], after: Iterable[Stack]) -> bool:
    """Whether anything that was summed is not any more: somebody could then give more than before."""
    kept = tuple(after)
    return any(not any(one.covers(stack) for one in kept) for stack in before)


def reaching_back(stacks: Iterable[Stack], now: datetime) -> datetime | None:
    """Since when what customers were given counts for any of these stacks; None is ever."""
    lately = [stack.since(now) for stack in stacks if stack.per == CUSTOMER]
    return None if None in lately else min((one for one in lately if one), default=now)


def _about(stacks: Iterable[Stack], remedy: str) -> Iterator[Stack]:
    return (stack for stack in stacks if remedy in stack.remedies)


def _held(stack: Stack, keys: Keys, pieces: Iterable[Piece], now: datetime) -> Given | None:
    alike = [one for one in pieces if one.remedy in stack.remedies]
    inside = _within(stack, keys, alike, now) if alike else []
    if not inside:
        return None
    inside.sort(key=lambda one: (one.at, one.request))
    return Given(stack.per, stack.hours, sum(one.amount for one in inside), tuple(inside))


def _sides(found: Iterable[Given]) -> tuple[Side, ...]:
    sides: dict[tuple[str, str], Side] = {}
    for held in sorted(found, key=lambda one: one.amount):
        for one in held.pieces:
            if one.reason is not None and one.basis is not None:
                side = Side(one.remedy, one.reason, one.basis, held.per, held.hours, held.amount)
                sides[one.remedy, one.reason] = side
    return tuple(sides[kind] for kind in sorted(sides))


def _within(stack: Stack, keys: Keys, pieces: Iterable[Piece], now: datetime) -> list[Piece]:
    key, since = keys.of(stack.per), stack.since(now)
    if key is None:
        return []
    return [one for one in pieces if one.of(stack.per) == key and (since is None or one.at > since)]


def _similar(amount: int, rejected: int) -> bool:
    return abs(amount - rejected) * 100 <= rejected * SIMILAR_PERCENT

"""A past ask as it is judged again, and what became of its request in truth."""

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from typing import Protocol

from remit.domain.policy.budgets import Tally
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW, Case
from remit.domain.policy.questions import Authority, Facts
from remit.domain.policy.spending import Share
from remit.domain.policy.stacks import Piece, Stack
from remit.domain.values import value

ALONE = frozenset({ALLOW, REVIEW})
"""Outcomes that give without approval."""
OUTCOMES = (ALLOW, REVIEW, ESCALATE, DENY)
APPROVED, REJECTED = "approved", "rejected"
"""What a person said to it."""


class Book(Protocol):
    """Who knows what budgets sum."""

    def counting(self, remedy: str, currency: str, brand: str, facts: Facts) -> Iterable[Tally]:
        """What a case is summed in."""


class Limits(Authority, Protocol):
    """The limits, with what they sum."""

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """What is summed before the answer."""

    @property
    def book(self) -> Book:
        """Its budgets."""


@value(frozen=True, slots=True, kw_only=True)
class Fate:
    """A request as it stands today. `amount` and `remedy` are what it came to, by an edit or an offer."""

    id: str
    reference: str
    requester: str
    amount: int
    remedy: str
    word: str | None = None
    """What a person said: approved or rejected; None where nobody did."""
    asked_at: datetime | None = None
    settled_at: datetime | None = None
    gone_at: datetime | None = None
    """When what it held was free again: rejected, taken back, expired, failed."""

    @property
    def waited_s(self) -> int:
        """How long it waited for a person's word."""
        if self.asked_at is None or self.settled_at is None:
            return 0
        return max(0, round((self.settled_at - self.asked_at).total_seconds()))


@value(frozen=True, slots=True, kw_only=True)
class Past:
    """One ask, or an edit of it. `said`: the outcome then, by that version of the limits."""

    at: datetime
    case: Case
    fate: Fate
    said: str
    version: int
    tier: str | None
    team: str | None
    edited: bool = False
    aside: tuple[str, int] | None = None
    """Of a split: the id and the amount of the part that was given at once. The case is the whole."""
    like: bool = True
    """Whether the requester belonged where the log says."""
    uses: frozenset[tuple[str, int, int]] = frozenset()
    """What budgets were told then: id, minor units, how many."""
    held: int = 0
    """With how much it was summed then."""
    lacks: tuple[str, ...] = field(default=())
    """What the limits ask about and the log does not know."""
    unmoved: bool = False
    """Whether the draft says the same about it as the limits in force, as long as the sums are the same."""
    shares: dict[tuple[int, bool], list[Share]] = field(default_factory=dict, init=False, compare=False, repr=False)
    pieces: dict[str, Piece] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What it leaves where it is given, made once for both sides: by book and whether alone, by name."""

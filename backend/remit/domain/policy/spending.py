"""What has been given so far, by tally, key and slot; each change moves the sums by what it adds and takes away."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from remit.domain.policy.budgets import Budget, Tally, Use, tally_of
from remit.domain.policy.windows import first_slot, resets_at
from remit.domain.values import value

Sum = tuple[int, int]
"""Minor units, and how many."""
Account = tuple[Tally, str]
"""A tally, and whose: an agent's, a customer's, an order's, a team's, a brand's."""
Slots = Mapping[int, Sum]
At = TypeVar("At")


@value(frozen=True, slots=True)
class Share:
    """What one request adds to one account."""

    tally: Tally
    key: str
    slot: int
    amount: int


def nothing(_tally: Tally, _key: str) -> Slots:
    """An account in which nothing was ever entered."""
    return {}


@dataclass(slots=True)
class Spending:
    """The sums at a moment. Accounts are read when they are first asked for, unless somebody brought them before."""

    now: datetime
    read: Callable[[Tally, str], Slots] = nothing
    accounts: dict[Account, dict[int, Sum]] = field(default_factory=dict)
    moved: dict[Account, dict[int, Sum]] = field(default_factory=dict)
    """What has changed, to be added to what is stored."""

    def use(self, budget: Budget, key: str) -> Use:
        """What of this budget is used for `key`."""
        return self.use_without(budget, key, {})

    def use_without(self, budget: Budget, key: str, apart: Mapping[tuple[Tally, str, int], Sum]) -> Use:
        """The same, but for what is named in `apart`."""
        tally = tally_of(budget)
        first = first_slot(budget.window, self.now, budget.zone)
        amount = count = 0
        oldest: int | None = None
        for slot, (added, times) in self._account(tally, key).items():
            if slot < first:
                continue
            less, fewer = apart.get((tally, key, slot), (0, 0)) if apart else (0, 0)
            amount, count = amount + added - less, count + times - fewer
            if times > fewer and (oldest is None or slot < oldest):
                oldest = slot
        return Use(amount, count, resets_at(budget.window, self.now, budget.zone, oldest))

    def apart_from(self, shares: Iterable[Share]) -> "Apart":
        """The sums as if these had not been entered."""
        apart: dict[tuple[Tally, str, int], Sum] = {}
        for share in shares:
            _add(apart, (share.tally, share.key, share.slot), share.amount, 1)
        return Apart(self, apart)

    def enter(self, gone: Iterable[Share], come: Iterable[Share]) -> None:
        """What one request no longer takes, and what it takes now."""
        for shares, sign in ((gone, -1), (come, 1)):
            for share in shares:
                at = share.tally, share.key
                _add(self.moved.setdefault(at, {}), share.slot, sign * share.amount, sign)
                if at in self.accounts:
                    _add(self.accounts[at], share.slot, sign * share.amount, sign)

    def _account(self, tally: Tally, key: str) -> dict[int, Sum]:
        at = tally, key
        if at not in self.accounts:
            # What is stored is from before this batch: what it has moved already comes on top.
            known = dict(self.read(tally, key))
            for slot, (amount, count) in self.moved.get(at, {}).items():
                _add(known, slot, amount, count)
            self.accounts[at] = known
        return self.accounts[at]


@value(frozen=True, slots=True)
class Apart:
    """Sums without what one request has in them itself: what its own check is made against."""

    spending: Spending
    shares: Mapping[tuple[Tally, str, int], Sum]

    def use(self, budget: Budget, key: str) -> Use:
        """What others have used of this budget."""
        return self.spending.use_without(budget, key, self.shares)


def _add(sums: dict[At, Sum], at: At, amount: int, count: int) -> None:
    before = sums.get(at, (0, 0))
    sums[at] = before[0] + amount, before[1] + count

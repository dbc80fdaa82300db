"""Sums of budgets as one side moves them: kept rolling, so that a long past costs no more than a short one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from remit.domain.policy.budgets import Budget, Tally, Use, tally_of
from remit.domain.policy.spending import Account, Share, Slots, Sum
from remit.domain.policy.windows import first_slot, slot


@dataclass(slots=True)
class Rolling:
    """What a window holds of one account, from its first slot on."""

    slots: dict[int, Sum]
    first: int
    amount: int = 0
    count: int = 0

    def __post_init__(self) -> None:
        for place, (amount, count) in self.slots.items():
            if place >= self.first:
                self.add(amount, count)

    def add(self, amount: int, count: int) -> None:
        """So much more, or less."""
        self.amount += amount
        self.count += count

    def roll(self, first: int) -> None:
        """To where the window begins now: what drops out is taken away. Back, it is summed afresh."""
        if first < self.first or first - self.first > len(self.slots):
            self.first, self.amount, self.count = first, 0, 0
            self.__post_init__()
            return
        for place in range(self.first, first):
            amount, count = self.slots.get(place, (0, 0))
            self.add(-amount, -count)
        self.first = first


@dataclass(slots=True)
class Kept:
    """One account: what was added in each slot, and the windows that are asked of it."""

    slots: dict[int, Sum]
    windows: dict[str, Rolling] = field(default_factory=dict)

    def add(self, place: int, amount: int, count: int) -> None:
        """What one share moves."""
        before = self.slots.get(place, (0, 0))
        self.slots[place] = before[0] + amount, before[1] + count
        for window in self.windows.values():
            if place >= window.first:
                window.add(amount, count)


@dataclass(slots=True)
class Sums:
    """The sums of one set of limits at a moment. Moments come in order; an account begins as it stood at the start."""

    read: Callable[[Tally, str], Slots]
    now: datetime
    _accounts: dict[Account, Kept] = field(default_factory=dict)
    _asked: dict[tuple[str, str], tuple[Budget, Rolling]] = field(default_factory=dict)
    """By budget and key: the way to an account is longer than its sum."""
    _firsts: dict[tuple[str, str], int] = field(default_factory=dict)
    _slots: dict[tuple[str, str], int] = field(default_factory=dict)
    """What this quarter of an hour falls into: by window and zone, and by grain and zone."""

    def at(self, now: datetime) -> None:
        """Time goes on. Days and shifts begin at a quarter of an hour of UTC, whatever the zone."""
        if _quarter(now) != _quarter(self.now):
            self._firsts.clear()
            self._slots.clear()
        self.now = now

    def use(self, budget: Budget, key: str) -> Use:
        """What of this budget is used for `key`. When it starts afresh is not told: a backtest asks nobody to wait."""
        first = self._first(budget)
        known = self._asked.get((budget.bid, key))
        if known is None or known[0] is not budget:
            known = self._asked[budget.bid, key] = budget, self._rolling(budget, key, first)
        rolling = known[1]
        if rolling.first != first:
            rolling.roll(first)
        return Use(rolling.amount, rolling.count)

    def slot(self, tally: Tally, at: datetime) -> int:
        """The slot of a moment; of the present one it is known already."""
        if at is not self.now:
            return slot(tally.grain, at, tally.zone)
        known = self._slots.get((tally.grain, tally.zone))
        if known is None:
            known = self._slots[tally.grain, tally.zone] = slot(tally.grain, at, tally.zone)
        return known

    def enter(self, shares: Iterable[Share], sign: int = 1) -> None:
        """What one request takes, or with -1 no longer takes."""
        for share in shares:
            self._account(share.tally, share.key).add(share.slot, sign * share.amount, sign)

    def _first(self, budget: Budget) -> int:
        asked = budget.window, budget.zone
        first = self._firsts.get(asked)
        if first is None:
            first = self._firsts[asked] = first_slot(budget.window, self.now, budget.zone)
        return first

    def _rolling(self, budget: Budget, key: str, first: int) -> Rolling:
        # The zone is the tally's, so that a window has one beginning in an account.
        account = self._account(tally_of(budget), key)
        known = account.windows.get(budget.window)
        if known is None:
            known = account.windows[budget.window] = Rolling(account.slots, first)
        return known

    def _account(self, tally: Tally, key: str) -> Kept:
        known = self._accounts.get((tally, key))
        if known is None:
            known = self._accounts[tally, key] = Kept(dict(self.read(tally, key)))
        return known


def _quarter(at: datetime) -> tuple[int, int, int]:
    return at.toordinal(), at.hour, at.minute // 15

"""Budgets: how much, or how many, in a window; what is summed for them, and how they stand."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Protocol

from remit.domain.policy.windows import grain, is_window, is_zone
from remit.domain.values import value

AGENT, CUSTOMER, ORDER, TEAM, BRAND = "agent", "customer", "order", "team", "brand"
PERS = (AGENT, CUSTOMER, ORDER, TEAM, BRAND)
AMOUNT, COUNT = "amount", "count"
MEASURES = (AMOUNT, COUNT)
ANYTHING = "*"
"""Of a budget's remedy or brand: whichever."""


@value(frozen=True, slots=True)
class Keys:
    """Whose sums a case adds to. None where there is nobody: a credit without an order counts for no order."""

    agent: str | None = None
    customer: str | None = None
    order: str | None = None
    team: str | None = None
    brand: str | None = None

    def of(self, per: str) -> str | None:
        """The one whose sum a budget per agent, customer, order, team or brand looks at."""
        return _KEYS[per](self) if per in _KEYS else None


NOBODYS = Keys()
_KEYS: Mapping[str, Callable[[Keys], str | None]] = {per: attrgetter(per) for per in PERS}
"""By what a budget is kept: the fields have the same names."""


@value(frozen=True, slots=True)
class Tally:
    """What is summed together, whoever is bound by it: budgets of several tiers, windows and limits share one."""

    remedy: str
    currency: str
    brand: str
    per: str
    when: str
    zone: str
    grain: str

    def speaks_of(self, remedy: str, currency: str, brand: str) -> bool:
        """Whether this matter is summed here, its condition aside."""
        return self.currency == currency and self.remedy in (ANYTHING, remedy) and self.brand in (ANYTHING, brand)


@lru_cache(maxsize=4096)
def tally_id(tally: Tally) -> str:
    """A short name for it, the same for ever."""
    parts = (tally.remedy, tally.currency, tally.brand, tally.per, tally.when, tally.zone, tally.grain)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@value(frozen=True, slots=True, kw_only=True)
class Budget:
    """So much (minor units) or so many of a remedy in a window, for those whom the subject names; `zone` is IANA's."""

    bid: str
    subject: str
    remedy: str
    currency: str
    brand: str
    per: str
    window: str
    measure: str
    limit: int
    zone: str = "UTC"
    when: str = ""
    guideline: str = ""


@lru_cache(maxsize=16384)
def sound(budget: Budget) -> bool:
    """Whether it can be summed at all. One that cannot (written by hand) lets nothing pass: see Purse."""
    return budget.per in PERS and budget.measure in MEASURES and is_window(budget.window) and is_zone(budget.zone)


@lru_cache(maxsize=16384)
def tally_of(budget: Budget) -> Tally:
    """What is summed for this budget."""
    kept_by = grain(budget.window)
    return Tally(budget.remedy, budget.currency, budget.brand, budget.per, budget.when, budget.zone, kept_by)


@value(frozen=True, slots=True)
class Use:
    """What a window holds: minor units, how many, and when it starts afresh."""

    amount: int = 0
    count: int = 0
    resets_at: datetime | None = None

    def by(self, measure: str) -> int:
        """As the budget measures it."""
        return self.count if measure == COUNT else self.amount


class Spent(Protocol):
    """Who knows what has been given so far."""

    def use(self, budget: Budget, key: str) -> Use:
        """What of this budget is used for `key`, pending and posted."""


class Untouched:
    """Nothing has been given yet: what tests of the limits start from."""

    def use(self, budget: Budget, key: str) -> Use:  # noqa: ARG002  (the Protocol's)
        """Nothing."""
        return Use()


UNTOUCHED = Untouched()
Sums = Mapping[str, int | None]
"""Budget id -> used; None where the budget has nothing to count in the case."""


@value(frozen=True, slots=True, kw_only=True)
class BudgetState:
    """How a budget stood when it was asked about: before what was asked for."""

    id: str
    per: str
    window: str
    measure: str
    limit: int
    used: int
    left: int
    resets_at: datetime | None = None


def state_of(budget: Budget, use: Use) -> BudgetState:
    """Never less than nothing left: others may have approved more than this budget allows."""
    used = use.by(budget.measure)
    return BudgetState(
        id=budget.bid,
        per=budget.per,
        window=budget.window,
        measure=budget.measure,
        limit=budget.limit,
        used=used,
        left=max(0, budget.limit - used),
        resets_at=use.resets_at,
    )

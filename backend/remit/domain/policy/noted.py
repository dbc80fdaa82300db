"""Sums as a decision asked for them, so that it can be made again with the same."""

from collections.abc import Mapping
from dataclasses import field

from remit.domain.policy.budgets import Budget, Spent, Use
from remit.domain.values import value


@value(frozen=True, slots=True)
class Noted:
    """Answers as `spent` does, and notes the answers by budget: of a case, each budget has one sum that counts."""

    spent: Spent
    uses: dict[str, Use] = field(default_factory=dict)

    def use(self, budget: Budget, key: str) -> Use:
        """What of this budget is used for `key`, pending and posted."""
        found = self.uses[budget.bid] = self.spent.use(budget, key)
        return found


@value(frozen=True, slots=True)
class Remembered:
    """Answers as was noted."""

    uses: Mapping[str, Use]

    def use(self, budget: Budget, key: str) -> Use:  # noqa: ARG002  (the Protocol's)
        """What of this budget was used then."""
        return self.uses.get(budget.bid, Use())

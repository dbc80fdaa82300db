"""Whether a budget is gone over, read as its matcher reads it: what an answer turns on, once a row is about it."""

from remit.authority.functions import cost, num, spent
from remit.domain.policy.budgets import Budget, Sums


def over(budget: Budget, amount: int, sums: Sums) -> bool:
    """Whether this amount, beside what is used, is more than the budget."""
    return spent(sums, budget.bid) + cost(budget.measure, amount) > num(str(budget.limit))

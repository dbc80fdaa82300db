"""Budgets said aloud, for people who read limits in a meeting."""

from collections.abc import Mapping

from remit.authority.rules.spoken import condition
from remit.domain import money
from remit.domain.policy.budgets import ANYTHING, COUNT, Budget
from remit.domain.remedies import REMEDIES

_WINDOWS = {"shift": "a shift", "day": "a day", "week": "a week", "month": "a month", "ever": "ever"}


def most(budget: Budget) -> str:
    """The limit: "USD 100.00", or "5 times"."""
    if budget.measure == COUNT:
        return "once" if budget.limit == 1 else f"{budget.limit} times"
    return money.spoken(budget.limit, budget.currency)


def window(budget: Budget) -> str:
    """ "a day", "in 90 days", "ever"; with the time zone where that is not UTC."""
    said = _WINDOWS.get(budget.window) or f"in {budget.window.removesuffix('d')} days"
    return said if budget.zone == "UTC" or budget.window == "ever" else f"{said} ({budget.zone})"


def scope(budget: Budget, names: Mapping[str, str]) -> str:
    """What a budget is about: "Goodwill credit budget, agent, per customer in 90 days"."""
    remedy = "Every remedy" if budget.remedy == ANYTHING else REMEDIES.get(budget.remedy, budget.remedy)
    what = f"{remedy} budget" if budget.brand == ANYTHING else f"{remedy} budget ({budget.brand})"
    subject = names.get(budget.subject, budget.subject.replace(":", " ", 1))
    parts = [what, subject, f"per {budget.per} {window(budget)}", condition(budget.when, names)]
    return ", ".join(part for part in parts if part)


def sentence(budget: Budget, names: Mapping[str, str]) -> str:
    """The whole of it: "Goodwill credit budget, agent, per agent a day: USD 100.00"."""
    return f"{scope(budget, names)}: {most(budget)}"

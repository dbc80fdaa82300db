"""Casbin over the budgets that bind somebody: does an amount fit beside what is used?"""

import threading
from collections.abc import Iterable

from remit.authority.budgets.budget import row
from remit.authority.engine.judge import Enforcer, Links, conf
from remit.authority.engine.members import Standing
from remit.authority.functions import register
from remit.domain.policy.budgets import Budget, Sums
from remit.domain.policy.questions import Answer, Question

FITS = Answer(allowed=True, rule=None)
"""Without a budget there is nothing to go over; Casbin without rows would be asked about a row of empty texts."""


class BudgetJudge:
    """Puts sums to Casbin. For one thread: its Enforcer holds the rows and the standing of the question in hand."""

    def __init__(self) -> None:
        self._own = Links()
        self._enforcer = Enforcer(conf("budgets.conf"))
        register(self._enforcer)
        self._enforcer.model["g"]["g"].rm = self._own
        self._enforcer.set_named_role_manager("g", self._own)

    def ask(self, budgets: Iterable[Budget], standing: Standing, question: Question, sums: Sums) -> Answer:
        """Casbin's answer; on a no, the first budget (by id) that it would go over."""
        rows = [row(budget) for budget in budgets]
        if not rows:
            return FITS
        self._own.stand(standing.subject, standing.own)
        self._enforcer.model["p"]["p"].policy = rows
        allowed, named = self._enforcer.enforce_ex(*as_request(question, sums))
        return Answer(allowed, named[-1] if named and not allowed else None)


def as_request(question: Question, sums: Sums) -> tuple[object, ...]:
    """The question in the order of budgets.conf, as any Enforcer's `enforce` takes it."""
    asked = question
    return asked.subject, asked.remedy, asked.currency, asked.brand, asked.amount, dict(asked.facts), dict(sums)


def budget_judge() -> BudgetJudge:
    """This thread's judge."""
    found: BudgetJudge | None = getattr(_here, "judge", None)
    if found is None:
        found = _here.judge = BudgetJudge()
    return found


_here = threading.local()

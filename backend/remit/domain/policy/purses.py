"""The budgets that bind somebody on a case: how they stand, and how much they let pass."""

from dataclasses import replace

from remit.domain.policy.budgets import AGENT, AMOUNT, Budget, BudgetState, Spent, Sums, sound, state_of
from remit.domain.policy.cases import Case
from remit.domain.policy.questions import Authority, Question, at_amount
from remit.domain.values import value


@value(frozen=True, slots=True)
class Purse:
    """What somebody may draw on for a case. Without budgets it lets everything pass, and nobody is asked."""

    question: Question
    authority: Authority
    budgets: tuple[Budget, ...] = ()
    states: tuple[BudgetState, ...] = ()
    sums: Sums | None = None

    def over(self, amount: int) -> Budget | None:
        """The budget that this amount goes over, as Casbin names it; None where it fits all of them."""
        if not self.budgets:
            return None
        asked = self.question
        if amount != asked.amount:
            asked = replace(asked, amount=amount, facts=at_amount(asked.facts, amount))
        answer = self.authority.within(asked, self.sums or {})
        if answer.allowed:
            return None
        return next((one for one in self.budgets if one.bid == answer.rule), self.budgets[0])

    def room(self, upto: int) -> int:
        """The largest amount up to `upto` that fits, else 0. The answer can change only at what is left."""
        lefts = {one.left for one in self.states if one.measure == AMOUNT and one.left < upto}
        return next((amount for amount in sorted({upto, *lefts} - {0}, reverse=True) if not self.over(amount)), 0)

    def state(self, budget: Budget) -> BudgetState | None:
        """How this budget stands."""
        return next((one for one in self.states if one.id == budget.bid), None)


def purse_of(case: Case, subject: str, authority: Authority, spent: Spent) -> Purse:
    """The budgets of `subject`. Those per agent are for what one gives alone: they do not bind whoever approves."""
    question = case.question(subject, "auto")
    budgets = authority.budgets(question)
    if not budgets:
        return Purse(question, authority)
    asking = subject == case.requester.subject
    sums: dict[str, int | None] = {}
    states: list[BudgetState] = []
    for budget in budgets:
        if not sound(budget):
            # Without a sum Casbin takes it for used up: a row that went bad must not free anybody.
            continue
        key = case.keys.of(budget.per) if asking or budget.per != AGENT else None
        sums[budget.bid] = None
        if key is not None:
            states.append(state_of(budget, spent.use(budget, key)))
            sums[budget.bid] = states[-1].used
    return Purse(question, authority, budgets, tuple(states), sums)

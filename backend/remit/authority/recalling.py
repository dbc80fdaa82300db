"""Limits that remember what Casbin said: the same answers, for whoever looks back at a hundred thousand decisions."""

from dataclasses import field, fields

from remit.authority.budgets.judge import FITS, budget_judge
from remit.authority.budgets.over import over
from remit.authority.engine.members import Standing
from remit.authority.engine.recent import Recent
from remit.authority.snapshot import Snapshot
from remit.authority.steps import Climbed, Steps
from remit.domain.policy.budgets import Sums
from remit.domain.policy.questions import Answer, Question
from remit.domain.values import value


@value(frozen=True, slots=True)
class Recalling(Snapshot):
    """A snapshot that asks Casbin once for all questions that come down to the same rows."""

    climbed: Climbed = field(default_factory=Climbed, compare=False, repr=False)
    _fits: Recent[Answer] = field(default_factory=Recent, compare=False, repr=False)
    _stepped: Recent[tuple[Standing, Steps]] = field(default_factory=Recent, init=False, compare=False, repr=False)
    """Where a subject stands in a matter: of these people."""

    def ask(self, question: Question) -> Answer:
        """As Casbin answered it before, where the same rows matched."""
        if self.climbed.index is not self._index:
            # The rules have changed since: its rows are not these.
            return self.recalled(question)
        place = question.subject, question.remedy, question.currency, question.brand, question.mode
        standing, steps = self._stepped.or_ask(place, lambda: self._steps(question))
        return steps.answer(standing, question)

    def allows(self, question: Question) -> bool:
        """Whether it is a yes."""
        return self.ask(question).allowed

    def within(self, question: Question, sums: Sums) -> Answer:
        """As Casbin answered it before, where the same budgets were gone over."""
        standing = self._members.standing(question.subject).at(question.brand)
        budgets = self.book.binding(standing.own, question)
        if not budgets:
            return FITS
        key = tuple([(one.bid, over(one, question.amount, sums)) for one in budgets])
        return self._fits.or_ask(key, lambda: budget_judge().ask(budgets, standing, question, sums))

    def _steps(self, question: Question) -> tuple[Standing, Steps]:
        standing = self._members.standing(question.subject).at(question.brand)
        return standing, self.climbed.steps(standing, question)


def recalling(authority: Snapshot) -> Recalling:
    """The same limits, with a memory for answers."""
    kept = {one.name: getattr(authority, one.name) for one in fields(Snapshot) if one.init}
    return Recalling(**kept, climbed=Climbed(kept["_index"]))

"""Who may approve a case: everybody is judged, each kind of person is asked about once."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from remit.domain.delegations import lenders
from remit.domain.people import Person
from remit.domain.policy.budgets import UNTOUCHED, Spent
from remit.domain.policy.cases import Case
from remit.domain.policy.facts import moment_of
from remit.domain.policy.purses import purse_of
from remit.domain.policy.questions import Authority


@dataclass(slots=True)
class Approvers:
    """Who may approve a case. Casbin is asked once per kind of person: tier, team with rows, person with rows."""

    case: Case
    authority: Authority
    spent: Spent = UNTOUCHED
    """What is used of budgets: those that bind an approver hold for what they approve, too."""
    barred: frozenset[str] = frozenset()
    """People who may not, whatever the limits say, and whose authority nobody uses: they had their say already."""
    _known: dict[Hashable, bool] = field(default_factory=dict)
    _alike: dict[Hashable, bool] = field(default_factory=dict)
    """Everything considered: whom nothing tells apart, one is asked about for all."""
    _able: frozenset[str | None] | None = None

    def may(self, person: Person) -> bool:
        """Whether this person may settle the case; never the requester, never an inactive account."""
        if person.id in self.barred or person.id == self.case.requester.id:
            return False
        kind = self.authority.alike(person)
        if kind not in self._alike:
            self._alike[kind] = self._alone(person) or self.lender(person) is not None
        return self._alike[kind]

    def among(self, crowds: Iterable[Sequence[Person]]) -> Iterator[list[Person]]:
        """Those who may, crowd by crowd; whom nothing tells apart comes in one, and one of them is asked about."""
        apart = {*self.barred, self.case.requester.id}
        for crowd in crowds:
            first = next((one for one in crowd if one.id not in apart), None)
            if first is not None and self.may(first):
                yield [one for one in crowd if one.id not in apart]

    def lender(self, person: Person) -> Person | None:
        """Whose lent authority lets this person settle it; None where nobody's does, or they need none.

        It is the lesser of both: what the lender may approve, and no more than the person may give alone. It is never
        lent on, and never reaches what the lender asked for.
        """
        known, now = self.authority.people.register.delegations, moment_of(self.case.facts)
        if not known or now is None or person.id == self.case.requester.id or self._alone(person):
            return None
        for lender_id in sorted(lenders(known, person.id, now)):
            lender = self.authority.people.get(lender_id)
            if lender is not None and lender.id not in self.barred and self._alone(lender) and self._could_give(person):
                return lender
        return None

    def _alone(self, person: Person) -> bool:
        return self._within_limit(person) and self._within_budget(person.subject)

    def _could_give(self, person: Person) -> bool:
        """Whether it is within what they may give alone, and no cap holds back what they approve."""
        # On a no, Casbin names the cap that it is because of: without one, approving is just not granted to them.
        held_back = self.authority.ask(self.case.about(person, "approve")).rule
        able = held_back is None and self.authority.allows(self.case.about(person, "auto"))
        return able and person.active and self._within_budget(person.subject)

    def _within_limit(self, person: Person) -> bool:
        if person.id == self.case.requester.id or not person.active:
            return False
        kind = self.authority.kind(person, self.case.remedy, self.case.currency, moment_of(self.case.facts))
        if kind not in self._known:
            self._known[kind] = self.authority.allows(self.case.about(person, "approve"))
        return self._known[kind]

    def tiers(self) -> tuple[str, ...]:
        """The tiers of everybody who may, lowest first. Empty when nobody may (or nobody with a tier).

        Where budgets hold everybody back, those whom only a budget does: what is used today is free another day.
        """
        able = self._of_whom_some_may()
        able = frozenset(tier for tier in able if self._within_budget(f"tier:{tier}")) or able
        return tuple(tier.name for tier in self.authority.tiers if tier.name in able)

    def anyone(self) -> bool:
        """Whether anybody at all may, budgets aside: a budget that is used up denies nothing."""
        if self._able is None:
            # One is enough: whose tiers they are is asked for only where it is told.
            return any(any(map(self._within_limit, people)) for _, people in self._hopefuls())
        return bool(self._able)

    def _of_whom_some_may(self) -> frozenset[str | None]:
        """Tiers; None stands for those who have none."""
        if self._able is None:
            self._able = frozenset(tier for tier, people in self._hopefuls() if any(map(self._within_limit, people)))
        return self._able

    def _hopefuls(self) -> Iterable[tuple[str | None, Iterable[Person]]]:
        return self.authority.hopefuls(self.case.question(self.case.requester.subject, "approve"))

    def _within_budget(self, subject: str) -> bool:
        return purse_of(self.case, subject, self.authority, self.spent).over(self.case.amount) is None

"""The case as policy sees it, and the decision about it, as values."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from remit.domain.money import MAX_AMOUNT
from remit.domain.people import Person
from remit.domain.policy.budgets import NOBODYS, BudgetState, Keys
from remit.domain.policy.facts import about, impersonal
from remit.domain.policy.questions import Facts, Question, at_amount
from remit.domain.policy.stacks import NOTHING, Given, Piece
from remit.domain.values import value

ALLOW, REVIEW, ESCALATE, DENY = "allow", "review", "escalate", "deny"
OVERRIDE = "override"
"""The mode of what is done before anybody is asked, in a named emergency."""


@value(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked for, as policy sees it. `facts` are typed and declared (see authority.conditions)."""

    requester: Person
    remedy: str
    amount: int
    currency: str
    brand: str
    facts: Facts
    on_order: bool = True
    override: bool = False
    """Act now, reviewed after: asked for in an emergency, by people with an override limit."""
    left: int | None = None
    """What can still be given on the order; None where that was not looked up."""
    keys: Keys = NOBODYS
    """Whose budgets it draws on."""
    given: Mapping[str, Given] = field(default_factory=lambda: NOTHING)
    """What is summed with it, by remedy: of the one that is asked for, and of those that would do instead."""
    refused: Piece | None = None
    """Much the same, rejected by a person before."""
    withheld: tuple[str, ...] = ()
    """Remedies that are not given any more: none of them is a way to yes."""
    _questions: dict[tuple[str, str], Question] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was made of it so far, by subject and mode: one decision puts the same question several times."""

    @property
    def already(self) -> int:
        """What was given before and is summed with it, in minor units."""
        held = self.given.get(self.remedy) if self.given else None
        return held.amount if held else 0

    @property
    def total(self) -> int:
        """What is judged: what is asked for and what was given before. No limit is above the largest amount."""
        return min(self.amount + self.already, MAX_AMOUNT)

    def of(self, remedy: str) -> "Case":
        """The same case with another remedy."""
        return replace(self, remedy=remedy)

    def question(self, subject: str, mode: str) -> Question:
        """The case as a question about the requester, or about a tier as such, of which nothing personal is known."""
        known = self._questions.get((subject, mode))
        if known is None:
            facts = self.facts if subject == self.requester.subject else impersonal(self.facts)
            known = self._questions[subject, mode] = self._asked(subject, facts, mode)
        return known

    def about(self, person: Person, mode: str) -> Question:
        """The case as a question about this person, with the facts that are theirs."""
        return self._asked(person.subject, about(self.facts, person), mode)

    def _asked(self, subject: str, facts: Facts, mode: str) -> Question:
        already, total = self.already, self.total
        told = at_amount(facts, total)
        if already:
            # So that whoever reads the question later sees of what its amount is the sum.
            told = {**told, "asked_amount": self.amount, "given_amount": already}
        return Question(subject, self.remedy, self.currency, self.brand, total, told, mode)


@value(frozen=True, slots=True)
class Alternative:
    """A way to yes: `split` (now + ask), `remedy` (another remedy, this much), `amount` (the same, this much),
    `override` (all of it before anybody is asked, in an emergency).

    A `certificate` opens one for the next time: with it, this much.
    """

    kind: str
    amount: int
    remedy: str | None = None
    ask: int | None = None
    certificate: str | None = None
    outcome: str | None = None
    """`review` where it goes through and is looked at afterwards."""


@value(frozen=True, kw_only=True)
class Decision:
    """What policy said, why, and the way to yes. Amounts in minor units; `limit` None on an allow means no limit."""

    outcome: str
    policy_version: int
    policy_hash: str
    rule: str | None
    mode: str | None
    limit: int | None
    over_by: int | None
    headroom: int | None
    sentence: str = ""
    approver_tiers: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    budgets: tuple[BudgetState, ...] = ()
    """The requester's, as they stood before it."""
    cap: str | None = None
    """The cap that holds it back, where it is one."""
    over_budget: str | None = None
    """The budget that it would have gone over."""
    at: datetime | None = None
    """When it was decided anew; None is when the request was made. Budgets count it at that moment."""
    given: Given | None = None
    """What was summed with it."""
    refused: Piece | None = None
    """Much the same, rejected before."""
    signals: tuple[str, ...] = ()

    @property
    def within(self) -> int | None:
        """How much of it could be given at once, the rest being asked for; None where it cannot be split."""
        return next((one.amount for one in self.alternatives if one.kind == "split"), None)

"""What the rules need to know of the limits in force: questions, answers, and the Protocol that answers them."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from remit.domain.people import Directory, Person
from remit.domain.policy.budgets import Budget, Sums
from remit.domain.policy.quorums import Quorum
from remit.domain.values import value

Fact = str | int | bool
Facts = Mapping[str, Fact]


def at_amount(facts: Facts, amount: int) -> Facts:
    """The facts for this amount: `order_share_percent` follows from it, rounded up (so <= 10 is at most 10 %)."""
    captured = facts.get("order_captured")
    if not isinstance(captured, int) or captured <= 0:
        return facts
    return {**facts, "order_share_percent": -(-amount * 100 // captured)}


@value(frozen=True, slots=True)
class Tier:
    """A rung of the ladder; a higher rung inherits what a lower one may do."""

    name: str
    title: str


LADDER = (
    Tier("trainee", "trainee"),
    Tier("agent", "agent"),
    Tier("senior", "senior"),
    Tier("lead", "team lead"),
    Tier("duty_manager", "duty manager"),
    Tier("director", "director"),
)
"""The ladder that a new organisation begins with, lowest rung first."""


@value(frozen=True, slots=True)
class Question:
    """May `subject` (`user:usr_…`) give this much, in this mode? `amount` in minor units, 1 … 10^12."""

    subject: str
    remedy: str
    currency: str
    brand: str
    amount: int
    facts: Facts
    mode: str


@value(frozen=True, slots=True)
class Answer:
    """Casbin's yes or no, and the id of the row that it named."""

    allowed: bool
    rule: str | None


@value(frozen=True, slots=True)
class Reach:
    """The largest amount at which a question would be answered yes, and the row that says so. 10^12 is no limit."""

    amount: int
    rule: str


class Authority(Protocol):
    """The limits in force, at one version, and the people they apply to. Pure: the same question, the same answer."""

    @property
    def version(self) -> int: ...
    @property
    def hash(self) -> str: ...
    @property
    def tiers(self) -> tuple[Tier, ...]:
        """Lowest first."""

    @property
    def people(self) -> Directory: ...
    @property
    def quorums(self) -> tuple[Quorum, ...]:
        """Above what more than one has to approve."""

    def ask(self, question: Question) -> Answer:
        """Put one question to Casbin."""

    def reach(self, question: Question) -> Reach | None:
        """The largest amount for which the question is answered yes, whatever its own; None if there is none."""

    def allows(self, question: Question) -> bool:
        """Whether the question is answered yes, where the row that says so does not matter."""

    def foresees(self, question: Question) -> bool:
        """The same for a way to yes that is only offered: nothing is decided by it, and no trace notes it."""

    def certificates(self, question: Question) -> frozenset[str]:
        """The certificates that rules about the question's subject ask for in its matter, whatever the amount."""

    def kind(self, person: Person, remedy: str, currency: str, at: datetime | None = None) -> Hashable:
        """People of one kind get the same answers about approving, at this moment."""

    def alike(self, person: Person) -> Hashable:
        """People who are alike get the same answers about approving, whatever the case."""

    def hopefuls(self, question: Question) -> Iterable[tuple[str | None, Iterable[Person]]]:
        """By tier, people of whom one is answered yes if anybody of that tier is. The subject asked does not matter."""

    def budgets(self, question: Question) -> tuple[Budget, ...]:
        """The budgets that bind the question's subject in its matter."""

    def within(self, question: Question, sums: Sums) -> Answer:
        """Whether the amount fits every budget, given what is used of each (by id); if not, the one it goes over."""

"""How the limits came to be what they are: a first version, a raise that stayed, and a trial that was rolled back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot, snapshot
from remit.demo.budgets import budgets
from remit.demo.limits import CURRENCY, rules
from remit.domain.people import Directory, Person
from remit.domain.policy.budgets import Budget
from remit.domain.policy.questions import LADDER
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.stacks import USUAL, Stack
from remit.domain.values import value

QUORUMS = (
    Quorum(tier="duty_manager", currency=CURRENCY, above=1_000_00),
    Quorum(tier="director", currency=CURRENCY, above=5_000_00),
)
"""Above this two have to approve: of duty managers, and of directors."""


@value(frozen=True, slots=True)
class PastVersion:
    """A published version with all that was in force in it."""

    number: int
    published_at: datetime
    publisher_id: str
    note: str
    rules: tuple[Rule, ...]
    budgets: tuple[Budget, ...] = ()
    stacks: tuple[Stack, ...] = ()
    """What is summed before the answer."""
    quorums: tuple[Quorum, ...] = ()
    """Above what two have to approve."""

    @property
    def summed(self) -> tuple[tuple[Stack, ...], tuple[Quorum, ...]]:
        """What it says besides rules and budgets."""
        return self.stacks, self.quorums

    def over(self, people: Directory) -> Snapshot:
        """The limits of this version, applied to these people; its hash is that of all that it says."""
        made = snapshot(self.number, self.rules, LADDER, people).with_budgets(self.number, self.budgets)
        return made.with_stacks(self.number, self.stacks).with_quorums(self.number, self.quorums)


def versions(people: tuple[Person, ...], days: int, now: datetime) -> tuple[PastVersion, ...]:
    """Oldest first; the last one is the matrix as it stands. Their places in time follow the length of the history."""
    today = rules()
    first = _with(today, _agents_refund, 40_00)
    trial = _with(today, _agents_goodwill, 20_00)
    ops = [person for person in people if "ops" in person.roles]

    def published(
        number: int, share: float, note: str, content: tuple[Rule, ...], spent: tuple[Budget, ...] = ()
    ) -> PastVersion:
        at = now - timedelta(days=days) * share
        return PastVersion(number, at, ops[number % len(ops)].id, note, content, spent)

    return (
        published(1, 1.2, "The first authority matrix, as agreed with finance and the floor.", first),
        published(
            2, 0.7, "Agents refund up to 50.00 alone: nine of ten requests between 40 and 50 were approved.", today
        ),
        published(3, 0.35, "Trial: agents give goodwill up to 20.00 alone.", trial),
        published(4, 0.25, "Back to version 2: goodwill rose by a third, and no customer was happier for it.", today),
        published(5, 0.2, "Budgets for goodwill: a day, a team week, 90 days per customer.", today, budgets()),
        replace(
            published(
                6,
                0.0005,
                "After four refunds of 49.00 on one order: pieces are summed, and large sums take two.",
                today,
                budgets(),
            ),
            stacks=USUAL,
            quorums=QUORUMS,
        ),
    )


def in_force(history: tuple[PastVersion, ...], at: datetime) -> PastVersion:
    """The version that was live at that moment."""
    return next(version for version in reversed(history) if version.published_at <= at)


def _with(content: tuple[Rule, ...], chosen: Callable[[Rule], bool], amount: int) -> tuple[Rule, ...]:
    return tuple(replace(rule, amount=amount) if chosen(rule) else rule for rule in content)


def _agents_refund(rule: Rule) -> bool:
    return (rule.subject, rule.remedy, rule.mode, rule.when) == ("tier:agent", "refund", "auto", "basis = entitlement")


def _agents_goodwill(rule: Rule) -> bool:
    return (rule.subject, rule.remedy, rule.mode) == ("tier:agent", "goodwill_credit", "auto")

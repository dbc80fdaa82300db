"""The budgets of a version, found by whom they bind and by what is summed for them. Immutable."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from hashlib import sha256

from remit.authority.budgets.budget import row
from remit.authority.engine.recent import Recent
from remit.authority.rules.conditions import holds
from remit.domain.policy.budgets import ANYTHING, Budget, Tally, sound, tally_of
from remit.domain.policy.questions import Facts, Question
from remit.domain.policy.windows import DAY, days_of, slot
from remit.domain.values import value


@value(frozen=True, slots=True)
class BudgetBook:
    """Budgets by id, in that order."""

    rows: Mapping[str, Budget] = field(default_factory=dict)
    by_subject: Mapping[str, tuple[Budget, ...]] = field(default_factory=dict)
    depths: Mapping[Tally, int | None] = field(default_factory=dict)
    """What is summed, each once, and how many days back it is asked for; None is all of them."""

    _binding: Recent[tuple[Budget, ...]] = field(default_factory=Recent, init=False, compare=False, repr=False)
    _summed: Recent[tuple[Tally, ...]] = field(default_factory=Recent, init=False, compare=False, repr=False)
    """What was found before, whatever the facts: matters are few, and so are subjects with budgets."""

    @property
    def tallies(self) -> Collection[Tally]:
        """What is summed."""
        return self.depths

    def binding(self, subjects: Iterable[str], question: Question) -> tuple[Budget, ...]:
        """The budgets of these subjects that could bind in this matter, by id."""
        bound = tuple([one for one in subjects if one in self.by_subject])
        if not bound:
            return ()
        matter = bound, question.remedy, question.currency, question.brand
        found = self._binding.or_ask(matter, lambda: self._speaking(bound, question))
        return tuple([one for one in found if not one.when or counted_under(one.when, question.facts)])

    def _speaking(self, subjects: Iterable[str], question: Question) -> tuple[Budget, ...]:
        return tuple(one for one in self.of(subjects) if _about(one, question))

    def of(self, subjects: Iterable[str]) -> list[Budget]:
        """Every budget of these subjects, by id."""
        return sorted((one for subject in subjects for one in self.by_subject.get(subject, ())), key=_by_id)

    def speaking_of(self, remedy: str, currency: str, brand: str) -> tuple[Tally, ...]:
        """What this matter is summed in, conditions aside."""
        matter = remedy, currency, brand
        return self._summed.or_ask(matter, lambda: tuple(one for one in self.tallies if one.speaks_of(*matter)))

    def counting(self, remedy: str, currency: str, brand: str, facts: Facts) -> list[Tally]:
        """What a case is summed in."""
        speaking = self.speaking_of(remedy, currency, brand)
        return [one for one in speaking if counted_under(one.when, facts)]

    def reaching_further_than(self, before: "BudgetBook") -> dict[Tally, int | None]:
        """Tallies whose sums have to be made afresh after `before`: the new ones, and those now asked further back."""
        known = before.depths
        return {tally: days for tally, days in self.depths.items() if tally not in known or _deeper(days, known[tally])}

    def since(self, tally: Tally, now: datetime) -> int:
        """The first slot that any budget could ask for."""
        days = self.depths.get(tally, 1)
        if days is None:
            return 0
        latest = slot(tally.grain, now, tally.zone)
        return latest if tally.grain != DAY else latest - days + 1

    def with_changes(self, added: Iterable[Budget], removed: Iterable[str]) -> "BudgetBook":
        """The book without `removed` by id, with `added` (which replace those of the same id)."""
        gone = set(removed)
        kept = {bid: one for bid, one in self.rows.items() if bid not in gone}
        return book({**kept, **{one.bid: one for one in added}}.values())


def book(budgets: Iterable[Budget]) -> BudgetBook:
    """A book of these."""
    rows = {one.bid: one for one in sorted(budgets, key=_by_id)}
    by_subject: dict[str, list[Budget]] = {}
    for one in rows.values():
        by_subject.setdefault(one.subject, []).append(one)
    return BudgetBook(rows, {subject: tuple(found) for subject, found in by_subject.items()}, _depths(rows.values()))


def counted_under(when: str, facts: Facts) -> bool:
    """Whether a condition lets a case count. In doubt it does: a missing fact frees nobody of a budget."""
    return not when or holds(when, facts) is not False


def digest(budget: Budget) -> int:
    """The budget's part in the hash of its version."""
    return int.from_bytes(sha256("\x1f".join(("budget", *row(budget), budget.guideline)).encode()).digest())


def _about(budget: Budget, question: Question) -> bool:
    """Only leaves out what cannot match, its condition aside; what the rest means, Casbin says."""
    matter = budget.currency == question.currency and budget.remedy in (ANYTHING, question.remedy)
    return matter and budget.brand in (ANYTHING, question.brand)


def _depths(budgets: Iterable[Budget]) -> dict[Tally, int | None]:
    found: dict[Tally, int | None] = {}
    for budget in filter(sound, budgets):
        tally, days = tally_of(budget), days_of(budget.window)
        if tally not in found or _deeper(days, found[tally]):
            found[tally] = days
    return found


def _deeper(days: int | None, than: int | None) -> bool:
    return than is not None and (days is None or days > than)


def _by_id(budget: Budget) -> str:
    return budget.bid

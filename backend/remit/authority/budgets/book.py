"""The budgets of a version, found by whom they bind and by what is summed for them. Immutable."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from remit.authority.budgets.budget import row
from remit.authority.rules.conditions import holds
from remit.domain.policy.budgets import ANYTHING, Budget, Tally, sound, tally_of
from remit.domain.policy.questions import Facts, Question
from remit.domain.policy.windows import days_of


@dataclass(frozen=True, slots=True)
class BudgetBook:
    """Budgets by id, in that order."""

    rows: Mapping[str, Budget] = field(default_factory=dict)
    by_subject: Mapping[str, tuple[Budget, ...]] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()
    """What is summed, each once."""

    def binding(self, subjects: Iterable[str], question: Question) -> tuple[Budget, ...]:
        """The budgets of these subjects that could bind in this matter, by id."""
        if not self.rows:
            return ()
        found = [one for subject in subjects for one in self.by_subject.get(subject, ()) if _about(one, question)]
        return tuple(sorted(found, key=_by_id))

    def counting(self, remedy: str, currency: str, brand: str, facts: Facts) -> Iterator[Tally]:
        """What a case is summed in. In doubt it counts: a missing fact never frees anybody of a budget."""
        for tally in self.tallies:
            if tally.speaks_of(remedy, currency, brand) and holds(tally.when, facts) is not False:
                yield tally

    def reaching_further_than(self, before: "BudgetBook") -> dict[Tally, int | None]:
        """Tallies whose sums have to be made afresh after `before`: the new ones, and those now asked further back.

        With how many days back; None is all of them.
        """
        known, wanted = _depths(before), _depths(self)
        return {tally: days for tally, days in wanted.items() if tally not in known or _deeper(days, known[tally])}

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
    tallies = tuple(dict.fromkeys(tally_of(one) for one in rows.values() if sound(one)))
    return BudgetBook(rows, {subject: tuple(found) for subject, found in by_subject.items()}, tallies)


def digest(budget: Budget) -> int:
    """The budget's part in the hash of its version."""
    return int.from_bytes(sha256("\x1f".join(("budget", *row(budget), budget.guideline)).encode()).digest())


def _about(budget: Budget, question: Question) -> bool:
    """Only leaves out what cannot match; what the rest means, Casbin says."""
    if budget.currency != question.currency or budget.remedy not in (ANYTHING, question.remedy):
        return False
    return budget.brand in (ANYTHING, question.brand) and holds(budget.when, question.facts) is not False


def _depths(of: BudgetBook) -> dict[Tally, int | None]:
    found: dict[Tally, int | None] = {}
    for budget in filter(sound, of.rows.values()):
        tally, days = tally_of(budget), days_of(budget.window)
        if tally not in found or _deeper(days, found[tally]):
            found[tally] = days
    return found


def _deeper(days: int | None, than: int | None) -> bool:
    return than is not None and (days is None or days > than)


def _by_id(budget: Budget) -> str:
    return budget.bid

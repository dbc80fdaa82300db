"""What a change does to budgets: which differ, what that says to people, and whether anybody gains by it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from remit.authority.budgets.spoken import most, scope
from remit.authority.drafts.budget_changes import key_of
from remit.authority.drafts.difference import Line
from remit.authority.engine.members import rungs, standing_of
from remit.domain.people import Person
from remit.domain.policy.budgets import Budget
from remit.domain.policy.questions import Tier
from remit.domain.values import value

Budgets = Mapping[str, Budget]


@value(frozen=True, slots=True)
class BudgetDifference:
    """Budgets added, removed, and changed (before, after), each by id."""

    added: tuple[Budget, ...]
    removed: tuple[Budget, ...]
    changed: tuple[tuple[Budget, Budget], ...]

    def moves(self) -> tuple[tuple[Budget, ...], tuple[str, ...]]:
        """The budgets that come, and the ids of those that go."""
        added = (*self.added, *(new for _, new in self.changed))
        return added, (*(one.bid for one in self.removed), *(old.bid for old, _ in self.changed))

    def raising(self) -> Iterator[Budget]:
        """The budgets by which somebody may gain: a budget only takes away, so those that go or allow more."""
        yield from self.removed
        yield from (new for old, new in self.changed if loosened(old, new))


def budget_difference(before: Budgets, after: Budgets) -> BudgetDifference:
    """What was added, removed and changed. An id that is about something else now is removed and added."""
    both = [bid for bid in sorted(before.keys() & after.keys()) if before[bid] != after[bid]]
    moved = {bid for bid in both if key_of(before[bid]) != key_of(after[bid])}
    return BudgetDifference(
        added=tuple(after[bid] for bid in sorted((after.keys() - before.keys()) | moved)),
        removed=tuple(before[bid] for bid in sorted((before.keys() - after.keys()) | moved)),
        changed=tuple((before[bid], after[bid]) for bid in both if bid not in moved),
    )


def loosened(before: Budget, after: Budget) -> bool:
    """Whether it may allow more; days that begin at another moment may."""
    return after.limit > before.limit or after.zone != before.zone


def budget_lines(found: BudgetDifference, names: Mapping[str, str]) -> tuple[Line, ...]:
    """The difference in words, by budget id."""
    said = [
        *(Line(one.bid, f"{scope(one, names)}: {most(one)}, removed", raises=True) for one in found.removed),
        *(Line(one.bid, f"{scope(one, names)}: {most(one)}, new", raises=False) for one in found.added),
        *(Line(new.bid, _moved(old, new, names), raises=loosened(old, new)) for old, new in found.changed),
    ]
    return tuple(sorted(said, key=_by_id))


def gains_by_budgets(before: Budgets, after: Budgets, person: Person, tiers: Iterable[Tier]) -> bool:
    """Whether this person may gain by the change: a budget of their own, their team's or their tier's allows more."""
    own = standing_of(person, rungs(tiers)).anywhere.own
    return any(one.subject in own for one in budget_difference(before, after).raising())


def _moved(before: Budget, after: Budget, names: Mapping[str, str]) -> str:
    if replace(before, guideline=after.guideline) == after:
        return f"{scope(after, names)}: {most(after)} as before, guideline reworded"
    if before.zone != after.zone:
        return f"{scope(after, names)}: {most(before)} → {most(after)}, by the clock of {after.zone}"
    return f"{scope(after, names)}: {most(before)} → {most(after)}"


def _by_id(line: Line) -> str:
    return line.rule

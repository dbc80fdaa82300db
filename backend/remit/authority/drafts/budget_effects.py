"""What a change of budgets does to people: whom it binds otherwise, how much it was and how much it would be."""

from collections.abc import Collection, Iterator, Mapping

from remit.authority.budgets.spoken import most, scope
from remit.authority.drafts.budget_difference import BudgetDifference, loosened
from remit.domain.people import Directory, Rung, tier_at, tiers_in
from remit.domain.policy.budgets import ANYTHING, Budget
from remit.domain.values import value


@value(frozen=True, slots=True)
class BudgetEffect:
    """A budget before and after; None is none, so that only limits hold."""

    before: Budget | None
    after: Budget | None
    who: tuple[str, ...]
    """Everybody whom it binds, by id."""

    @property
    def budget(self) -> Budget:
        """The budget that it is about, as it would be; one that goes away as it was."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def gains(self) -> bool:
        """Whether it may allow more: a budget only takes away, so one that goes does, and a new one does not."""
        if self.before is None or self.after is None:
            return self.after is None
        return loosened(self.before, self.after)


def budget_effects(found: BudgetDifference, people: Directory) -> Iterator[BudgetEffect]:
    """Each budget that is another, by id; one whose guideline was reworded is not."""
    pairs: list[tuple[Budget | None, Budget | None]] = [
        *((one, None) for one in found.removed),
        *((None, one) for one in found.added),
        *((old, new) for old, new in found.changed if (old.limit, old.zone) != (new.limit, new.zone)),
    ]
    effects = (BudgetEffect(old, new, _bound(new or old, people)) for old, new in pairs)
    yield from sorted(effects, key=lambda one: one.budget.bid)


def budget_sentence(effect: BudgetEffect, names: Mapping[str, str]) -> str:
    """ "Goodwill credit budget, agent, per agent a day (13 people): USD 100.00 → USD 120.00." """
    count = len(effect.who)
    people = "1 person" if count == 1 else f"{count} people"
    before, after = (most(one) if one else "no budget" for one in (effect.before, effect.after))
    return f"{scope(effect.budget, names)} ({people}): {before} → {after}."


def _bound(budget: Budget | None, people: Directory) -> tuple[str, ...]:
    """A budget binds its own tier, team or person; it is not inherited up the ladder."""
    kind, _, name = budget.subject.partition(":") if budget else ("", "", "")
    if kind == "user":
        person = people.get(name)
        return (name,) if person is not None and person.active else ()
    if budget is None or kind not in ("tier", "team"):
        return ()
    groups = people.groups.items()
    if kind == "team":
        return tuple(one for (_, team), ids in groups if team == name for one in ids)
    return tuple(one for (rung, _), ids in groups if name in _tiers(budget, rung) for one in ids)


def _tiers(budget: Budget, rung: Rung) -> Collection[str | None]:
    """The tiers of a rung where the budget's brand is concerned."""
    return tiers_in(rung) if budget.brand == ANYTHING else (tier_at(rung, budget.brand),)

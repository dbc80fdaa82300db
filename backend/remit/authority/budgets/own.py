"""Somebody's own budgets, and how they stand."""

from remit.authority.snapshot import Snapshot
from remit.domain.people import Person
from remit.domain.policy.budgets import ANYTHING, Budget, BudgetState, Keys, Spent, sound, state_of
from remit.domain.values import value


@value(frozen=True, slots=True)
class OwnBudget:
    """A budget that binds somebody; `state` None where it stands differently for every customer or order."""

    budget: Budget
    state: BudgetState | None

    def speaks_of(self, remedy: str, currency: str, brand: str) -> bool:
        """Whether it binds in this matter. Of limits for every brand (`*`) all of them do."""
        one = self.budget
        matter = one.currency == currency and one.remedy in (ANYTHING, remedy)
        return matter and (brand == ANYTHING or one.brand in (ANYTHING, brand))


def own_budgets(authority: Snapshot, person: Person, brand: str, spent: Spent) -> tuple[OwnBudget, ...]:
    """By budget id. Where one is for every brand, what is used of `brand` counts."""
    found = ((one, key_of(one, person, brand)) for one in bound(authority, person))
    return tuple(OwnBudget(one, state_of(one, spent.use(one, key)) if key else None) for one, key in found)


def bound(authority: Snapshot, person: Person) -> list[Budget]:
    """The budgets that bind somebody, whatever the case, by id."""
    found = authority.book.of(authority.subjects_of(person))
    if not person.brand_tiers:
        return found
    return [one for one in found if one.brand == ANYTHING or one.subject in authority.subjects_at(person, one.brand)]


def key_of(budget: Budget, person: Person, brand: str) -> str | None:
    """Whose sum it looks at, as far as that can be said without a case."""
    here = brand if budget.brand == ANYTHING else budget.brand
    return Keys(agent=person.id, team=person.team, brand=here).of(budget.per) if sound(budget) else None

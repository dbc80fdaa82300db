"""Changes of a draft to budgets, and the budgets that they make of those they start from."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from remit.authority.budgets.budget import InvalidBudget, checked
from remit.authority.rules.conditions import InvalidCondition
from remit.authority.rules.reasons import USUAL, require_reasons
from remit.domain.catalogue import Catalogue
from remit.domain.policy.budgets import AMOUNT, ANYTHING, Budget
from remit.domain.refusal import NotFound
from remit.domain.values import value

_NUMBERED = re.compile(r"B-([0-9]{1,15})")
Key = tuple[str, ...]
"""What makes two budgets the same one: see key_of."""


class UnknownBudget(NotFound):
    """A change speaks of a budget that is not there; `budget` names it, `index` which change it is."""

    name = "unknown-budget"
    title = "Unknown budget"


@value(frozen=True, slots=True, kw_only=True)
class SetBudget:
    """Set a budget. The same subject, remedy, currency, brand, per, window, measure and `when` is the same budget."""

    subject: str
    remedy: str
    currency: str
    per: str
    window: str
    limit: int
    measure: str = AMOUNT
    brand: str = ANYTHING
    zone: str | None = None
    """None keeps the zone that is there, else UTC."""
    when: str = ""
    guideline: str | None = None
    """None keeps the guideline that is there."""


@value(frozen=True, slots=True, kw_only=True)
class RemoveBudget:
    """Remove a budget by its id."""

    budget: str


def budgets_after(
    budgets: Mapping[str, Budget],
    changes: Iterable[object],
    knows: Callable[[str], bool],
    catalogue: Catalogue = USUAL,
) -> dict[str, Budget]:
    """The budgets after the changes, in order; changes of other things are passed over.

    Raises InvalidBudget and UnknownBudget with the `index` of the change.
    """
    after = dict(budgets)
    ids = {key_of(one): bid for bid, one in after.items()}
    last = max(map(_number, after), default=0)
    for index, change in enumerate(changes):
        try:
            if isinstance(change, RemoveBudget):
                ids.pop(key_of(_taken(after, change.budget)), None)
            elif isinstance(change, SetBudget):
                budget = _budget(change, f"B-{last + 1:04}")
                _require_reasons(budget, catalogue)
                bid = ids.setdefault(key_of(budget), budget.bid)
                _require_known(budget, bid in after or knows(budget.subject))
                last += bid == budget.bid
                after[bid] = _kept(replace(budget, bid=bid), change, after.get(bid))
        except (InvalidBudget, UnknownBudget) as refusal:
            refusal.members["index"] = index
            raise
    return after


def key_of(budget: Budget) -> Key:
    """Everything that a budget is about, but for its limit, zone and guideline."""
    b = budget
    return b.subject, b.remedy, b.currency, b.brand, b.per, b.window, b.measure, b.when


def _number(bid: str) -> int:
    match = _NUMBERED.fullmatch(bid)
    return int(match[1]) if match else 0


def _taken(budgets: dict[str, Budget], bid: str) -> Budget:
    if bid not in budgets:
        raise UnknownBudget(f"There is no budget {bid} to remove.", budget=bid)
    return budgets.pop(bid)


def _budget(change: SetBudget, bid: str) -> Budget:
    return checked(
        Budget(
            bid=bid,
            subject=change.subject,
            remedy=change.remedy,
            currency=change.currency,
            brand=change.brand,
            per=change.per,
            window=change.window,
            measure=change.measure,
            limit=change.limit,
            zone=change.zone or "UTC",
            when=change.when,
            guideline=change.guideline or "",
        )
    )


def _kept(budget: Budget, change: SetBudget, before: Budget | None) -> Budget:
    if before is None:
        return budget
    return replace(
        budget,
        zone=before.zone if change.zone is None else budget.zone,
        guideline=before.guideline if change.guideline is None else budget.guideline,
    )


def _require_known(budget: Budget, known: bool) -> None:
    if not known:
        raise InvalidBudget(f"There is no {budget.subject.replace(':', ' ', 1)}.", field="subject")


def _require_reasons(budget: Budget, catalogue: Catalogue) -> None:
    try:
        require_reasons(budget.when, catalogue)
    except InvalidCondition as wrong:
        raise InvalidBudget(wrong.detail, field="when") from wrong

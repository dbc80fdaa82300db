"""Budgets as shapes, and changes of budgets as values."""

from collections.abc import Mapping

from remit.api.shapes.budgets import BudgetRowOut, OwnBudgetOut, RemoveBudgetIn, SetBudgetIn
from remit.authority.budgets.own import OwnBudget
from remit.authority.budgets.spoken import sentence
from remit.authority.drafts.budget_changes import RemoveBudget, SetBudget
from remit.domain.policy.budgets import Budget
from remit.domain.requests.representation import moment


def budget_shape(budget: Budget, names: Mapping[str, str]) -> BudgetRowOut:
    """One budget; `names` says subjects aloud (see subject_names)."""
    said = {name: getattr(budget, name) for name in BudgetRowOut.model_fields if hasattr(budget, name)}
    return BudgetRowOut.model_validate({**said, "id": budget.bid, "sentence": sentence(budget, names)})


def own_budget_shape(one: OwnBudget, names: Mapping[str, str]) -> OwnBudgetOut:
    """One's own budget as it stands."""
    budget, state = one.budget, one.state
    return OwnBudgetOut.model_validate(
        {
            "id": budget.bid,
            "per": budget.per,
            "window": budget.window,
            "measure": budget.measure,
            "limit": budget.limit,
            "used": state.used if state else None,
            "left": state.left if state else None,
            "resets_at": moment(state.resets_at) if state else None,
            "zone": budget.zone,
            "sentence": sentence(budget, names),
        }
    )


def budget_change(one: SetBudgetIn | RemoveBudgetIn) -> SetBudget | RemoveBudget:
    """A change as it was sent."""
    if isinstance(one, RemoveBudgetIn):
        return RemoveBudget(budget=one.budget)
    return SetBudget(**{**one.model_dump(exclude={"change"}), "when": one.when or ""})


def change_fields(one: SetBudget | RemoveBudget) -> dict[str, object]:
    """A change as it is shown."""
    if isinstance(one, RemoveBudget):
        return {"change": "remove_budget", "budget": one.budget}
    return {
        "change": "set_budget",
        "subject": one.subject,
        "remedy": one.remedy,
        "currency": one.currency,
        "brand": one.brand,
        "per": one.per,
        "window": one.window,
        "measure": one.measure,
        "limit": one.limit,
        "zone": one.zone,
        "when": one.when,
        "guideline": one.guideline,
    }

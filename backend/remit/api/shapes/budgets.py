"""Budgets over HTTP."""

from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from remit.api.shapes.common import In, Out
from remit.domain.money import MAX_AMOUNT

Per = Literal["agent", "customer", "order", "team", "brand"]
Measure = Literal["amount", "count"]


class SetBudgetIn(In):
    """Set a budget; the same subject, remedy, currency, brand, per, window, measure and `when` is the same budget."""

    change: Literal["set_budget"]
    subject: Annotated[str, Field(max_length=100)]
    remedy: Annotated[str, Field(max_length=64, description="* is all of them together")]
    currency: Annotated[str, Field(max_length=3)]
    brand: Annotated[str, Field(max_length=64)] = "*"
    per: Annotated[str, Field(max_length=16, description="agent, customer, order, team or brand")]
    window: Annotated[str, Field(max_length=8, description="shift, day, week, month, ever, or so many days: 90d")]
    measure: Annotated[str, Field(max_length=16, description="amount or count")] = "amount"
    limit: Annotated[int, Field(ge=0, le=MAX_AMOUNT, description="minor units, or how many")]
    zone: Annotated[str | None, Field(max_length=64, description="whose midnight counts, for example UTC")] = None
    when: Annotated[str, Field(max_length=1000)] | None = None
    guideline: Annotated[str, Field(max_length=1000)] | None = None


class RemoveBudgetIn(In):
    """Remove a budget by its id."""

    change: Literal["remove_budget"]
    budget: Annotated[str, Field(max_length=64, validation_alias=AliasChoices("budget", "id"))]


class BudgetRowOut(Out):
    """One budget of a version. `limit` in minor units, or how many, as `measure` says."""

    id: str
    subject: str
    remedy: str
    currency: str
    brand: str
    per: Per
    window: str
    measure: Measure
    limit: int
    zone: str
    when: str
    guideline: str
    sentence: str


class BudgetOut(Out):
    """A budget that counted, and how it stood before."""

    id: str
    per: str
    window: str
    measure: str
    limit: int
    used: int
    left: int
    resets_at: str | None


class OwnBudgetOut(Out):
    """A budget that binds oneself. `used` and `left` are null where they are another's for every customer or order."""

    id: str
    per: Per
    window: str
    measure: Measure
    limit: int
    used: int | None
    left: int | None
    resets_at: str | None
    zone: str
    sentence: str

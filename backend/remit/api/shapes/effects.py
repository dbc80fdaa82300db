"""Who gains and who loses by a change, over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import Out, PersonOut


class ExampleOut(Out):
    """One request that is answered otherwise; in mode approve, one that the person is asked to approve."""

    amount: int
    reason: str
    channel: str | None
    order_age_days: int | None
    order_captured: int | None
    before: str
    after: str


class EffectOut(Out):
    """One kind of person. Amounts in minor units; 0 is nothing, null no limit. `by` is null where a limit goes away."""

    subject: str
    name: str
    people: int
    remedy: str
    currency: str
    brand: str
    mode: str
    when: str
    gains: bool
    before: int | None
    after: int | None
    by: int | None
    sentence: str
    somebody: Annotated[PersonOut | None, Field(description="one of them, to name")]
    example: ExampleOut | None


class BudgetEffectOut(Out):
    """One budget. `before` and `after` in minor units, or how many; null is none, so that only limits hold."""

    budget: str
    subject: str
    people: int
    remedy: str
    currency: str
    measure: Literal["amount", "count"]
    per: str
    window: str
    gains: bool
    before: int | None
    after: int | None
    sentence: str
    somebody: PersonOut | None


class EffectsOut(Out):
    """Everybody whom a change touches; `more`: there are others that are not told."""

    gaining: Annotated[int, Field(description="kinds of people, of those that are told")]
    losing: int
    people_gaining: Annotated[int, Field(description="people, by limits or budgets; many gain here and lose there")]
    people_losing: int
    more: bool
    items: list[EffectOut]
    budgets: list[BudgetEffectOut]

"""Who gains and who loses by a change, over HTTP."""

from remit.api.shapes.common import Out


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
    example: ExampleOut | None


class EffectsOut(Out):
    """Everybody whom a change touches; `more`: there are others that are not told."""

    gaining: int
    losing: int
    more: bool
    items: list[EffectOut]

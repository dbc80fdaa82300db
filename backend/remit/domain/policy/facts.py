"""The facts of a case: what conditions may ask about. What the caller says of the order is not among them."""

from datetime import datetime

from remit.domain.orders.order import Order
from remit.domain.policy.questions import Fact
from remit.domain.remedies import Reason


def facts_of(reason: Reason, channel: str | None, brand: str, order: Order | None, now: datetime) -> dict[str, Fact]:
    """Typed and declared (see authority.conditions); a fact that is not known is left out, never guessed."""
    facts: dict[str, Fact] = {"reason": reason.code, "basis": reason.basis, "brand": brand}
    if channel is not None:
        facts["channel"] = channel
    if order is not None:
        facts["order_age_days"] = max(0, (now - order.placed_at).days)
        facts["order_captured"] = order.captured
    return facts

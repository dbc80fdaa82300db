"""An order as the order system tells it: the source of customer, brand, currency, captured amount and facts."""

from datetime import datetime

from remit.domain.values import value


@value(frozen=True, slots=True)
class Customer:
    """Who bought. `segment` and `since` are None where the order system does not say."""

    id: str
    name: str
    segment: str | None = None
    since: datetime | None = None


@value(frozen=True, slots=True)
class Line:
    """One line of an order; `amount` in minor units of the order's currency, for the whole quantity."""

    sku: str
    name: str
    category: str
    quantity: int
    amount: int


@value(frozen=True, slots=True, kw_only=True)
class Order:
    """Amounts in minor units of `currency`; `refunded` is all that went back, by anyone.

    `payment` is the provider's own name of what was paid, where the order system knows it: Stripe's `pi_…` or `ch_…`.
    """

    id: str
    brand: str
    currency: str
    captured: int
    refunded: int
    placed_at: datetime
    customer: Customer
    lines: tuple[Line, ...] = ()
    payment: str | None = None


def refundable(order: Order, settled: int, held: int) -> int:
    """Captured − the larger of what the order says is refunded and what we settled − open holds; never below 0."""
    return max(0, order.captured - max(order.refunded, settled) - held)

"""The orders that the past was about: each sold before something went wrong with it."""

from datetime import datetime, timedelta
from random import Random

from remit.demo.customers import customers
from remit.demo.goods import basket, line_of
from remit.demo.limits import BRAND, CURRENCY
from remit.demo.shop import FIRST_ORDER, everyday_total
from remit.domain.orders.order import Customer, Order

_FIRST_CUSTOMER = 3_001
_CUSTOMERS = 6_000
_BEFORE = timedelta(days=60)
_SLOWEST = 18.0
"""Days between buying and complaining, at most."""


class OrderBook:
    """Makes orders, numbered down from the fresh ones: made newest first, so that older ones have lower numbers."""

    def __init__(self, seed: int, days: int, now: datetime) -> None:
        self._rng = Random(f"orders:{seed}")
        self._customers = customers(self._rng, _FIRST_CUSTOMER, _CUSTOMERS, now - timedelta(days=days) - _BEFORE)
        self._number = FIRST_ORDER

    def customer(self) -> Customer:
        """Somebody who writes or calls."""
        return self._customers[int(self._rng.random() * len(self._customers))]

    def known(self, place: int) -> Customer:
        """A certain customer, for a story."""
        return self._customers[place]

    def about(self, amount: int, at: datetime, share: int = 0, buyer: Customer | None = None) -> Order:
        """An order that this much is asked for at `at`; exactly `share` percent of it, where that is given."""
        rng = self._rng
        self._number -= 1
        if share:
            lines = basket(rng, -(-amount * 100 // share))
        else:
            lines = basket(rng, max(everyday_total(rng), amount), line_of(rng, amount))
        return Order(
            id=f"SO-{self._number}",
            brand=BRAND,
            currency=CURRENCY,
            captured=sum(line.amount for line in lines),
            refunded=0,
            placed_at=at - timedelta(days=0.5 + rng.random() ** 2 * _SLOWEST),
            customer=buyer or self.customer(),
            lines=lines,
        )

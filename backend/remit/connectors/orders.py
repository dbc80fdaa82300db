"""The order system as Remit sees it: one order by id, or a few that match."""

from typing import Protocol

from remit.domain.orders.order import Order
from remit.domain.refusal import Refusal


class OrderNotFound(Refusal):
    """The order system has no such order."""

    name = "order-not-found"
    title = "No such order"


class OrdersUnavailable(Refusal):
    """No clear answer from the order system, so nothing is granted on what it might have said."""

    name = "orders-unavailable"
    title = "The order system does not answer"


class Orders(Protocol):
    """Where orders come from: the source of customer, brand, currency, captured amount and facts."""

    async def get(self, order_id: str) -> Order:
        """The order as it is now. Raises OrderNotFound, OrdersUnavailable."""

    async def search(self, q: str, limit: int) -> list[Order]:
        """Orders by id, customer id or name; the most recent for an empty `q`. Raises OrdersUnavailable."""

    async def close(self) -> None:
        """Let go of files and connections."""


def no_such_order(order_id: str) -> OrderNotFound:
    """The refusal, with what to do next."""
    return OrderNotFound(f"There is no order {order_id!r}. Check the number, or search by the customer's name.")

"""Shopify as the payment provider: one refund per request, found again among the order's refunds by its note."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx

from remit.connectors.listing import CannotList
from remit.connectors.payments import no_answer, postponed, truest, unclear
from remit.connectors.shopify.admin import Admin, Throttled, Unanswered
from remit.connectors.shopify.parts import NotLeft, parts
from remit.connectors.shopify.queries import MOST_LISTED, ORDER, ORDERS, REFUND, SHOP
from remit.connectors.shopify.shapes import (
    OrderFoundShape,
    OrdersFoundShape,
    OrderShape,
    RefundCreateShape,
    RefundedOrderShape,
    ShopShape,
    marked,
)
from remit.connectors.web import PATIENCE_S, TROUBLE
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import FAILED, Instruction, Outcome
from remit.domain.execution.reconciling import Done

_MOST_PAGES = 100_000
"""Of ten orders each; a shop that goes on for longer does not end."""
_UNCLEAR = (Throttled, Unanswered, *TROUBLE)
_OF_THE_KEY = re.compile("idempoten|in progress|concurren|try again", re.IGNORECASE)
"""Refunds say errors in words only, without a code. These speak of our key, not of our refund."""


class _NoSuchOrder(ValueError):
    """The shop does not know the order."""


class ShopifyPayments:
    """Refunds in the shop at `url`, whose order ids ours are: the number, or the whole `gid://shopify/Order/…`."""

    name = "shopify"
    card = AdapterCard(
        key_window=timedelta(hours=24), remembers_4xx=False, checks_body=True, lists_by_request=True, fails_late=True
    )

    def __init__(self, url: str, token: str, client: httpx.AsyncClient, patience_s: float = PATIENCE_S) -> None:
        self._admin = Admin(url, token, client, patience_s)

    def home(self, _remedy: str) -> str:
        """Whatever is sent here."""
        return self.name

    async def execute(self, told: Instruction) -> Outcome:
        """Refund it, once per key, to the payments that the order was paid with."""
        try:
            order = await self._order(told)
            return _found(order, told.request_id, told) or await self._refunded(order, told)
        except (NotLeft, _NoSuchOrder) as refused:
            return Outcome(FAILED, error=str(refused))
        except _UNCLEAR as trouble:
            return _unknown(trouble)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The refund of this request among those of the order."""
        if told is None:
            return unclear("Shopify lists refunds by order: without the order there is no telling")
        try:
            return _found(await self._order(told), request_id, told)
        except _UNCLEAR as trouble:
            return _unknown(trouble)

    async def listed(self) -> list[Done]:
        """Every refund that was made from here, of all orders that the shop shows us. Raises CannotList."""
        try:
            return [
                refund.done(_number(order.id))
                async for order in self._orders()
                for refund in order.refunds
                if refund.request_id()
            ]
        except _UNCLEAR as trouble:
            raise CannotList(f"{_unknown(trouble).error}. Mend it, and compare again.") from trouble

    async def look(self) -> str:
        """Whether the shop answers and takes the token."""
        try:
            await self._admin.ask(SHOP, {}, ShopShape)
        except _UNCLEAR as trouble:
            return f"gives no clear answer: {_unknown(trouble).error}"
        return "answers"

    async def close(self) -> None:
        """Close the connections."""
        await self._admin.close()

    async def _orders(self) -> AsyncIterator[RefundedOrderShape]:
        """All orders, those that changed last first."""
        after: str | None = None
        for _ in range(_MOST_PAGES):
            page = (await self._admin.ask(ORDERS, {"after": after}, OrdersFoundShape)).orders
            for order in page.nodes:
                if len(order.refunds) >= MOST_LISTED:
                    message = f"{order.id} has more refunds than are listed at once"
                    raise Unanswered(message)
                yield order
            if not page.page_info.has_next_page:
                return
            after = page.page_info.end_cursor
        message = "the shop has more orders than are looked through"
        raise Unanswered(message)

    async def _order(self, told: Instruction) -> OrderShape:
        found = await self._admin.ask(ORDER, {"id": gid(told.order_id or "")}, OrderFoundShape)
        if found.order is None:
            message = f"no_such_order: the shop does not know {told.order_id}"
            raise _NoSuchOrder(message)
        if max(len(found.order.transactions), len(found.order.refunds)) >= MOST_LISTED:
            message = "the order has more transactions than are listed at once"
            raise Unanswered(message)
        return found.order

    async def _refunded(self, order: OrderShape, told: Instruction) -> Outcome:
        asked: dict[str, object] = {
            "orderId": order.id,
            "note": marked(told),
            "notify": False,
            "currency": told.currency,
            "transactions": parts(order, told),
        }
        said = await self._admin.ask(REFUND, {"input": asked, "key": told.key}, RefundCreateShape)
        made = said.refund_create
        if made.refund is not None:
            return made.refund.outcome(told)
        why = "; ".join(error.message for error in made.user_errors)
        if not why or _OF_THE_KEY.search(why):
            return unclear(f"Shopify made no refund: {why or 'it does not say why'}")
        # A final no, unless it is because of what we did ourselves meanwhile.
        return await self.find(told.request_id, told) or Outcome(FAILED, error=f"refused: {why}")


def gid(order_id: str) -> str:
    """The order as the Admin API names it."""
    return order_id if order_id.startswith("gid://") else f"gid://shopify/Order/{order_id}"


def _number(gid_of_order: str) -> str:
    """The order as our order system most likely names it."""
    return gid_of_order.rpartition("/")[2]


def _found(order: OrderShape, request_id: str, told: Instruction) -> Outcome | None:
    return truest([one.outcome(told) for one in order.refunds if one.request_id() == request_id])


def _unknown(trouble: Exception) -> Outcome:
    match trouble:
        case Throttled():
            return postponed("Shopify is busy", trouble.retry_after)
        case Unanswered() | _NoSuchOrder():
            return unclear(str(trouble))
    return no_answer(trouble)

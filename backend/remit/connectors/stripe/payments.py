"""Stripe as the payment provider: one refund per request, found again by its metadata."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import cast

import httpx
import stripe
from stripe.params import RefundCreateParams, RefundListParams

from remit.connectors.hints.stripe import REQUEST
from remit.connectors.listing import CannotList
from remit.connectors.orders import OrderNotFound, Orders, OrdersUnavailable
from remit.connectors.payments import no_answer, postponed, truest, unclear
from remit.connectors.stripe.amounts import NotAnAmount, to_stripe
from remit.connectors.stripe.shapes import PageShape, PaidShape, RefundShape, plain
from remit.connectors.stripe.wire import sdk
from remit.connectors.web import PATIENCE_S, TROUBLE
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import FAILED, Instruction, Outcome
from remit.domain.execution.reconciling import Done

_PAGE = 100
_MOST_PAGES = 10
_MOST_PAGES_OF_ALL = 10_000
_CHARGES = ("ch_", "py_")
_FINAL = (stripe.CardError, stripe.InvalidRequestError)
"""Said before anything moves: the payment is no longer refundable, the amount too much, the balance too low."""
_STUMBLED = (AttributeError, KeyError, TypeError)
"""What the SDK does on an answer of an unforeseen kind."""
_UNCLEAR = (stripe.StripeError, OrderNotFound, OrdersUnavailable, *TROUBLE, *_STUMBLED)


class NoPayment(ValueError):
    """Nobody says which payment at Stripe the order was paid with."""


class StripePayments:
    """Refunds at Stripe. What was paid for an order is its `payment`, as the order system names it."""

    name = "stripe"
    # Keys live for at least 24 hours and cover refusals as well (docs.stripe.com/api/idempotent_requests).
    card = AdapterCard(
        key_window=timedelta(hours=24), remembers_4xx=True, checks_body=True, lists_by_request=True, fails_late=True
    )

    def __init__(
        self, secret: str, url: str | None, client: httpx.AsyncClient, orders: Orders, patience_s: float = PATIENCE_S
    ) -> None:
        self._client = client
        self._stripe = sdk(secret, url, client, patience_s)
        self._orders = orders

    def home(self, _remedy: str) -> str:
        """Whatever is sent here."""
        return self.name

    async def execute(self, told: Instruction) -> Outcome:
        """Refund it, once per key."""
        try:
            paid = await self._paid(told)
            return await self._wrong_currency(paid, told) or await self._refunded(paid, told)
        except NotAnAmount as inexact:
            return Outcome(FAILED, error=f"not_an_amount: {inexact}")
        except _FINAL as refused:
            return await self._refusal(refused, told)
        except _UNCLEAR as trouble:
            return _unknown(trouble)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The refund of this request among those of the order's payment."""
        if told is None:
            return unclear("Stripe lists refunds by payment: without the order there is no telling")
        try:
            paid = await self._paid(told)
            found = [one async for one in self._refunds(paid) if one.request_id() == request_id]
        except _UNCLEAR as trouble:
            return _unknown(trouble)
        return truest([one.outcome(told) for one in found])

    async def listed(self) -> list[Done]:
        """Every refund that was made from here, as far back as Stripe goes. Raises CannotList."""
        try:
            return [one.done() async for one in self._refunds({}, _MOST_PAGES_OF_ALL) if one.request_id()]
        except _UNCLEAR as trouble:
            raise CannotList(f"{_unknown(trouble).error}. Mend it, and compare again.") from trouble

    async def look(self) -> str:
        """Whether Stripe answers and takes the key."""
        try:
            await self._stripe.v1.refunds.list_async({"limit": 1})
        except _UNCLEAR as trouble:
            return f"gives no clear answer: {_unknown(trouble).error}"
        return "answers"

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _paid(self, told: Instruction) -> dict[str, str]:
        """Which payment to refund, as Stripe is told it."""
        if told.order_id is None:
            raise NoPayment("there is no order")
        payment = (await self._orders.get(told.order_id)).payment
        if payment is None:
            message = f"the order system names no payment for {told.order_id}"
            raise NoPayment(message)
        return {"charge" if payment.startswith(_CHARGES) else "payment_intent": payment}

    async def _wrong_currency(self, paid: dict[str, str], told: Instruction) -> Outcome | None:
        """Stripe refunds in the currency of the payment, whatever we mean: look before money moves."""
        [(kind, payment)] = paid.items()
        v1 = self._stripe.v1
        found = await (v1.charges if kind == "charge" else v1.payment_intents).retrieve_async(payment)
        currency = PaidShape.model_validate(plain(found)).currency.upper()
        if currency == told.currency:
            return None
        return Outcome(FAILED, error=f"currency_mismatch: {payment} was paid in {currency}")

    async def _refunded(self, paid: dict[str, str], told: Instruction) -> Outcome:
        amount = to_stripe(told.amount, told.currency)
        notes = {REQUEST: told.request_id, "remit_reference": told.reference, "reason": told.reason}
        asked = cast("RefundCreateParams", {**paid, "amount": amount, "metadata": notes})
        said = await self._stripe.v1.refunds.create_async(asked, {"idempotency_key": told.key})
        return RefundShape.model_validate(plain(said)).outcome(told)

    async def _refusal(self, refused: stripe.StripeError, told: Instruction) -> Outcome:
        """A final no, unless it is because of what we did ourselves under a key that has been forgotten since."""
        # No such payment: then it has no refunds either, and asking for them is refused alike.
        done = None if refused.http_status == httpx.codes.NOT_FOUND else await self.find(told.request_id, told)
        return done or Outcome(FAILED, error=f"{refused.code or 'refused'}: {refused.user_message}")

    async def _refunds(self, paid: dict[str, str], pages: int = _MOST_PAGES) -> AsyncIterator[RefundShape]:
        """Every refund of the payment, or of all. Raises ValueError rather than to stop short of the end."""
        after: dict[str, str] = {}
        for _ in range(pages):
            asked = cast("RefundListParams", {**paid, "limit": _PAGE, **after})
            page = PageShape.model_validate(plain(await self._stripe.v1.refunds.list_async(asked)))
            for one in page.data:
                yield one
            if not page.has_more or not page.data:
                return
            after = {"starting_after": page.data[-1].id}
        message = f"more than {pages * _PAGE} refunds"
        raise ValueError(message)


def _unknown(trouble: Exception) -> Outcome:
    """Whatever else comes back may have happened or not: Stripe's own word for its 5xx is indeterminate."""
    match trouble:
        case stripe.RateLimitError():
            return postponed("Stripe is busy (429)", str((trouble.headers or {}).get("retry-after", "")))
        case stripe.AuthenticationError() | stripe.PermissionError():
            return unclear(f"Stripe does not take our key ({trouble.http_status}): look at REMIT_PAYMENTS_SECRET")
        case stripe.IdempotencyError():
            return unclear("Stripe has had our key with another body: somebody has to look at it")
        case stripe.StripeError():
            return unclear(f"no clear answer from Stripe ({trouble.http_status or type(trouble).__name__})")
        case OrderNotFound() | OrdersUnavailable() | NoPayment():
            return unclear(f"what was paid cannot be told: {trouble}")
    return no_answer(trouble)

"""What Stripe says of a refund and of a payment, checked strictly."""

from typing import Annotated, Literal

import stripe
from pydantic import BaseModel, ConfigDict, Field

from remit.connectors.hints.stripe import REQUEST
from remit.connectors.payments import unclear
from remit.connectors.stripe.amounts import NotAnAmount, from_stripe
from remit.domain.execution.execution import FAILED, SUCCEEDED, UNKNOWN, Instruction, Outcome
from remit.domain.execution.reconciling import Done

Text = Annotated[str, Field(min_length=1, max_length=256)]
Currency = Annotated[str, Field(pattern="^[a-z]{3}$")]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class RefundShape(_Shape):
    """A refund."""

    id: Text
    object: Literal["refund"]
    amount: Annotated[int, Field(gt=0)]
    currency: Currency
    status: Literal["pending", "requires_action", "succeeded", "failed", "canceled"] | None = None
    failure_reason: str | None = None
    metadata: dict[str, str] | None = None

    def request_id(self) -> str | None:
        """Whose it is; None for one that was not made here."""
        return (self.metadata or {}).get(REQUEST)

    def outcome(self, told: Instruction | None) -> Outcome:
        """`pending` is accepted: the bank may take days, and may still refuse. Then it is looked at again."""
        if told is not None and not self._is_of(told):
            return unclear(f"Stripe speaks of {self.amount} {self.currency}", self.id)
        if self.status in ("succeeded", "pending"):
            return Outcome(SUCCEEDED, self.id)
        if self.status in ("failed", "canceled"):
            return Outcome(FAILED, self.id, f"{self.status}: {self.failure_reason or 'no reason given'}")
        return unclear(f"Stripe says {self.status}", self.id)

    def done(self) -> Done:
        """The same as a line of Stripe's list. Raises NotAnAmount."""
        currency, notes, word = self.currency.upper(), self.metadata or {}, self.outcome(None).state
        return Done(
            reference=self.id,
            status="pending" if word == UNKNOWN or self.status == "pending" else word,
            amount=from_stripe(self.amount, currency),
            currency=currency,
            request_id=notes[REQUEST],
            reason=notes.get("reason"),
        )

    def _is_of(self, told: Instruction) -> bool:
        currency = self.currency.upper()
        try:
            return (from_stripe(self.amount, currency), currency) == (told.amount, told.currency)
        except NotAnAmount:
            return False


class PaidShape(_Shape):
    """A payment intent or a charge, as far as a refund of it needs to know."""

    id: Text
    currency: Currency


class PageShape(_Shape):
    """A page of refunds."""

    data: list[RefundShape]
    has_more: bool


def plain(said: object) -> object:
    """What the SDK made of an answer, as JSON again; an answer of another kind it passes on as it is."""
    return said.to_dict() if isinstance(said, stripe.StripeObject) else said

"""What an order system or a payment provider may say over HTTP, checked strictly: nothing is coerced."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from remit.domain.execution.reconciling import Done
from remit.domain.money import MAX_AMOUNT
from remit.domain.orders.order import Customer, Line, Order

Text = Annotated[str, Field(min_length=1, max_length=256)]
Minor = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Brand = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class _Shape(BaseModel):
    """Strict in what it knows, patient with fields that it does not: others may add some."""

    model_config = ConfigDict(strict=True, extra="ignore")


class CustomerShape(_Shape):
    """Who bought."""

    id: Text
    name: Text
    segment: str | None = None
    since: AwareDatetime | None = None


class LineShape(_Shape):
    """One line of an order."""

    sku: Text
    name: Text
    category: str
    quantity: Annotated[int, Field(ge=0)]
    amount: Minor


class OrderShape(_Shape):
    """The answer to `GET /orders/{id}`."""

    id: Text
    brand: Brand
    currency: Currency
    captured: Minor
    refunded: Minor
    placed_at: AwareDatetime
    customer: CustomerShape
    lines: list[LineShape] = []
    payment: Text | None = None

    def order(self) -> Order:
        """The same as a value of the domain."""
        who = self.customer
        return Order(
            id=self.id,
            brand=self.brand,
            currency=self.currency,
            captured=self.captured,
            refunded=self.refunded,
            placed_at=self.placed_at,
            customer=Customer(who.id, who.name, who.segment, who.since),
            lines=tuple(Line(one.sku, one.name, one.category, one.quantity, one.amount) for one in self.lines),
            payment=self.payment,
        )


class FailureShape(_Shape):
    """Why an execution failed; only a `final` failure is believed."""

    code: str
    message: str = ""
    final: bool = False


class ExecutionShape(_Shape):
    """The answer to `POST /executions`, and one item of the look-up."""

    id: Text
    status: Literal["succeeded", "pending", "failed"]
    amount: Minor
    currency: Currency
    failure: FailureShape | None = None


class FoundShape(ExecutionShape):
    """One item of the look-up."""

    request_id: Text
    order_id: str | None = None
    customer_id: str | None = None
    remedy: str | None = None
    reason: str | None = None
    requested_by: str | None = None

    def done(self) -> Done:
        """The same as a line of the provider's list."""
        return Done(
            reference=self.id,
            status=self.status,
            amount=self.amount,
            currency=self.currency,
            request_id=self.request_id,
            order_id=self.order_id,
            customer_id=self.customer_id,
            remedy=self.remedy,
            reason=self.reason,
            caller=self.requested_by,
        )


class FoundListShape(_Shape):
    """The answer to `GET /executions?request_id=…`."""

    items: list[FoundShape]

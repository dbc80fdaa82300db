"""What Shopify says of an order, its transactions and its refunds, checked strictly."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from remit.connectors.hints.shopify import MARK
from remit.connectors.payments import unclear
from remit.connectors.shopify.amounts import from_decimal
from remit.domain.execution.execution import FAILED, SUCCEEDED, Instruction, Outcome
from remit.domain.execution.reconciling import Done

Text = Annotated[str, Field(min_length=1, max_length=256)]
_MOVED = frozenset({"SUCCESS", "PENDING", "AWAITING_RESPONSE"})
"""Done, or accepted: the bank may take days over it, and may still refuse."""
_NOT_MOVED = frozenset({"FAILURE", "ERROR"})


def marked(told: Instruction) -> str:
    """The note of a refund: for the shop's people, and to find it again."""
    return f"Remit {told.reference}, {told.reason} [remit {told.request_id}]"


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", alias_generator=to_camel)


class MoneyShape(_Shape):
    """An amount in the currency that the customer paid in."""

    amount: str
    currency_code: Annotated[str, Field(pattern="^[A-Z]{3}$")]

    def minor(self) -> int:
        """In minor units. Raises ValueError."""
        return from_decimal(self.amount, self.currency_code)


class BagShape(_Shape):
    """An amount in both currencies; only the customer's counts."""

    presentment_money: MoneyShape


class ParentShape(_Shape):
    """Which transaction a refund is of."""

    id: Text


class TransactionShape(_Shape):
    """One movement of money on an order."""

    id: Text
    kind: str
    status: str
    gateway: str | None = None
    parent_transaction: ParentShape | None = None
    amount_set: BagShape


class TransactionsShape(_Shape):
    """Those of one refund."""

    nodes: list[TransactionShape]


class RefundShape(_Shape):
    """A refund."""

    id: Text
    note: str | None = None
    transactions: TransactionsShape

    def request_id(self) -> str | None:
        """Whose it is; None for one that was not made here."""
        found = MARK.search(self.note or "")
        return found[1] if found else None

    def done(self, order_id: str) -> Done:
        """A line of what the shop did, for one that was made here. Raises ValueError where it makes no sense."""
        moves = self.transactions.nodes
        [currency] = {move.amount_set.presentment_money.currency_code for move in moves}
        states = {move.status for move in moves}
        status = "succeeded" if states == {"SUCCESS"} else "pending" if states & _MOVED else FAILED
        amount = sum(move.amount_set.presentment_money.minor() for move in moves)
        return Done(
            reference=self.id,
            status=status,
            amount=amount,
            currency=currency,
            request_id=self.request_id() or "",
            order_id=order_id,
            remedy="refund",
        )

    def outcome(self, told: Instruction | None) -> Outcome:
        """By its transactions: all of them moved, or none, and together our amount; else it is not clear."""
        moves = self.transactions.nodes
        states = {move.status for move in moves}
        if told is not None and not all(
            move.amount_set.presentment_money.currency_code == told.currency for move in moves
        ):
            return unclear("Shopify refunded another currency", self.id)
        total = sum(move.amount_set.presentment_money.minor() for move in moves)
        if told is not None and total != told.amount:
            return unclear(f"Shopify speaks of {total} {told.currency}", self.id)
        if moves and states <= _MOVED:
            return Outcome(SUCCEEDED, self.id)
        if moves and states <= _NOT_MOVED:
            return Outcome(FAILED, self.id, f"refund_failed: {', '.join(sorted(states))}")
        return unclear(f"Shopify says {', '.join(sorted(states)) or 'nothing'}", self.id)


class OrderShape(_Shape):
    """An order, as far as refunding needs to know."""

    id: Text
    transactions: list[TransactionShape]
    refunds: list[RefundShape]


class OrderFoundShape(_Shape):
    """The answer to ORDER."""

    order: OrderShape | None


class RefundedOrderShape(_Shape):
    """An order with what was refunded of it."""

    id: Text
    refunds: list[RefundShape]


class PageShape(_Shape):
    """Whether there is more, and after what."""

    has_next_page: bool
    end_cursor: str | None = None


class OrdersShape(_Shape):
    """One page of orders."""

    page_info: PageShape
    nodes: list[RefundedOrderShape]


class OrdersFoundShape(_Shape):
    """The answer to ORDERS."""

    orders: OrdersShape


class UserErrorShape(_Shape):
    """Why Shopify will not."""

    message: str


class RefundedShape(_Shape):
    """What `refundCreate` came to."""

    refund: RefundShape | None
    user_errors: list[UserErrorShape]


class RefundCreateShape(_Shape):
    """The answer to REFUND."""

    refund_create: RefundedShape


class NameShape(_Shape):
    """The shop."""

    name: str


class ShopShape(_Shape):
    """The answer to SHOP."""

    shop: NameShape

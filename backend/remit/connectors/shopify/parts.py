"""Which payments of an order a refund goes back to: each takes no more than what is left of it."""

from collections import Counter
from collections.abc import Iterable

from remit.connectors.shopify.amounts import to_decimal
from remit.connectors.shopify.shapes import OrderShape, TransactionShape
from remit.domain.execution.execution import Instruction

_PAID = frozenset({"SALE", "CAPTURE"})
_GONE = frozenset({"SUCCESS", "PENDING", "AWAITING_RESPONSE"})


class NotLeft(ValueError):
    """Less is left on the order than is to be refunded, or it was paid in another currency."""


def parts(order: OrderShape, told: Instruction) -> list[dict[str, object]]:
    """The transactions of the refund, oldest payment first. Raises NotLeft."""
    paid = [one for one in order.transactions if one.kind in _PAID and one.status == "SUCCESS"]
    if any(one.amount_set.presentment_money.currency_code != told.currency for one in paid):
        message = f"currency_mismatch: the order was not paid in {told.currency}"
        raise NotLeft(message)
    back, rest, made = _back(order.transactions), told.amount, []
    for payment in paid:
        share = min(rest, payment.amount_set.presentment_money.minor() - back[payment.id])
        if share > 0:
            rest -= share
            made.append(_part(order, payment, to_decimal(share, told.currency)))
    if rest:
        message = f"exceeds_captured: {told.amount - rest} is left of what was captured"
        raise NotLeft(message)
    return made


def _back(transactions: Iterable[TransactionShape]) -> Counter[str]:
    """What has gone back already, by payment; also what was refunded by others."""
    back: Counter[str] = Counter()
    for one in transactions:
        if one.kind == "REFUND" and one.status in _GONE and one.parent_transaction is not None:
            back[one.parent_transaction.id] += one.amount_set.presentment_money.minor()
    return back


def _part(order: OrderShape, payment: TransactionShape, amount: str) -> dict[str, object]:
    part: dict[str, object] = {"orderId": order.id, "parentId": payment.id, "kind": "REFUND", "amount": amount}
    return {**part, "gateway": payment.gateway} if payment.gateway else part

"""What a customer can be given, and why: the remedies and the reason codes of the trade."""

from remit.domain.values import value

REMEDIES: dict[str, str] = {
    "refund": "Refund",
    "replacement": "Replacement",
    "goodwill_credit": "Goodwill credit",
    "returnless_refund": "Returnless refund",
    "fee_waiver": "Fee waiver",
    "subscription_change": "Subscription change",
    "discount": "Discount",
    "payment_extension": "Payment extension",
}
"""Remedy -> what people call it. Every remedy has a money value, its cost to the company."""

NEEDS_ORDER = frozenset({"refund", "returnless_refund", "replacement", "discount", "fee_waiver"})
"""Remedies given on an order; together they never exceed what was captured on it."""

RETURNS_MONEY = frozenset({"refund", "returnless_refund", "discount", "fee_waiver"})
"""Remedies that pay back what was captured on the order; the others cost money, but move none at a payment provider."""

CHANNELS = ("phone", "chat", "email", "store", "social", "other")

ENTITLEMENT = "entitlement"
GOODWILL = "goodwill"


@value(frozen=True, slots=True)
class Reason:
    """A reason code; `basis` says whether it is owed (`entitlement`) or a gesture (`goodwill`)."""

    code: str
    title: str
    basis: str
    note_required: bool = False
    retired: bool = False
    """Nobody asks with it any more; what was asked keeps it."""


_OWED = {
    "DAMAGED_DEFECTIVE": "Damaged or defective",
    "WRONG_ITEM": "Wrong item",
    "MISSING_ITEMS": "Missing items",
    "NOT_DELIVERED": "Not delivered",
    "DELIVERED_NOT_RECEIVED": "Delivered, but not received",
    "LOST_IN_TRANSIT": "Lost in transit",
    "LATE_DELIVERY": "Late delivery",
    "CANCELLED_BUT_SHIPPED": "Cancelled, but shipped",
    "BILLING_ERROR": "Billing error",
    "DUPLICATE_CHARGE": "Charged twice",
    "FEE_CHARGED_INCORRECTLY": "Fee charged incorrectly",
    "TAX_ERROR": "Tax error",
    "RENEWAL_UNINTENDED": "Renewal not intended",
    "RETURN_RECEIVED": "Return received",
    "RETURN_NO_SCAN": "Return sent, but not scanned",
    "SERVICE_OUTAGE": "Service outage",
}
_GESTURE = {
    "POOR_SERVICE": "Poor service",
    "LONG_WAIT": "Long wait",
    "REPEAT_CONTACT": "Had to contact us again",
    "PRICE_MATCH": "Price match",
    "PROMO_MISSED": "Promotion missed",
    "HARDSHIP": "Hardship",
    "BEREAVEMENT": "Bereavement",
    "LOYALTY": "Loyalty",
    "CUSTOMER_ERROR": "Customer's own mistake",
    "RETENTION_SAVE": "To keep the customer",
    "PRODUCT_SAFETY": "Product safety",
    "OTHER": "Other",
}

REASONS: dict[str, Reason] = {
    **{code: Reason(code, title, ENTITLEMENT) for code, title in _OWED.items()},
    **{code: Reason(code, title, GOODWILL, note_required=code == "OTHER") for code, title in _GESTURE.items()},
}


def reason_title(code: str) -> str:
    """What people call a reason; one of an organisation's own by the words of its code."""
    known = REASONS.get(code)
    return known.title if known else code.replace("_", " ").capitalize()

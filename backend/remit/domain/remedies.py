"""What a customer can be given, and why: the remedies and the reason codes of the trade."""

from dataclasses import dataclass

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

CHANNELS = ("phone", "chat", "email", "store", "social", "other")

ENTITLEMENT = "entitlement"
GOODWILL = "goodwill"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code; `basis` says whether it is owed (`entitlement`) or a gesture (`goodwill`)."""

    code: str
    title: str
    basis: str
    note_required: bool = False


def _title(code: str) -> str:
    return code.replace("_", " ").capitalize()


_OWED = """DAMAGED_DEFECTIVE WRONG_ITEM MISSING_ITEMS NOT_DELIVERED DELIVERED_NOT_RECEIVED LOST_IN_TRANSIT
LATE_DELIVERY CANCELLED_BUT_SHIPPED BILLING_ERROR DUPLICATE_CHARGE FEE_CHARGED_INCORRECTLY TAX_ERROR RENEWAL_UNINTENDED
RETURN_RECEIVED RETURN_NO_SCAN SERVICE_OUTAGE""".split()
_GESTURE = """POOR_SERVICE LONG_WAIT REPEAT_CONTACT PRICE_MATCH PROMO_MISSED HARDSHIP BEREAVEMENT LOYALTY
CUSTOMER_ERROR RETENTION_SAVE PRODUCT_SAFETY OTHER""".split()

REASONS: dict[str, Reason] = {
    **{code: Reason(code, _title(code), ENTITLEMENT) for code in _OWED},
    **{code: Reason(code, _title(code), GOODWILL, note_required=code == "OTHER") for code in _GESTURE},
}

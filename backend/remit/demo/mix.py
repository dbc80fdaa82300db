"""The mix: how often which remedy, for which reason, by which channel; and what agents write beside it."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random


class Weighted:
    """Words to draw from, some more often than others."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._words: Sequence[str] = tuple(weights)
        self._cumulative = list(accumulate(weights.values()))

    def draw(self, rng: Random) -> str:
        """One word."""
        return self._words[bisect(self._cumulative, rng.random() * self._cumulative[-1])]


REMEDIES = Weighted(
    {
        "refund": 66,
        "returnless_refund": 4,
        "goodwill_credit": 22,
        "discount": 3,
        "replacement": 5.5,
        "subscription_change": 3,
        "payment_extension": 1,
        "fee_waiver": 3,
    }
)
TRAINEE_REMEDIES = Weighted({"replacement": 3, "subscription_change": 1})
"""What a trainee may give alone."""
GENEROUS_REMEDIES = Weighted({"goodwill_credit": 92, "refund": 8})
"""What the one agent gives who makes up for everything with credit."""

CHANNELS = Weighted({"phone": 36, "chat": 34, "email": 24, "social": 4, "store": 2})
LIVE = frozenset({"phone", "chat", "store"})

_PARCEL = {"LATE_DELIVERY": 9, "NOT_DELIVERED": 10, "DELIVERED_NOT_RECEIVED": 8, "LOST_IN_TRANSIT": 7}
REASONS: Mapping[str, Weighted] = {
    "refund": Weighted(
        {
            **_PARCEL,
            "DAMAGED_DEFECTIVE": 18,
            "WRONG_ITEM": 9,
            "MISSING_ITEMS": 8,
            "RETURN_RECEIVED": 14,
            "RETURN_NO_SCAN": 3,
            "BILLING_ERROR": 4,
            "DUPLICATE_CHARGE": 3,
            "CANCELLED_BUT_SHIPPED": 3,
            "POOR_SERVICE": 2,
            "CUSTOMER_ERROR": 2,
        }
    ),
    "returnless_refund": Weighted({"DAMAGED_DEFECTIVE": 6, "WRONG_ITEM": 4}),
    "goodwill_credit": Weighted(
        {
            "LATE_DELIVERY": 6,
            "POOR_SERVICE": 7,
            "LONG_WAIT": 6,
            "REPEAT_CONTACT": 5,
            "LOYALTY": 4,
            "SERVICE_OUTAGE": 2,
            "OTHER": 1,
        }
    ),
    "discount": Weighted({"PRICE_MATCH": 6, "PROMO_MISSED": 4}),
    "replacement": Weighted({"DAMAGED_DEFECTIVE": 6, "WRONG_ITEM": 4, "MISSING_ITEMS": 3, "LOST_IN_TRANSIT": 2}),
    "subscription_change": Weighted({"RETENTION_SAVE": 5, "RENEWAL_UNINTENDED": 3, "SERVICE_OUTAGE": 2, "HARDSHIP": 1}),
    "payment_extension": Weighted({"HARDSHIP": 6, "BEREAVEMENT": 1}),
    "fee_waiver": Weighted({"FEE_CHARGED_INCORRECTLY": 4, "LONG_WAIT": 2, "CUSTOMER_ERROR": 2}),
}
STRIKE_REASONS = Weighted(_PARCEL)
"""What everything was about while the carriers were on strike."""
STRUCK = frozenset({"refund", "replacement", "goodwill_credit"})

NOTES = (
    "Second call about this; wants it sorted today.",
    "Photos are on the ticket.",
    "Tracking stopped at the depot five days ago.",
    "Long-standing customer, very polite about it.",
    "Our system shows the same charge twice.",
    "Asked for a manager; I said I would sort it out.",
    "It is a gift and the birthday is on Saturday.",
    "Promised by a colleague last week.",
)
COMMENTS = ("Go ahead.", "Clear case.", "Thanks for checking.", "Right call.", "Please add the photos to the order.")
REFUSED = (
    "The carrier says it arrives tomorrow; call them back if it does not.",
    "They had the same last month; offer a replacement instead.",
    "Outside the return window by three months; explain it kindly.",
    "The fee is correct: the plan changed on their side.",
)
OFFERED = (
    "This covers the part that went wrong.",
    "Half now; the rest if the parcel is found lost.",
    "Meet in the middle.",
)
ASKED = (("Is the old one coming back?", "Yes, the label is sent."), ("Which of the two charges?", "The second one."))
TAKEN_BACK = ("Customer is happy with the explanation.", "The parcel turned up.", "Asked for the wrong order.")

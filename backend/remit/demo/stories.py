"""What is planted in the past for people to find: nobody who comes first in a tier or role is in any of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from remit.demo.chronicle import Chronicle
from remit.demo.wishes import Wish
from remit.domain.people import Person

GENEROUS = 4
"""The agent (by place in the tier) who gives four times the goodwill of anybody else."""
_SPLITTER = 6
_CLAIMS = ((3, 38_00), (14, 44_50), (23, 31_90), (37, 46_00), (52, 42_75))
"""Days ago, and amount: one customer whose parcels never arrive."""
_CLAIMED_AT = (2, 5, 8, 9, 11)


def splitting(chronicle: Chronicle, agents: Sequence[Person], now: datetime) -> None:
    """Four refunds of 49.00 on one order within the hour, each a dollar under the limit."""
    began = now - timedelta(days=9, hours=3)
    order = chronicle.book.about(219_00, began)
    for place in reversed(range(4)):
        at = began + timedelta(minutes=11 * place)
        chronicle.write(at, agents[_SPLITTER], Wish("refund", "DAMAGED_DEFECTIVE", 49_00), order)


def never_arrives(chronicle: Chronicle, agents: Sequence[Person], days: int, now: datetime) -> None:
    """Five claims of one customer in sixty days, each with another agent, so that nobody noticed."""
    customer = chronicle.book.known(0)
    for (ago, amount), place in zip(_CLAIMS, _CLAIMED_AT, strict=True):
        if ago >= days:
            continue
        at = now - timedelta(days=ago, hours=2)
        reason = "DELIVERED_NOT_RECEIVED" if place % 2 else "LOST_IN_TRANSIT"
        order = chronicle.book.about(amount, at, buyer=customer)
        chronicle.write(at, agents[place], Wish("refund", reason, amount), order)

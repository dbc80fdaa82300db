"""What waits when the demo begins: nobody is on yet, so it is offered to whoever comes first and can finish it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from remit.demo.chronicle import Chronicle, Contact
from remit.demo.lives import Life
from remit.demo.wishes import Wish
from remit.domain.people import Person

Floor = Mapping[str, Sequence[Person]]
"""By tier, in their order. Nobody here is the first of a tier."""


class _Left(NamedTuple):
    """Who asked (tier, and place in it), so many seconds ago."""

    tier: str
    place: int
    ago: int
    wish: Wish
    contact: Contact


_PENDING = (
    _Left(
        "agent",
        1,
        65,
        Wish("refund", "DAMAGED_DEFECTIVE", 89_00),
        Contact("phone", "On the line; photos are on the ticket."),
    ),
    _Left("agent", 3, 110, Wish("goodwill_credit", "LONG_WAIT", 40_00), Contact("chat", "Third transfer in one day.")),
    _Left("trainee", 1, 190, Wish("refund", "WRONG_ITEM", 32_50), Contact("chat", "Got the blue one, wanted green.")),
    _Left(
        "senior", 2, 245, Wish("replacement", "DAMAGED_DEFECTIVE", 349_00), Contact("phone", "Needs it by Saturday.")
    ),
    _Left(
        "agent", 7, 560, Wish("refund", "NOT_DELIVERED", 640_00), Contact("email", "Tracking stopped five days ago.")
    ),
    _Left(
        "senior", 4, 1_490, Wish("refund", "BILLING_ERROR", 2_480_00), Contact("email", "Charged for the whole office.")
    ),
)
"""For a lead, a lead, a lead, a lead, a duty manager, and the director."""
_ASKED_BACK = _Left(
    "agent", 10, 1_130, Wish("refund", "RETURN_NO_SCAN", 174_00), Contact("email", "The depot has no scan of it.")
)
_OFFERED = _Left(
    "senior", 5, 860, Wish("goodwill_credit", "REPEAT_CONTACT", 75_00), Contact("email", "Fourth contact, one promise.")
)
_LATER = timedelta(seconds=95)


def leave(chronicle: Chronicle, people: Sequence[Person], now: datetime) -> None:
    """Eight requests of the last half hour: six wait for a yes, one for an answer, one for the agent's own word."""
    floor = {tier: [one for one in people if one.tier == tier] for tier in ("trainee", "agent", "senior", "lead")}
    # In order of time, since each draws on budgets after those before it.
    for left in sorted((*_PENDING, _ASKED_BACK, _OFFERED), key=lambda one: -one.ago):
        life = _begun(chronicle, floor, left, now)
        if left is _ASKED_BACK:
            asked = "Does the customer have the drop-off receipt?"
            life.wonder(floor["lead"][1], life.request.created_at + _LATER, asked)
        elif left is _OFFERED:
            said = "This fits the trouble; ask me again if they call a fifth time."
            life.offer(floor["lead"][2], life.request.created_at + _LATER, 45_00, said)
        chronicle.leave(life)


def _begun(chronicle: Chronicle, floor: Floor, left: _Left, now: datetime) -> Life:
    return chronicle.open(now - timedelta(seconds=left.ago), floor[left.tier][left.place], left.wish, left.contact)

"""What a request reserves on its order while it is alive: pending, then posted or released, once."""

from dataclasses import replace

from remit.domain.money import spoken
from remit.domain.orders.order import Order, refundable
from remit.domain.refusal import Refusal
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.requests.request import SETTLED, Request
from remit.domain.values import value

HELD, POSTED, RELEASED = "pending", "posted", "released"


class OverCaptured(Refusal):
    """More than is left of what was captured on the order; `refundable` says how much is.

    `passing`: it may fit in a moment. What is being given back right now may be among what the order says is refunded
    and still be held by us; until the outcome is written it counts twice, because once might be too little.
    """

    name = "over-captured"
    title = "More than is left on the order"
    passing = False


@value(frozen=True, slots=True)
class Hold:
    """An amount reserved on an order by a request."""

    request_id: str
    order_id: str
    amount: int
    state: str


@value(frozen=True)
class Sums:
    """What requests have taken from one order: settled, and still held."""

    settled: int = 0
    held: int = 0


def hold_of(request: Request) -> Hold | None:
    """The hold that follows from the request's state; None where it reserves nothing."""
    if request.order_id is None or request.remedy not in NEEDS_ORDER:
        return None
    state = HELD if request.alive else POSTED if request.state == SETTLED else RELEASED
    return Hold(request.id, request.order_id, request.amount, state)


def hold_after(old: Request, new: Request) -> Hold | None:
    """The hold once `old` has become `new`: what a changed remedy no longer reserves is released."""
    before, after = hold_of(old), hold_of(new)
    return replace(before, state=RELEASED) if before is not None and after is None else after


def stays(old: Request, new: Request) -> bool:
    """Whether the hold is as it was: nearly always, and told without making either."""
    return old.alive == new.alive and (old.alive or old.state == new.state) and _held(old) == _held(new)


def _held(request: Request) -> tuple[str | None, str, int]:
    return request.order_id, request.remedy, request.amount


def fit(order: Order, amount: int, sums: Sums) -> None:
    """Refuse what would give back more than was captured."""
    left = refundable(order, sums.settled, sums.held)
    if amount > left:
        rest = spoken(left, order.currency)
        detail = (
            f"{rest} is left to give back on {order.id}; {spoken(amount, order.currency)} is more. Lower the amount."
        )
        refused = OverCaptured(detail, refundable=left)
        refused.passing = amount <= _left_at_most(order, sums)
        raise refused


def _left_at_most(order: Order, sums: Sums) -> int:
    """What is left if as much as can be of what we hold is already in what the order says is refunded."""
    twice = min(sums.held, max(0, order.refunded - sums.settled))
    return order.captured - max(order.refunded, sums.settled) - sums.held + twice


def untaken(order: Order, sums: Sums) -> int:
    """What has not gone back yet, by us or by anyone. Holds are not taken off: they were weighed when asked for."""
    return max(0, order.captured - max(order.refunded, sums.settled))


def still_fits(order: Order, amount: int, sums: Sums) -> None:
    """Refuse what was asked for once, and is no longer left because more went back elsewhere."""
    left = untaken(order, sums)
    if amount > left:
        rest, much = spoken(left, order.currency), spoken(amount, order.currency)
        detail = f"Meanwhile more went back on {order.id}: {rest} is left, {much} was asked for. Offer what is left."
        raise OverCaptured(detail, refundable=left)

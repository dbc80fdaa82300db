"""Judged again at the money: what was granted a while ago has to be good still when it is about to be sent (P11)."""

from datetime import datetime, timedelta

from remit.domain.money import spoken
from remit.domain.orders.holds import Sums, untaken
from remit.domain.orders.order import Order
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.questions import Authority
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.requests.request import Request, case_of

FRESH = timedelta(seconds=5)
"""So long after it was granted the order is as it was then: it was looked up for that."""


def asks_order_again(request: Request, now: datetime) -> bool:
    """Whether the order has to be looked up again before the first post."""
    return request.order_id is not None and request.remedy in NEEDS_ORDER and now - request.updated_at > FRESH


def objection(request: Request, authority: Authority, order: Order | None, sums: Sums) -> str | None:
    """Why it may not be carried out any more; None: it may. An order that is not given was looked up when granted."""
    return _person_gone(request, authority) or _beyond(request, authority) or _nothing_left(request, order, sums)


def _person_gone(request: Request, authority: Authority) -> str | None:
    requester = authority.people.get(request.requester.id)
    if requester is None or not requester.active:
        return f"the account of {request.requester.name}, who asked for it, is switched off"
    settled_by = request.approval.settled_by if request.approval else None
    approver = authority.people.get(settled_by.id) if settled_by else None
    if settled_by and (approver is None or not approver.active):
        return f"the account of {settled_by.name}, who approved it, is switched off"
    return None


def _beyond(request: Request, authority: Authority) -> str | None:
    requester = authority.people.get(request.requester.id)
    settled_by = request.approval.settled_by if request.approval else None
    approver = authority.people.get(settled_by.id) if settled_by else None
    if requester is None:
        return None
    case = case_of(request, requester)
    if approver is not None:
        may = Approvers(case, authority).may(approver)
        return None if may else f"{approver.name}, who approved it, may not approve that much any more"
    mode = request.decision.mode or "auto"
    may = authority.allows(case.question(requester.subject, mode))
    return None if may else f"the limits changed, and {requester.name} may not give that much alone any more"


def _nothing_left(request: Request, order: Order | None, sums: Sums) -> str | None:
    if order is None:
        return None
    left = untaken(order, sums)
    if request.amount <= left:
        return None
    rest, of = spoken(left, order.currency), spoken(order.captured, order.currency)
    return f"only {rest} of {of} is left on {order.id}, as more went back elsewhere"

"""Judged again at the money: what was granted a while ago has to be good still when it is about to be sent (P11)."""

from datetime import datetime, timedelta

from remit.domain.money import spoken
from remit.domain.orders.holds import Sums, untaken
from remit.domain.orders.order import Order
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.questions import Authority
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.requests.request import Named, Request, Word, case_of

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
    for word in _words(request):
        approver = authority.people.get(word.by.id)
        if approver is None or not approver.active:
            return f"the account of {word.by.name}, who approved it, is switched off"
    return None


def _words(request: Request) -> tuple[Word, ...]:
    """Who approved it, and by whose authority."""
    approval = request.approval
    if approval is None or approval.settled_by is None:
        return ()
    return approval.given or (Word(approval.settled_by, request.updated_at, approval.settled_for),)


def _beyond(request: Request, authority: Authority) -> str | None:
    requester = authority.people.get(request.requester.id)
    if requester is None:
        return None
    case = case_of(request, requester)
    if words := _words(request):
        behind = [one.behalf or one.by for one in words]
        # Whose authority it was has to have it still; that it was lent is over by now, perhaps, and was so then.
        lost = [one for one in behind if not _still_may(one, Approvers(case, authority))]
        return f"{lost[0].name}, who approved it, may not approve that much any more" if lost else None
    mode = request.decision.mode or "auto"
    may = authority.allows(case.question(requester.subject, mode))
    return None if may else f"the limits changed, and {requester.name} may not give that much alone any more"


def _still_may(one: Named, approvers: Approvers) -> bool:
    person = approvers.authority.people.get(one.id)
    return person is not None and approvers.may(person)


def _nothing_left(request: Request, order: Order | None, sums: Sums) -> str | None:
    if order is None:
        return None
    left = untaken(order, sums)
    if request.amount <= left:
        return None
    rest, of = spoken(left, order.currency), spoken(order.captured, order.currency)
    return f"only {rest} of {of} is left on {order.id}, as more went back elsewhere"

"""What may happen to a request that waits for a person: the state that each verb leads to."""

from dataclasses import replace
from datetime import datetime

from remit.domain.execution.execution import QUEUED, Execution
from remit.domain.money import spoken
from remit.domain.people import Person
from remit.domain.policy.questions import Authority
from remit.domain.refusal import Invalid
from remit.domain.remedies import NEEDS_ORDER, REMEDIES
from remit.domain.requests.request import (
    EXPIRED,
    GRANTED,
    NEEDS_INFO,
    OFFERED,
    OPEN,
    PENDING,
    REJECTED,
    WITHDRAWN,
    Approval,
    Inquiry,
    Named,
    Offer,
    Request,
    moved,
    named,
)
from remit.domain.requests.settling import (
    OfferTooHigh,
    OwnRequest,
    WrongState,
    approval_of,
    own,
    requesters_turn,
    same_version,
    settleable,
    still_open,
    within_limit,
)


def approve(
    request: Request, by: Person, requester: Person, version: int, authority: Authority, now: datetime
) -> Request:
    """One click: the request is granted as asked. A comment, if any, is added by the verb."""
    settleable(request, by, version, now)
    within_limit(request, by, requester, authority, now)
    return _granted(request, by, now)


def reject(request: Request, by: Person, version: int, comment: str, now: datetime) -> Request:
    """No, with the reason the agent can pass on."""
    settleable(request, by, version, now, OPEN)
    approval = _settled(request, by, now, comment)
    return moved(request, REJECTED, now, approval=approval)


def offer(
    request: Request, by: Person, requester: Person, proposal: Offer, version: int, authority: Authority
) -> Request:
    """A counter-offer, itself within the approver's limit and not above what was asked for."""
    now = proposal.at
    settleable(request, by, version, now)
    if proposal.amount > request.amount:
        asked = spoken(request.amount, request.currency)
        raise OfferTooHigh(f"{asked} was asked for; offer that or less.", asked=request.amount)
    if proposal.remedy in NEEDS_ORDER and request.order_id is None:
        title = REMEDIES[proposal.remedy].lower()
        raise Invalid(f"A {title} needs an order, and this request has none. Offer another remedy.", field="remedy")
    offered = replace(request, remedy=proposal.remedy, amount=proposal.amount)
    within_limit(offered, by, requester, authority, now)
    return moved(request, OFFERED, now, approval=replace(approval_of(request), offer=proposal))


def ask(request: Request, by: Person, version: int, question: str, now: datetime) -> Request:
    """A question first; the requester's answer brings it back."""
    settleable(request, by, version, now)
    inquiry = Inquiry(question, named(by), now)
    return moved(request, NEEDS_INFO, now, approval=replace(approval_of(request), question=inquiry))


def claim(request: Request, by: Person, version: int, now: datetime) -> Request:
    """ "I am on it": shown to the others, changes no version and binds nobody."""
    settleable(request, by, version, now)
    return replace(request, approval=replace(approval_of(request), claimed_by=named(by)))


def forward(request: Request, by: Person, to: Person, version: int, now: datetime) -> Request:
    """Offer it to somebody else instead; they must be able to finish it (the verb checks that)."""
    settleable(request, by, version, now)
    if to.id == request.requester.id:
        raise OwnRequest(f"{to.name} asked for this, and cannot settle it. Forward it to somebody else.")
    approval = replace(approval_of(request), offered_to=(named(to),), claimed_by=None)
    return replace(request, approval=approval)


def answer(request: Request, by: Person, version: int, text: str, now: datetime) -> Request:
    """The requester answers, and the request waits for a decision again."""
    requesters_turn(request, by, version, now, NEEDS_INFO)
    approval = approval_of(request)
    inquiry = replace(approval.question, answer=text) if approval.question else None
    return moved(request, PENDING, now, approval=replace(approval, question=inquiry))


def accept(request: Request, by: Person, offerer: Person, version: int, authority: Authority, now: datetime) -> Request:
    """The requester takes the offer: what was offered is granted, if the offerer may still approve it."""
    requesters_turn(request, by, version, now, OFFERED)
    proposal = approval_of(request).offer
    if proposal is None:
        raise WrongState("There is no offer to accept.")
    taken = replace(request, remedy=proposal.remedy, amount=proposal.amount)
    within_limit(taken, offerer, by, authority, now)
    return _granted(taken, offerer, now)


def withdraw(request: Request, by: Person, version: int, comment: str | None, now: datetime) -> Request:
    """The requester takes it back."""
    own(request, by)
    still_open(request, now)
    same_version(request, version)
    return moved(request, WITHDRAWN, now, approval=replace(approval_of(request), comment=comment))


def editable(request: Request, by: Person, version: int, now: datetime) -> None:
    """Refuse an edit by anyone but the requester, or of anything but what waits for a decision."""
    own(request, by)
    still_open(request, now)
    if request.state == OFFERED:
        raise WrongState("There is an offer on it: accept it or withdraw the request.", state=request.state)
    same_version(request, version)


def expire(request: Request, now: datetime) -> Request:
    """Nobody settled it in time."""
    return moved(request, EXPIRED, now)


def opened(request: Request, by: Person) -> Request:
    """Somebody else than the requester has it open; changes no version."""
    approval = approval_of(request)
    if by.id == request.requester.id or named(by) in approval.opened_by:
        return request
    return replace(request, approval=replace(approval, opened_by=(*approval.opened_by, named(by))))


def commented(request: Request, comment: str | None) -> Request:
    """The request with the settling person's comment."""
    return replace(request, approval=replace(approval_of(request), comment=comment)) if comment else request


def offered(request: Request, to: tuple[Named, ...]) -> Request:
    """The request offered to these people; routing changes no version."""
    return replace(request, approval=replace(approval_of(request), offered_to=to))


def _granted(request: Request, by: Person, now: datetime) -> Request:
    execution = Execution(QUEUED, request.execution.provider)
    return moved(request, GRANTED, now, approval=_settled(request, by, now), execution=execution)


def _settled(request: Request, by: Person, now: datetime, comment: str | None = None) -> Approval:
    return replace(approval_of(request), settled_by=named(by), settled_at=now, comment=comment, offered_to=())

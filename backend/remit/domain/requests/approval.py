"""What may happen to a request that waits for a person: the state that each verb leads to."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

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
    Offer,
    Request,
    Word,
    moved,
    named,
)
from remit.domain.requests.separation import OwnRequest
from remit.domain.requests.settling import (
    OfferTooHigh,
    WrongState,
    agreeing,
    approval_of,
    own,
    requesters_turn,
    same_version,
    settleable,
    still_open,
    within_limit,
)

CLAIMED_FOR = timedelta(minutes=2)
FORWARDED_FOR = timedelta(minutes=1)


def approve(
    request: Request, by: Person, requester: Person, version: int, authority: Authority, now: datetime
) -> Request:
    """One click: granted as asked; where more than one has to approve, this is one of them, and it waits for another.

    A comment, if any, is added by the verb.
    """
    settleable(request, by, version, now)
    whose = within_limit(request, by, requester, authority, now)
    return _agreed(request, by, whose, authority, now)


def reject(request: Request, by: Person, version: int, comment: str, now: datetime) -> Request:
    """No, with the reason the agent can pass on."""
    settleable(request, by, version, now, OPEN)
    approval = _settled(request, by, now, comment)
    return moved(request, REJECTED, now, approval=approval)


def on_behalf(request: Request, by: Person, whose: Person) -> Request:
    """What was settled by lent authority, with whose it was."""
    if whose.id == by.id:
        return request
    return replace(request, approval=replace(approval_of(request), settled_for=named(whose)))


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
    return moved(request, OFFERED, now, approval=replace(approval_of(request), offer=proposal, next_step_at=None))


def ask(request: Request, by: Person, version: int, question: str, now: datetime) -> Request:
    """A question first; the requester's answer brings it back."""
    settleable(request, by, version, now)
    inquiry = Inquiry(question, named(by), now)
    return moved(request, NEEDS_INFO, now, approval=replace(approval_of(request), question=inquiry, next_step_at=None))


def claim(request: Request, by: Person, version: int, now: datetime) -> Request:
    """ "I am on it": shown to the others, changes no version and binds nobody; the next step waits a little longer."""
    settleable(request, by, version, now)
    approval = approval_of(request)
    longer = max(approval.next_step_at, now + CLAIMED_FOR) if approval.next_step_at else None
    return replace(request, approval=replace(approval, claimed_by=named(by), next_step_at=longer))


def forward(request: Request, by: Person, to: Person, version: int, now: datetime) -> Request:
    """Offer it to somebody else instead; they must be able to finish it (the verb checks that)."""
    settleable(request, by, version, now)
    if to.id == request.requester.id:
        raise OwnRequest(f"{to.name} asked for this, and cannot settle it. Forward it to somebody else.")
    # Whoever is not there does not keep it for long: then the steps go on.
    handed = replace(approval_of(request), offered_at=now, next_step_at=now + FORWARDED_FOR, forwarded=True)
    return replace(request, approval=replace(handed, offered_to=(named(to),), claimed_by=None, back_at=None))


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
    # What others have approved was something else.
    fresh = replace(approval_of(request), given=(), needs=1)
    taken = replace(request, remedy=proposal.remedy, amount=proposal.amount, approval=fresh)
    whose = within_limit(taken, offerer, by, authority, now)
    return _agreed(taken, offerer, whose, authority, now)


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


def turn_down(request: Request, reason: str, now: datetime) -> Request:
    """Nobody answered, and the escalation policy says that this is a no. Nobody in particular said it."""
    over = replace(approval_of(request), offered_to=(), next_step_at=None, next_to=None)
    ended = replace(over, comment=reason, settled_at=now)
    return moved(request, REJECTED, now, approval=ended)


def opened(request: Request, by: Person) -> Request:
    """Somebody else than the requester has it open while it waits; changes no version."""
    approval = request.approval
    if approval is None or request.state not in OPEN:
        return request
    if by.id == request.requester.id or named(by) in approval.opened_by:
        return request
    return replace(request, approval=replace(approval, opened_by=(*approval.opened_by, named(by))))


def closed(request: Request, who: Collection[str]) -> Request:
    """These people (ids) do not have it open any more."""
    approval = request.approval
    if approval is None or not any(one.id in who for one in approval.opened_by):
        return request
    still = tuple(one for one in approval.opened_by if one.id not in who)
    return replace(request, approval=replace(approval, opened_by=still))


def commented(request: Request, comment: str | None) -> Request:
    """The request with the comment of whoever settled it, or was the first of several to approve it."""
    if not comment:
        return request
    approval = approval_of(request)
    if request.state == PENDING and approval.given:
        *others, last = approval.given
        return replace(request, approval=replace(approval, given=(*others, replace(last, comment=comment))))
    return replace(request, approval=replace(approval, comment=comment))


def asked(request: Request, approval: Approval) -> Request:
    """The request on its way from one to another; routing changes no version."""
    return request if request.approval == approval else replace(request, approval=approval)


def _agreed(request: Request, by: Person, whose: Person, authority: Authority, now: datetime) -> Request:
    """With this person's yes, by their own or somebody's lent authority. Granted once enough have approved.

    It is one version further either way: whoever comes next decides on what the first one said, having seen that.
    """
    behalf, approval = named(whose) if whose.id != by.id else None, approval_of(request)
    given = (*approval.given, Word(named(by), now, behalf))
    needs = agreeing(request, (by, whose), authority)
    if len(given) < needs:
        waits = replace(approval, given=given, needs=needs, offered_to=(), claimed_by=None, offer=None)
        return moved(request, PENDING, now, approval=waits)
    ended = replace(_settled(request, by, now), settled_for=behalf, given=given if len(given) > 1 else ())
    execution = Execution(QUEUED, request.execution.provider)
    return moved(request, GRANTED, now, approval=ended, execution=execution)


def _settled(request: Request, by: Person, now: datetime, comment: str | None = None) -> Approval:
    ended = replace(approval_of(request), offered_to=(), next_step_at=None, next_to=None, back_at=None)
    return replace(ended, settled_by=named(by), settled_at=now, comment=comment)

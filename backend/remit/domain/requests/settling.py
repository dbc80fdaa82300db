"""May this be settled, by this person, now? The refusals, and the checks in the order of the contract."""

from collections.abc import Collection
from datetime import datetime

from remit.domain.money import MAX_AMOUNT, spoken
from remit.domain.people import Person
from remit.domain.policy.budgets import Spent
from remit.domain.policy.cases import Case
from remit.domain.policy.purses import purse_of
from remit.domain.policy.questions import Authority
from remit.domain.policy.quorums import needed
from remit.domain.policy.wording import goes_over
from remit.domain.refusal import Refusal
from remit.domain.remedies import REMEDIES
from remit.domain.requests.representation import moment, represent
from remit.domain.requests.request import EXPIRED, OFFERED, OPEN, PENDING, REJECTED, Approval, Request
from remit.domain.requests.separation import OwnRequest, approvers_of, not_twice


class NotYours(Refusal):
    """Only the requester may do this."""

    name = "not-requester"
    title = "Only the requester can do this"


class AlreadySettled(Refusal):
    """Somebody was first, or the request has moved on."""

    name = "already-settled"
    title = "Already settled"


class Expired(Refusal):
    """It waited longer than it may."""

    name = "expired"
    title = "Expired"


class StaleVersion(Refusal):
    """The request changed after the caller saw it; `current` is what it is now."""

    name = "stale-version"
    title = "Changed meanwhile"


class BeyondApprovalLimit(Refusal):
    """More than the caller may approve."""

    name = "beyond-approval-limit"
    title = "Beyond your approval limit"


class WrongState(Refusal):
    """The verb does not apply to the state the request is in."""

    name = "wrong-state"
    title = "Not possible now"


class OfferTooHigh(Refusal):
    """An offer above what was asked for."""

    name = "offer-too-high"
    title = "Offer above what was asked for"


def settleable(request: Request, by: Person, version: int, now: datetime, states: Collection[str] = (PENDING,)) -> None:
    """Not the requester, not settled, not expired, not stale, in one of these states."""
    if by.id == request.requester.id:
        raise OwnRequest("You asked for this yourself. Somebody else has to settle it.")
    still_open(request, now)
    same_version(request, version)
    if request.state not in states:
        doing = "the agent decides on an offer" if request.state == OFFERED else "the agent is answering a question"
        raise WrongState(f"Not now: {doing}.", state=request.state)


def still_open(request: Request, now: datetime) -> None:
    """Refuse what is settled or has run out of time, naming who was first."""
    if request.state == EXPIRED or is_expired(request, now):
        raise Expired("Nobody settled it in time, so it has expired. The agent can ask again.")
    if request.state in OPEN:
        return
    approval = request.approval
    who = approval.settled_by if approval else None
    if who is not None and approval is not None:
        clock = f"{approval.settled_at:%H:%M:%S} UTC" if approval.settled_at else "an earlier moment"
        verb = "rejected" if request.state == REJECTED else "approved"
        detail = f"{who.name} {verb} this at {clock}. Nothing more to do."
    else:
        detail = f"This request is {request.state.replace('_', ' ')} already. Nothing more to do."
    raise AlreadySettled(
        detail,
        state=request.state,
        settled_by={"id": who.id, "name": who.name} if who else None,
        settled_at=moment(approval.settled_at) if approval else None,
    )


def same_version(request: Request, version: int) -> None:
    """Refuse a decision about something else than what the person saw."""
    if version != request.version:
        detail = (
            f"It changed after you saw it: you saw version {version}, it is at {request.version}. Look at it again."
        )
        raise StaleVersion(detail, current=represent(request))


def within_limit(request: Request, by: Person, requester: Person, authority: Authority, now: datetime) -> Person:
    """Whose authority it is by: this person's, or what somebody lent them. Refuse what is more than that."""
    not_twice(request, by)
    approvers = approvers_of(request, requester, authority, now)
    if approvers.may(by):
        return approvers.lender(by) or by
    case = approvers.case
    reach = authority.reach(case.about(by, "approve"))
    remedy = REMEDIES[request.remedy].lower()
    amount = spoken(request.amount, request.currency)
    if case.already:
        amount = f"{spoken(case.total, request.currency)} with what was given before"
    if reach is None:
        raise BeyondApprovalLimit(f"You may not approve a {remedy} like this one ({amount}).", limit=None)
    limit = spoken(reach.amount, request.currency)
    detail = f"You may approve a {remedy} up to {limit}; this is {amount}. Forward it, or offer less."
    raise BeyondApprovalLimit(detail, limit=reach.amount)


def approvers_needed(request: Request, by: Person, authority: Authority, now: datetime) -> int:
    """How many have to approve it where this person is one of them; by lent authority, as many as bind its owner."""
    requester = authority.people.get(request.requester.id)
    lender = approvers_of(request, requester, authority, now).lender(by) if requester else None
    return agreeing(request, (by, lender or by), authority)


def agreeing(request: Request, of: tuple[Person, Person], authority: Authority) -> int:
    """The same; `of`: who approves, and whose authority it is by. What it was summed with counts."""
    held = request.decision.given
    total = min(request.amount + (held.amount if held else 0), MAX_AMOUNT)
    ladder = [tier.name for tier in authority.tiers]
    tiers = (one.tier_at(request.brand) for one in of)
    return max(needed(authority.quorums, ladder, tier, request.currency, total) for tier in tiers)


def within_budget(case: Case, by: Person, authority: Authority, spent: Spent) -> None:
    """Refuse what goes over a budget that binds the approver: per customer, order, team or brand."""
    purse = purse_of(case, by.subject, authority, spent)
    over = purse.over(case.amount)
    if over is not None:
        state = purse.state(over)
        detail = f"{goes_over(case, over, state, mine=False)}, which binds you, too. Forward it, or offer less."
        raise BeyondApprovalLimit(detail, budget=over.bid, left=state.left if state else 0)


def requesters_turn(request: Request, by: Person, version: int, now: datetime, state: str) -> None:
    """Refuse unless the requester is asked for their word: an offer to accept, a question to answer."""
    own(request, by)
    still_open(request, now)
    same_version(request, version)
    if request.state != state:
        wanted = "an offer" if state == OFFERED else "a question"
        raise WrongState(f"There is no open {wanted[wanted.index(' ') + 1 :]} on this request.", state=request.state)


def own(request: Request, by: Person) -> None:
    """Refuse anyone but the requester."""
    if by.id != request.requester.id:
        raise NotYours(f"Only {request.requester.name}, who asked for it, can do this.")


def is_expired(request: Request, now: datetime) -> bool:
    """Whether its time is up, told or not."""
    return request.state in OPEN and request.approval is not None and now >= request.approval.expires_at


def approval_of(request: Request) -> Approval:
    """The request's way through people; refuse where there is none."""
    if request.approval is None:
        raise WrongState("This request never waited for anybody.", state=request.state)
    return request.approval

"""Where a request is put: with those whom its escalation policy asks, as of the batch that decides it."""

from dataclasses import replace
from datetime import datetime, timedelta

from remit.desk.ledger.books import Books
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case
from remit.domain.requests import approval as verbs
from remit.domain.requests.request import PENDING, Approval, Request, case_of
from remit.domain.requests.separation import barred
from remit.domain.routing import way
from remit.domain.routing.hours import soonest
from remit.domain.routing.policies import Escalation
from remit.domain.routing.way import Floor, Turned


def placed(request: Request, case: Case, books: Books) -> Request:
    """A request that was decided just now: if it waits for somebody, its way begins."""
    if request.state != PENDING or request.approval is None:
        return request
    policy, asking = policy_of(request, books), _Asking(request, case, books)
    lasting = replace(request.approval, expires_at=books.now + timedelta(seconds=policy.expires_after_s))
    return asking.to(way.begin(lasting, policy, asking.floor))


def replaced(request: Request, books: Books) -> Request:
    """A waiting request, with who is there now."""
    asking = _asking(request, books)
    if asking is None or request.approval is None:
        return request
    return asking.to(way.stay(request.approval, policy_of(request, books), asking.floor))


def advanced(request: Request, books: Books) -> Request:
    """A waiting request whose time with whoever has it is over."""
    asking = _asking(request, books)
    if asking is None or request.approval is None:
        return request
    after = way.onward(request.approval, policy_of(request, books), asking.floor)
    if isinstance(after, Turned):
        return verbs.turn_down(request, after.reason, books.now)
    return asking.to(after)


def returned(request: Request, books: Books) -> Request:
    """An answered request: back to whoever asked, if they are there; else its way begins again."""
    asking = _asking(request, books)
    if asking is None or request.approval is None:
        return request
    policy = policy_of(request, books)
    lasting = replace(request.approval, expires_at=books.now + timedelta(seconds=policy.expires_after_s))
    asker = lasting.question.by if lasting.question else None
    if asker is not None and (there := asking.floor.still((asker,))):
        step = policy.steps[min(lasting.step, len(policy.steps)) - 1]
        return asking.to(way.handed(lasting, there, step.seconds, books.now))
    return asking.to(way.begin(lasting, policy, asking.floor))


def policy_of(request: Request, books: Books) -> Escalation:
    """The escalation policy of the requester's team and the request's brand, as it is now."""
    return books.authority.people.register.routing.policy_for(request.requester.team, request.brand)


def _stand_ins(team: str | None, books: Books) -> frozenset[str]:
    people = books.authority.people
    lent = [one for one in people.register.delegations if team is not None and one.active(books.now)]
    return frozenset(one.to for one in lent if (lender := people.get(one.lender)) and lender.team == team)


class _Asking:
    """One request, and whom it could be put to."""

    def __init__(self, request: Request, case: Case, books: Books) -> None:
        self._request, self._books = request, books
        self._routing = books.authority.people.register.routing
        nobodys = barred(request, books.authority.people, books.now)
        self._approvers = Approvers(case, books.authority, books.apart(request), nobodys)
        ladder = books.authority.tiers
        self.floor = Floor(
            request=request.id,
            brand=request.brand,
            team=request.requester.team,
            there=books.present(),
            may=self._approvers.may,
            never=nobodys | {request.requester.id},
            load=books.offers.load,
            top=ladder[-1].name if ladder else None,
            seed=books.head.epoch,
            now=books.now,
            stand_ins=_stand_ins(request.requester.team, books),
        )

    def to(self, approval: Approval) -> Request:
        """The request with whoever has it; with nobody, it says when somebody is there again."""
        back_at = None if approval.offered_to else self._back_at()
        return verbs.asked(self._request, replace(approval, back_at=back_at))

    def _back_at(self) -> datetime | None:
        """By the hours of the teams that have somebody who could finish it."""
        if not self._routing.hours:
            return None
        known = {one.team for one in self._routing.hours}
        crowds = (one for one in self._books.authority.crowds() if one[0].team in known)
        able = {crowd[0].team for crowd in self._approvers.among(crowds)}
        return soonest((one for one in self._routing.hours if one.team in able), self._books.now)


def _asking(request: Request, books: Books) -> _Asking | None:
    requester = books.person(request.requester.id)
    if request.state != PENDING or requester is None:
        return None
    return _Asking(request, case_of(request, requester, books.now), books)

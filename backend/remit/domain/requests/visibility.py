"""Who may read a request: one question, asked by HTTP and, at send time, by the live channel."""

from datetime import datetime

from remit.domain.people import APPROVER, SEES_ALL, Person
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.questions import Authority
from remit.domain.requests.request import Request, case_of
from remit.domain.requests.separation import barred


class Readers:
    """Everybody who may read one request. Many can be asked about: each kind of person costs one question."""

    def __init__(self, request: Request, authority: Authority, now: datetime) -> None:
        self._request = request
        requester = authority.people.get(request.requester.id)
        self._approvers = Approvers(case_of(request, requester, now), authority) if requester else None
        self._barred = barred(request, authority.people, now)

    @property
    def by_name(self) -> frozenset[str]:
        """Whom it concerns in person: whoever asked, and whoever has the card. They may be told before the others."""
        offered_to = self._request.approval.offered_to if self._request.approval else ()
        return frozenset((self._request.requester.id, *(one.id for one in offered_to)))

    def include(self, person: Person) -> bool:
        """Their own; an approver's team's; what they could settle; everything for ops, coaches and auditors."""
        if not person.active:
            return False
        if person.id == self._request.requester.id or sees_all(person):
            return True
        if APPROVER in person.roles and person.team is not None and person.team == self._request.requester.team:
            return True
        return self._is_for_approvers and self._approvers is not None and self._approvers.may(person)

    def may_settle(self, person: Person) -> bool:
        """Whether the limits in force let this person settle the request, whatever its state."""
        return person.id not in self._barred and self._approvers is not None and self._approvers.may(person)

    @property
    def _is_for_approvers(self) -> bool:
        """Somebody was asked, or would have been if there had been time."""
        return self._request.approval is not None or self._request.review is not None


def sees_all(person: Person) -> bool:
    """Whether the person's roles let them read every request."""
    return bool(person.roles & SEES_ALL)


def may_read(person: Person, request: Request, authority: Authority, now: datetime) -> bool:
    """Whether the person may know of the request."""
    return Readers(request, authority, now).include(person)


def may_settle(person: Person, request: Request, authority: Authority, now: datetime) -> bool:
    """Whether the limits in force let this person settle it."""
    return Readers(request, authority, now).may_settle(person)

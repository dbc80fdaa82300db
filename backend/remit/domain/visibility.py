"""Who may read a request: one question, asked by HTTP and, at send time, by the live channel."""

from remit.domain.approvers import Approvers
from remit.domain.people import APPROVER, SEES_ALL, Person
from remit.domain.policy import Authority
from remit.domain.requests import Request, case_of


def sees_all(person: Person) -> bool:
    """Whether the person's roles let them read every request."""
    return bool(person.roles & SEES_ALL)


def may_read(person: Person, request: Request, authority: Authority) -> bool:
    """Their own; an approver's team's; what they could settle; everything for ops, coaches and auditors."""
    if not person.active:
        return False
    if person.id == request.requester.id or sees_all(person):
        return True
    if APPROVER in person.roles and person.team is not None and person.team == request.requester.team:
        return True
    return request.approval is not None and may_settle(person, request, authority)


def may_settle(person: Person, request: Request, authority: Authority) -> bool:
    """Whether the limits in force let this person settle the request, whatever its state."""
    requester = authority.people.get(request.requester.id)
    return requester is not None and Approvers(case_of(request, requester), authority).may(person)

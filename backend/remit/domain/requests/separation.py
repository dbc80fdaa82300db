"""Separation of duties, by person: who may not settle a request whatever their limits say, and whose word counts."""

from datetime import datetime

from remit.domain.delegations import stand_ins
from remit.domain.people import Directory, Person
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.budgets import UNTOUCHED, Spent
from remit.domain.policy.questions import Authority
from remit.domain.refusal import Refusal
from remit.domain.requests.request import Request, case_of


class OwnRequest(Refusal):
    """Nobody settles what they asked for themselves, nor does whoever stands in for them."""

    name = "own-request"
    title = "This is your own request"


class AlreadyApproved(Refusal):
    """Where more than one has to approve, nobody is two of them; nor is whoever stands in for one of them."""

    name = "already-approved"
    title = "Somebody else has to approve it, too"


class KeptApart(Refusal):
    """Of two people who are kept apart neither settles what the other asks for."""

    name = "kept-apart"
    title = "You are kept apart"


def not_ones_own(request: Request, by: Person, people: Directory, now: datetime) -> None:
    """Refuse the requester, whoever stands in for the requester now, as they act in one another's place, and whoever
    is kept apart from the requester.
    """
    if by.id == request.requester.id:
        raise OwnRequest("You asked for this yourself. Somebody else has to settle it.")
    if by.id in stand_ins(people.register.delegations, request.requester.id, now):
        who = request.requester.name
        raise OwnRequest(f"You stand in for {who}, who asked for this. Somebody else has to settle it.")
    if people.register.routing.keeps_apart(request.requester.id, by.id):
        who = f"{by.name} and {request.requester.name}"
        raise KeptApart(f"{who}, who asked for this, are kept apart. Somebody else has to settle it.")


def not_twice(request: Request, by: Person) -> None:
    """Refuse whoever has approved it already, or whose authority was used for that."""
    if by.id in approved_by(request):
        raise AlreadyApproved(
            "You, or whoever stood in for you, approved this already. A second person has to approve it, too."
        )


def approved_by(request: Request) -> frozenset[str]:
    """Whose word was given, and whose authority was behind it."""
    given = request.approval.given if request.approval else ()
    return frozenset(one.id for word in given for one in (word.by, word.behalf) if one)


def barred(request: Request, people: Directory, now: datetime) -> frozenset[str]:
    """Who may not settle it besides the requester, and whose authority nobody may use for it."""
    requester, register = request.requester.id, people.register
    apart = register.routing.apart_from(requester)
    return approved_by(request) | stand_ins(register.delegations, requester, now) | apart


def approvers_of(
    request: Request, requester: Person, authority: Authority, now: datetime, spent: Spent = UNTOUCHED
) -> Approvers:
    """Who may settle it now, all things considered."""
    return Approvers(case_of(request, requester, now), authority, spent, barred(request, authority.people, now))

"""When somebody leaves: what they had under way is let go, or goes to a successor who can finish it."""

from dataclasses import replace
from datetime import datetime

from remit.desk.ledger.books import Books
from remit.domain.events import Event, told
from remit.domain.people import Person
from remit.domain.requests.request import PENDING, Request, moved, named
from remit.domain.requests.separation import approvers_of
from remit.domain.values import value

Moved = tuple[tuple[Request, ...], tuple[Event, ...]]


@value(frozen=True, slots=True)
class Departure:
    """What somebody has under way, by request id."""

    claimed: tuple[str, ...]
    offered: tuple[str, ...]
    """Cards that wait with them, among others perhaps."""
    offers: tuple[str, ...]
    """Counter-offers of theirs that the agent has not answered."""
    asked: tuple[str, ...]
    """Requests of their own that still wait."""


def departure(person: Person, waiting: list[Request]) -> Departure:
    """What would have to go on without them."""
    return Departure(
        claimed=tuple(one.id for one in waiting if _claimed(one, person)),
        offered=tuple(one.id for one in waiting if one.approval and named(person) in one.approval.offered_to),
        offers=tuple(one.id for one in waiting if _offers(one, person)),
        asked=tuple(one.id for one in waiting if one.requester.id == person.id),
    )


def let_go(person: Person, books: Books, successor: Person | None = None) -> Moved:
    """Claims and counter-offers go to the successor where they may settle the request; other claims end."""
    changed: list[Request] = []
    happened: list[Event] = []
    for one in books.open.values():
        able = _able(one, successor, books)
        after = _passed_on(one, person, able, books.now)
        if after != one:
            changed.append(after)
            happened.append(_said(after, person, able))
    return tuple(changed), tuple(happened)


def _able(request: Request, successor: Person | None, books: Books) -> Person | None:
    requester = books.person(request.requester.id)
    if successor is None or requester is None:
        return None
    return successor if approvers_of(request, requester, books.authority, books.now).may(successor) else None


def _passed_on(request: Request, person: Person, successor: Person | None, now: datetime) -> Request:
    if request.approval is None:
        return request
    approval = request.approval
    if _claimed(request, person):
        approval = replace(approval, claimed_by=named(successor) if successor else None)
    if successor is not None and request.state == PENDING and named(person) in approval.offered_to:
        others = tuple(one for one in approval.offered_to if one.id not in (person.id, successor.id))
        approval = replace(approval, offered_to=(named(successor), *others))
    if approval.offer is None or not _offers(request, person):
        return replace(request, approval=approval)
    if successor is not None:
        return replace(request, approval=replace(approval, offer=replace(approval.offer, by=named(successor))))
    # Nobody stands behind the offer any more: what was asked for waits for somebody else.
    return moved(request, PENDING, now, approval=replace(approval, offer=None))


def _claimed(request: Request, person: Person) -> bool:
    claimed = request.approval.claimed_by if request.approval else None
    return claimed is not None and claimed.id == person.id


def _offers(request: Request, person: Person) -> bool:
    offer = request.approval.offer if request.approval else None
    return offer is not None and offer.by.id == person.id


def _said(request: Request, person: Person, successor: Person | None) -> Event:
    if successor is not None:
        return told(request, "rerouted", None, f"{successor.name} takes over from {person.name}.")
    return told(request, "rerouted", None, f"{person.name} is not there any more; somebody else can take it.")

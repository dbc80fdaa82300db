"""Who else could settle a request: to whom it can be handed."""

from collections.abc import Iterator

from remit import clock
from remit.desk.office import Office
from remit.desk.requests.asking import readable
from remit.domain.people import Person
from remit.domain.refusal import NotFound
from remit.domain.requests.request import Request
from remit.domain.requests.separation import approvers_of
from remit.domain.values import value

MOST = 50


@value(frozen=True, slots=True)
class Colleague:
    """Somebody who could finish it, and whether they are there."""

    person: Person
    available: bool


@value(frozen=True, slots=True)
class Colleagues:
    """Those who are there first, then by name; `total` counts also who is not among them."""

    some: tuple[Colleague, ...]
    total: int


async def able(office: Office, caller: Person, request_id: str, words: str) -> Colleagues:
    """Those with these words in their names; for whoever may know of the request."""
    found = await readable(office, caller, request_id)
    there = (await office.ledger.present()).people
    others = [one for one in _others(office, caller, found) if words.casefold() in one.name.casefold()]
    others.sort(key=lambda one: (one.id not in there, one.name, one.id))
    return Colleagues(tuple(Colleague(one, one.id in there) for one in others[:MOST]), len(others))


def _others(office: Office, caller: Person, request: Request) -> Iterator[Person]:
    authority = office.authority
    requester = authority.people.get(request.requester.id)
    if requester is None:
        raise NotFound("Whoever asked for this has no account any more. Withdraw it and ask again.")
    crowds = approvers_of(request, requester, authority, clock.now()).among(authority.crowds())
    return (one for crowd in crowds for one in crowd if one.id != caller.id)

"""Acting now, reviewed after: whoever was not asked is told, and it is listed until somebody has looked at it."""

from dataclasses import replace

from remit.authority.permits import permits
from remit.desk.ledger.books import Books, Posted
from remit.desk.office import Office
from remit.desk.requests.steps import requester_of, settle
from remit.domain.events import Event, told, what
from remit.domain.people import Person
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case
from remit.domain.requests import reviewing
from remit.domain.requests.request import Request, Review, named
from remit.domain.requests.settling import within_limit

_MOST_NAMED = 20


def overridden(request: Request, case: Case, books: Books) -> Request:
    """What was granted before anybody was asked, with those who were there and could have been."""
    approvers = Approvers(case, books.authority)
    here = books.present().people.values()
    there = sorted(here, key=lambda person: (person.team != request.requester.team, person.name))
    skipped = [named(person) for person in there if approvers.may(person)]
    return replace(request, review=Review(skipped=tuple(skipped[:_MOST_NAMED])))


def unasked(request: Request, by: Person) -> Event:
    """What those who were not asked are told."""
    skipped = request.review.skipped if request.review else ()
    names = f" Not asked: {', '.join(one.name for one in skipped)}." if skipped else " Nobody was there to be asked."
    said = f"{by.name} acted without asking and gave {what(request)}: {request.note}{names}"
    return told(request, "overridden", by, said)


async def review(office: Office, caller: Person, request_id: str, version: int, said: tuple[str, str]) -> Posted:
    """Whoever could have approved it, or coaches, looks at it afterwards and says (verdict, comment)."""
    verdict, comment = said

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        looked_at = reviewing.reviewed(request, by, version, Review(verdict=verdict, comment=comment), books.now)
        if "requests.review_any" not in permits(by.roles):
            within_limit(request, by, requester_of(request, books), books.authority, books.now)
        word = "is fine with it" if verdict == reviewing.FINE else "is not fine with it"
        return looked_at, told(looked_at, "reviewed", by, f"{by.name} looked at it and {word}: {comment}")

    return await settle(office, caller, request_id, step)

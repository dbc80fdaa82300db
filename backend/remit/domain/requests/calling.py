"""Who is told of a waiting request by phone or mail: whoever is asked; with nobody there, whoever could finish it."""

from collections.abc import Iterable

from remit.domain.people import Person
from remit.domain.requests.request import PENDING, Request
from remit.domain.requests.visibility import Readers

AVAILABLE = "available"


def called(request: Request, readers: Readers, reachable: Iterable[Person]) -> list[Person]:
    """Of those who can be reached, whom to tell. With somebody on it only they are, once their question is answered."""
    approval = request.approval
    if request.state != PENDING or approval is None:
        return []
    asked = {one.id for one in approval.offered_to}
    if approval.claimed_by is not None:
        answered = approval.question is not None and approval.question.answer is not None
        if not answered:
            return []
        asked = {approval.claimed_by.id}
    return [
        person
        for person in reachable
        if person.active
        and (person.id in asked if asked else person.chosen_presence == AVAILABLE)
        and readers.may_settle(person)
    ]

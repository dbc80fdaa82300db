"""Who is asked: people who are there and can finish it, the requester's own team first; never the requester."""

from collections.abc import Iterable

from remit.domain.people import Person
from remit.domain.policy.approvers import Approvers
from remit.domain.requests.request import Named, Request, named


def offer_to(request: Request, approvers: Approvers, present: Iterable[Person]) -> tuple[Named, ...]:
    """The requester's own team's approvers who are present and have the authority; if there are none, any such."""
    return tuple(named(person) for person in first_asked(request.requester.team, approvers, present))


def first_asked(team: str | None, approvers: Approvers, present: Iterable[Person]) -> list[Person]:
    """The same for somebody of this team who has not asked yet."""
    able = sorted((person for person in present if approvers.may(person)), key=lambda person: person.id)
    own = [person for person in able if person.team is not None and person.team == team]
    return own or able


def outlook(able: int) -> str:
    """What the agent is told about how many can settle it now."""
    if able == 0:
        return "Nobody who could approve it is on right now; it is offered the moment somebody comes."
    return f"{able} {'person' if able == 1 else 'people'} who can approve it {'is' if able == 1 else 'are'} there."

"""One step of one request: the command that every verb on an existing request is made of."""

from collections.abc import Callable
from dataclasses import replace

from remit.desk.ledger.books import Books, Entry, Needs, Posted
from remit.desk.office import Office
from remit.domain.events import Event, told
from remit.domain.people import Person
from remit.domain.policy.cases import Case
from remit.domain.policy.judged import approved
from remit.domain.refusal import NotFound
from remit.domain.requests.request import Request
from remit.domain.requests.separation import KeptApart, OwnRequest, not_ones_own
from remit.domain.requests.visibility import may_read
from remit.domain.values import value

Step = Callable[[Request, Person, Books], tuple[Request, *tuple[Event, ...]]]
"""The request afterwards (itself: nothing of it is written), and what to record; pure, raises a refusal."""


@value(frozen=True, slots=True)
class OnRequest:
    """The command: find the request as it is now, ask whether the caller may know of it, take the step."""

    request_id: str
    caller: str
    step: Step
    orders: tuple[str, ...] = ()

    @property
    def needs(self) -> Needs:
        """The request, and the sums of its order where the step reserves something."""
        return Needs(requests=(self.request_id,), orders=self.orders)

    def decide(self, books: Books) -> Entry:
        """Take the step on the request as it is in this batch."""
        request, by = seen_by(self.caller, self.request_id, books)
        changed, *happened = self.step(request, by, books)
        return Entry(requests=(changed,) if changed is not request else (), events=tuple(happened))


def seen_by(caller: str, request_id: str, books: Books) -> tuple[Request, Person]:
    """The request as it is in this batch, if the caller may know of it; and the caller."""
    request, by = books.requests.get(request_id), books.person(caller)
    if request is None or by is None or not may_read(by, request, books.authority, books.now):
        raise NotFound("There is no such request, or it is not yours to see.")
    return request, by


async def take(office: Office, caller: Person, request_id: str, step: Step, orders: tuple[str, ...] = ()) -> Posted:
    """Take a step on a request: 404 comes first, then what the step refuses."""
    return await office.ledger.submit(OnRequest(request_id, caller.id, step, orders))


async def settle(office: Office, caller: Person, request_id: str, step: Step, orders: tuple[str, ...] = ()) -> Posted:
    """The same for what only somebody else than the requester may do: that is looked at before anything else.

    Whoever tries all the same is refused, and the record says that they tried.
    """

    def apart(request: Request, by: Person, books: Books) -> tuple[Request, *tuple[Event, ...]]:
        not_ones_own(request, by, books.authority.people, books.now)
        return step(request, by, books)

    try:
        return await take(office, caller, request_id, apart, orders)
    except (OwnRequest, KeptApart):
        await take(office, caller, request_id, _tried)
        raise


def _tried(request: Request, by: Person, books: Books) -> tuple[Request, *tuple[Event, ...]]:
    try:
        not_ones_own(request, by, books.authority.people, books.now)
    except KeptApart:
        why = f"they are kept apart from {request.requester.name}"
    except OwnRequest:
        why = "it is their own, or as good as"
    else:
        return (request,)
    return request, told(request, "refused", by, f"{by.name} tried to settle it and was refused: {why}.")


def rechecked(event: Event, what: str, case: Case, by: Person, books: Books) -> Event:
    """The event of an approval, with the re-check behind it: by which rule this person may grant this."""
    by_rule = books.authority.ask(case.about(by, "approve"))
    return replace(event, judged=approved(what, case, by, by_rule, books.authority))


def requester_of(request: Request, books: Books) -> Person:
    """Who asked, as they are now: limits that apply to them apply as they are now, too."""
    found = books.person(request.requester.id)
    if found is None:
        raise NotFound("Whoever asked for this has no account any more. Withdraw it and ask again.")
    return found

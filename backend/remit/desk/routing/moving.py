"""The commands that move waiting requests on: somebody came or went, or a step's time is over."""

from collections.abc import Iterable
from dataclasses import replace

from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.routing.placing import advanced, replaced
from remit.domain.events import Event, told
from remit.domain.requests import approval, settling
from remit.domain.requests.request import EXPIRED, OPEN, PENDING, REJECTED, Request
from remit.domain.routing import words
from remit.domain.values import value


@value(frozen=True, slots=True)
class Reroute:
    """The command: everything that waits, with who is there now."""

    @property
    def needs(self) -> Needs:
        """Everything that waits, and who is there."""
        return Needs(open=True, comings=True)

    def decide(self, books: Books) -> Entry:
        """Only what changes is written."""
        return _entry((one, _rerouted(one, books)) for one in list(books.open.values()))


@value(frozen=True, slots=True)
class Advance:
    """The command: these are due. Whichever process says so first moves them; for the next one they are not due."""

    due: tuple[str, ...]

    @property
    def needs(self) -> Needs:
        """Those that are due."""
        return Needs(requests=self.due)

    def decide(self, books: Books) -> Entry:
        """On to the next step, or to the end."""
        found = [books.requests[one] for one in self.due if one in books.requests]
        return _entry((one, _advanced(one, books)) for one in found)


def _rerouted(request: Request, books: Books) -> Request:
    if settling.is_expired(request, books.now):
        return approval.expire(request, books.now)
    # Whoever has gone has nothing open any more.
    looking = {one.id for one in request.approval.opened_by} if request.approval else set()
    return replaced(approval.closed(request, looking - books.connected()), books)


def _advanced(request: Request, books: Books) -> Request:
    if request.state not in OPEN or request.approval is None:
        return request
    if settling.is_expired(request, books.now):
        return approval.expire(request, books.now)
    due = request.approval.next_step_at
    return advanced(request, books) if request.state == PENDING and due and due <= books.now else request


def _entry(pairs: Iterable[tuple[Request, Request]]) -> Entry:
    moved = [(before, after) for before, after in pairs if after is not before]
    return Entry(requests=tuple(after for _, after in moved), events=tuple(_said(*pair) for pair in moved))


def _said(before: Request, after: Request) -> Event:
    if after.state == EXPIRED:
        return told(after, "expired", None, "Nobody settled it in time.")
    if after.state == REJECTED and after.approval is not None:
        return told(after, "rejected", None, f"Nobody answered in time: {after.approval.comment}")
    if before.approval is None or after.approval is None:
        raise AssertionError("only what waits for somebody is moved")
    if replace(after.approval, opened_by=before.approval.opened_by) == before.approval:
        gone = " and ".join(one.name for one in before.approval.opened_by if one not in after.approval.opened_by)
        return told(after, "closed", None, f"{gone} went.")
    return told(after, "rerouted", None, words.moved(before.approval, after.approval))

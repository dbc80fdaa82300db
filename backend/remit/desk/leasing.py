"""The commands around an attempt: who takes it, whether it may be sent, what came of it. All of it in the ledger."""

from dataclasses import replace
from datetime import timedelta

from remit.desk.ledger.books import Books, Entry, Needs, Write
from remit.domain.events import Event
from remit.domain.execution import executing, late, rechecking, stepping, telling
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import EXECUTING, FAILED, LOOK, NEEDS_HUMAN, POST, QUEUED, SUCCEEDED, Outcome
from remit.domain.execution.reconciling import Recovered
from remit.domain.orders.holds import Sums
from remit.domain.orders.order import Order
from remit.domain.refusal import NotFound
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import RUNNING, Request, moved
from remit.domain.values import value
from remit.store import recovered
from remit.store.database.session import Connection
from remit.store.heads import Head

_STANDSTILL = timedelta(seconds=5)
"""While money is stopped, how long what would be posted is left alone before it is thought of again."""
_CERTAIN = AdapterCard(fails_late=False)


@value(frozen=True, slots=True)
class Change:
    """A request as it becomes, and what goes with it."""

    request: Request
    events: tuple[Event, ...] = ()
    writes: tuple[Write, ...] = ()


@value(frozen=True, slots=True)
class Take:
    """Take what waits, so that no other worker does; what may be sent is judged again here, in this transaction."""

    most: int
    card: AdapterCard = _CERTAIN

    @property
    def needs(self) -> Needs:
        """What is due."""
        return Needs(due=self.most)

    def decide(self, books: Books) -> Entry:
        """Lease all of it."""
        # One that was taken by another Take of this batch is due in the books, but no more.
        return _entry([self._taken(request, books) for request in books.due.values() if _is_free(request, books)])

    def _taken(self, request: Request, books: Books) -> Change:
        if request.execution.state in late.ENDED:
            return Change(late.looking(request, books.now))
        if executing.is_misplaced(request.execution, books.now):
            return _moved(request, executing.set_right(request, books.now))
        return self._next(request, books)

    def _next(self, request: Request, books: Books) -> Change:
        match stepping.next_step(request.execution, self.card, books.now):
            case None:
                unsafe = Outcome(NEEDS_HUMAN, error="its key may be forgotten, and it cannot be looked up")
                stuck = executing.ended(request, unsafe, books.now)
                return Change(stuck, (telling.ended(stuck),))
            case "look":
                return _begun(request, books, LOOK)
        if not books.head.flow.moves:
            return Change(_leased(request, books, _STANDSTILL))
        if request.execution.state == QUEUED and rechecking.asks_order_again(request, books.now):
            return Change(_leased(request, books, executing.LEASE))
        return posting(request, books, None)


@value(frozen=True, slots=True)
class Check:
    """A grant that had to wait, and its order as it is now: judged once more, and taken to be sent."""

    request_id: str
    order: Order

    @property
    def needs(self) -> Needs:
        """The request, and what ours have taken from the order."""
        return Needs(requests=(self.request_id,), orders=(self.order.id,))

    def decide(self, books: Books) -> Entry:
        """Lease it, unless somebody else has or money was stopped meanwhile."""
        request = _known(books, self.request_id)
        if request.execution.state != QUEUED or not books.head.flow.moves:
            return Entry()
        return _entry([posting(request, books, self.order)])


@value(frozen=True, slots=True)
class End:
    """What the provider said. An answer to an attempt that is not the current one is dropped."""

    request_id: str
    attempt: int
    outcome: Outcome
    card: AdapterCard = _CERTAIN

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """Settled, failed, or unknown until the next look."""
        request = _known(books, self.request_id)
        if request.execution.state != EXECUTING or request.execution.attempts != self.attempt:
            return Entry()
        after = late.watched(executing.ended(request, self.outcome, books.now), self.card)
        return Entry(requests=(after,), events=(telling.ended(after),) if after.version != request.version else ())


@value(frozen=True, slots=True)
class Revise:
    """What a look after the end has found."""

    request_id: str
    truth: Outcome
    card: AdapterCard = _CERTAIN

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """What it changes, if anything: a second word to the same effect changes nothing."""
        request = _known(books, self.request_id)
        if request.execution.state not in late.ENDED:
            return Entry()
        after = late.revised(request, self.truth, self.card, books.now)
        return Entry(requests=(after,), events=(telling.revised(after),) if after.version != request.version else ())


@value(frozen=True, slots=True)
class Nudge:
    """The provider hints that something has happened: the truth is looked up at once, whatever the state."""

    request_id: str

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """Due now. What is under way is left to its worker, what waits to be sent has nothing to be looked up."""
        request = _known(books, self.request_id)
        execution = request.execution
        if execution.step is not None or execution.attempts == 0:
            return Entry()
        return Entry(requests=(replace(request, execution=replace(execution, lease_until=books.now, looked_at=None)),))


def posting(request: Request, books: Books, order: Order | None) -> Change:
    """The request with its next attempt a post, the re-check done in the same transaction; or why not."""
    if request.execution.first_posted_at is not None:
        return _begun(request, books, POST)
    if done := next((one for one in books.recovered if one.is_for(request)), None):
        return _claimed(request, books, done)
    sums = books.sums.get(order.id, Sums()) if order else Sums()
    why = rechecking.objection(request, books.authority, order, sums)
    if why is None:
        return _begun(request, books, POST)
    passing = moved(request, RUNNING, books.now)
    kept = replace(request.execution, state=FAILED, lease_until=None, last_error=f"not sent: {why}")
    refused = moved(passing, REQUEST_FAILED, books.now, execution=kept)
    return Change(refused, (telling.executing(passing), telling.not_sent(refused, why)))


def _claimed(request: Request, books: Books, done: Recovered) -> Change:
    """It was done before the database was put back: it counts as this request, and is not sent again."""
    books.recovered.remove(done)
    passing = executing.begun(request, books.now, LOOK)
    known = done.status == SUCCEEDED
    error = None if known else f"before a restore the provider had it as {done.status}"
    outcome = Outcome(SUCCEEDED if known else NEEDS_HUMAN, done.reference, error)
    after = executing.ended(passing, outcome, books.now)

    def claim(connection: Connection, _head: Head) -> None:
        recovered.claim(connection, done.reference, request.id)

    return Change(after, (telling.executing(passing), telling.found_done(after)), (claim,))


def _begun(request: Request, books: Books, step: str) -> Change:
    taken = executing.begun(request, books.now, step)
    return Change(taken, (telling.executing(taken),) if taken.version != request.version else ())


def _moved(before: Request, after: Request) -> Change:
    return Change(after, (telling.ended(after),) if after.version != before.version else ())


def _is_free(request: Request, books: Books) -> bool:
    until = request.execution.lease_until
    return until is None or until <= books.now or executing.is_misplaced(request.execution, books.now)


def _leased(request: Request, books: Books, span: timedelta) -> Request:
    return replace(request, execution=replace(request.execution, lease_until=books.now + span))


def _entry(changes: list[Change]) -> Entry:
    return Entry(
        requests=tuple(one.request for one in changes),
        events=tuple(event for one in changes for event in one.events),
        writes=tuple(write for one in changes for write in one.writes),
    )


def _known(books: Books, request_id: str) -> Request:
    request = books.requests.get(request_id)
    if request is None:
        raise NotFound("There is no such request.")
    return request

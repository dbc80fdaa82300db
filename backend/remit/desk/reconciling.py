"""Our record beside the provider's list: put right what is clear, name the rest; only then does money move."""

from dataclasses import field, replace
from datetime import datetime, timedelta

from remit import clock
from remit.connectors.listing import listed
from remit.desk.execution import instruction
from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.money import standing
from remit.desk.office import Office
from remit.domain.events import Event
from remit.domain.execution import executing, late, telling
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import EXECUTING, LOOK, NEEDS_HUMAN, SUCCEEDED, UNKNOWN, Outcome
from remit.domain.execution.reconciling import (
    AGREED,
    DIFFERS,
    FAILED_THERE,
    MISSING,
    RECOVERED,
    SETTLED,
    Done,
    Line,
    compared,
)
from remit.domain.execution.reconciling import recovered as remembered
from remit.domain.money import spoken
from remit.domain.requests.request import Request
from remit.domain.values import value
from remit.store import recovered

REMEMBERED_FOR = timedelta(days=90)
"""How long a repeated request is looked for among what was recovered."""
LOOKED_BACK = timedelta(days=90)
"""What we settled longer ago is not looked for at the provider."""
_OPEN = (EXECUTING, UNKNOWN)


@value(frozen=True, slots=True)
class Report:
    """The comparison. `released`: money had to wait, and now moves again."""

    lines: tuple[Line, ...]
    released: bool

    @property
    def clean(self) -> bool:
        """Whether nothing is left for a person."""
        return not any(line.for_a_person for line in self.lines)


@value(frozen=True, slots=True)
class Find:
    """The command: what the provider's list says about a request of ours, entered like any answer of its."""

    request_id: str
    truth: Outcome

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """Settled, failed, or for a person; what has moved on meanwhile is left alone."""
        request = books.requests.get(self.request_id)
        if request is None:
            return Entry()
        after = _after(request, self.truth, AdapterCard(fails_late=False), books.now)
        if after is None or after.version == request.version:
            return Entry()
        tell = telling.ended if request.execution.state in _OPEN else telling.revised
        return Entry(requests=(after,), events=(tell(after),))


@value(frozen=True, slots=True)
class Release:
    """The command: remember what we had forgotten, and let money move, in one transaction."""

    lost: tuple[Done, ...]
    ours: frozenset[str]
    needs: Needs = field(default_factory=Needs)

    def decide(self, books: Books) -> Entry:
        """Nothing to remember and nothing held is nothing to do."""
        flow = books.head.flow
        if flow.held_at is None and not self.lost:
            return Entry()
        until = books.now + REMEMBERED_FOR if self.lost else flow.recovered_until
        moves = replace(flow, held_at=None, held_why=None, recovered_until=until)
        found = [remembered(done, done.request_id in self.ours, books.now) for done in self.lost]
        said = f"Reconciled with the provider: {len(found)} recovered."
        told = Event("money.reconciled", None, said, content={"recovered": len(found)})
        return Entry(flow=moves, events=(told,), writes=(lambda connection, _head: recovered.add(connection, found),))


async def reconcile(office: Office) -> Report:
    """Compare everything. What is left for a person never pays twice by itself, so money moves after this."""
    theirs = await listed(office.payments)
    since = clock.now() - LOOKED_BACK
    ours = await office.database.read(recovered.carried_out, {done.request_id for done in theirs}, since)
    lines = tuple([await _sure(office, line) for line in compared(ours, theirs)])
    for line in lines:
        if line.request is not None and (truth := _truth(line)):
            await office.ledger.submit(Find(line.request.id, truth))
    lost = tuple(line.done for line in lines if line.kind == RECOVERED and line.done)
    return Report(lines, await release(office, lost, frozenset(ours)))


async def release(office: Office, lost: tuple[Done, ...] = (), ours: frozenset[str] = frozenset()) -> bool:
    """Let money move that had to wait; whether it had to."""
    held = (await standing(office)).flow.held_at is not None
    await office.ledger.submit(Release(lost, ours))
    return held


async def _sure(office: Office, line: Line) -> Line:
    """A list may not go back far enough: what is not in it is asked for by name."""
    if line.kind != MISSING or line.request is None:
        return line
    truth = await office.payments.find(line.request.id, instruction(line.request))
    return replace(line, kind=AGREED) if truth and truth.state == SUCCEEDED else line


def _truth(line: Line) -> Outcome | None:
    if line.done is None or line.request is None:
        return None
    if line.kind in (SETTLED, FAILED_THERE):
        return line.done.outcome
    if line.kind == DIFFERS and line.request.execution.state in _OPEN:
        error = f"the provider has {spoken(line.done.amount, line.done.currency)}"
        return Outcome(NEEDS_HUMAN, line.done.reference, error)
    return None


def _after(request: Request, truth: Outcome, card: AdapterCard, now: datetime) -> Request | None:
    if request.execution.state in _OPEN:
        looked = replace(request.execution, step=LOOK, begun_at=now)
        return executing.ended(replace(request, execution=looked), truth, now)
    return late.revised(request, truth, card, now) if request.execution.state in late.ENDED else None

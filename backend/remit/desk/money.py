"""The kill switch: nothing new is posted anywhere from this commit on. Looking up what was posted goes on."""

from collections.abc import Callable
from dataclasses import field, replace

from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.domain.events import Event
from remit.domain.execution.flow import Flow, Stop
from remit.domain.people import Person
from remit.domain.requests.request import HUMAN, named
from remit.domain.values import value
from remit.store import heads, lists

MOVING, STOPPED, HELD = "moving", "stopped", "held"


@value(frozen=True, slots=True)
class Standing:
    """Whether money moves, and what waits while it does not. `to_resolve` waits for a person in any case."""

    flow: Flow
    waiting: int
    to_resolve: int

    @property
    def state(self) -> str:
        """Held outweighs stopped: starting alone does not end it."""
        return HELD if self.flow.held_at else STOPPED if self.flow.stop else MOVING


@value(frozen=True, slots=True)
class Switch:
    """The command: the flow as it is becomes what `turn` says; unchanged, nothing is recorded."""

    turn: Callable[[Flow, Books], Flow]
    said: Callable[[Flow], Event]
    needs: Needs = field(default_factory=Needs)

    def decide(self, books: Books) -> Entry:
        """In force for what comes after it in this very batch."""
        flow = self.turn(books.head.flow, books)
        return Entry() if flow == books.head.flow else Entry(flow=flow, events=(self.said(flow),))


async def stop(office: Office, by: Person, note: str) -> Standing:
    """Nothing new is posted from now on. Stopping what is stopped changes nothing."""

    def turn(flow: Flow, books: Books) -> Flow:
        return flow if flow.stop else replace(flow, stop=Stop(named(by), books.now, note))

    said = Event("money.stopped", named(by), f"{by.name} stopped money: {note}", content={"note": note})
    await office.ledger.submit(Switch(turn, lambda _flow: said))
    return await standing(office)


async def start(office: Office, by: Person, note: str) -> Standing:
    """What waited is judged again, and carried out. A wait for reconciling is not ended by this."""

    def told(flow: Flow) -> Event:
        waits = "" if flow.moves else " It still waits to be reconciled."
        return Event("money.started", named(by), f"{by.name} started money: {note}{waits}", content={"note": note})

    await office.ledger.submit(Switch(lambda flow, _books: replace(flow, stop=None), told))
    return await standing(office)


async def standing(office: Office) -> Standing:
    """As it is now, for every process."""
    head = await office.database.glance(heads.read)
    waiting, to_resolve = await office.database.glance(lists.counts, ("granted", HUMAN))
    return Standing(head.flow, waiting, to_resolve)

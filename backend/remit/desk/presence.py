"""Who is there: somebody attends to a live connection, and wishes to be asked. What waits goes to whoever comes."""

from dataclasses import replace
from datetime import timedelta

from remit import clock
from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.desk.routing.moving import Reroute
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.requests.request import named
from remit.domain.values import value
from remit.store import sockets

LEASE = timedelta(seconds=30)
"""A process that dies takes its people's presence with it after this long."""


@value(frozen=True, slots=True)
class Choose:
    """The command: available, busy, in a call or away, by one's own choice."""

    person_id: str
    status: str

    @property
    def needs(self) -> Needs:
        """Nothing but the directory."""
        return Needs()

    def decide(self, books: Books) -> Entry:
        """The choice, and the news of it."""
        person = books.person(self.person_id)
        if person is None or person.chosen_presence == self.status:
            return Entry()
        chosen = replace(person, chosen_presence=self.status)
        effective = self.status if person.id in books.connected() else "away"
        return Entry(people=(chosen,), events=(changed(chosen, effective),))


@value(frozen=True, slots=True)
class Noticed:
    """The command: somebody came or went; `effective` is what they are now."""

    person_id: str

    @property
    def needs(self) -> Needs:
        """Nothing but the directory."""
        return Needs()

    def decide(self, books: Books) -> Entry:
        """Tell everybody."""
        person = books.person(self.person_id)
        if person is None:
            return Entry()
        return Entry(events=(changed(person, person.chosen_presence if person.id in books.connected() else "away"),))


def changed(person: Person, effective: str) -> Event:
    """The news that somebody's presence is another."""
    content = {"user": {"id": person.id, "name": person.name}, "chosen": person.chosen_presence, "effective": effective}
    return Event("presence.changed", named(person), f"{person.name} is {effective}.", content=content)


async def came(office: Office, person: Person, socket_id: str, instance: str) -> None:
    """A live connection was accepted: whoever came first makes the person present."""
    now = clock.now()
    before = await office.database.glance(sockets.connected, now)
    await office.database.write(sockets.opened, socket_id, person.id, instance, now + LEASE)
    if person.id not in before:
        await _tell(office, person.id)


async def went(office: Office, person: Person, socket_id: str) -> None:
    """It has ended: with the last one, the person is away and what they had is offered to others."""
    before = await office.database.glance(sockets.connected, clock.now())
    await office.database.write(sockets.closed, socket_id)
    if person.id in before and person.id not in await office.database.glance(sockets.connected, clock.now()):
        await _tell(office, person.id)


async def attend(office: Office, person_id: str, socket_id: str, *, attended: bool) -> None:
    """Somebody left the screen or came back to it, or it does not answer: on the last of theirs it makes them away."""
    before = await office.database.glance(sockets.connected, clock.now())
    await office.database.write(sockets.attend, socket_id, attended=attended)
    after = await office.database.glance(sockets.connected, clock.now())
    if (person_id in before) != (person_id in after):
        await _tell(office, person_id)


async def keep(office: Office, instance: str) -> None:
    """Renew this process's leases; whoever went without a word is seen to."""
    now = clock.now()
    gone = await office.database.write(sockets.renew, instance, now, now + LEASE)
    if gone:
        there = await office.database.glance(sockets.connected, now)
        for person_id in sorted(gone - there):
            await office.ledger.submit(Noticed(person_id))
        await office.ledger.submit(Reroute())


async def begin(office: Office) -> None:
    """A process that is alone starts with nobody there, whatever one that died has left."""
    if office.database.alone:
        await office.database.write(sockets.forget_all)
    await office.ledger.submit(Reroute())


async def choose(office: Office, person: Person, status: str) -> None:
    """Choose to be available, busy, in a call or away."""
    await office.ledger.submit(Choose(person.id, status))
    await office.ledger.submit(Reroute())


async def effective(office: Office, person: Person) -> str:
    """What others see: the choice while they attend to a live connection, else away."""
    there = await office.database.glance(sockets.connected, clock.now())
    return person.chosen_presence if person.id in there else "away"


async def _tell(office: Office, person_id: str) -> None:
    await office.ledger.submit(Noticed(person_id))
    await office.ledger.submit(Reroute())

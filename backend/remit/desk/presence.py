"""Who is there: somebody attends to a live connection, and wishes to be asked. What waits goes to whoever comes."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from remit import clock
from remit.desk.comings import ATTENDED, CLOSED, LEFT, OPENED, Coming
from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.desk.routing.moving import Reroute
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.requests.request import named
from remit.domain.values import value
from remit.store import sockets
from remit.store.database.session import Connection

LEASE = timedelta(seconds=30)
"""A process that dies takes its people's presence with it after this long."""


@value(frozen=True, slots=True)
class Choose:
    """The command: available, busy, in a call or away, by one's own choice."""

    person_id: str
    status: str

    @property
    def needs(self) -> Needs:
        """The directory, and who is there."""
        return Needs(comings=True)

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
    """The command: these people came or went; `effective` is what they are now."""

    person_ids: tuple[str, ...]

    @property
    def needs(self) -> Needs:
        """The directory, and who is there."""
        return Needs(comings=True)

    def decide(self, books: Books) -> Entry:
        """Tell everybody."""
        people, there = map(books.person, self.person_ids), books.connected()
        found = (person for person in people if person is not None)
        return Entry(events=tuple(changed(one, one.chosen_presence if one.id in there else "away") for one in found))


def changed(person: Person, effective: str) -> Event:
    """The news that somebody's presence is another."""
    content = {"user": {"id": person.id, "name": person.name}, "chosen": person.chosen_presence, "effective": effective}
    return Event("presence.changed", named(person), f"{person.name} is {effective}.", content=content)


async def came(office: Office, person: Person, socket_id: str, instance: str) -> None:
    """A live connection was accepted: whoever came first makes the person present."""
    await _note(office, Coming(OPENED, person.id, socket_id, instance))


async def went(office: Office, person: Person, socket_id: str) -> None:
    """It has ended: with the last one, the person is away and what they had is offered to others."""
    await _note(office, Coming(CLOSED, person.id, socket_id))


async def attend(office: Office, person_id: str, socket_id: str, *, attended: bool) -> None:
    """Somebody left the screen or came back to it, or it does not answer: on the last of theirs it makes them away."""
    await _note(office, Coming(ATTENDED if attended else LEFT, person_id, socket_id))


async def _note(office: Office, coming: Coming) -> None:
    async def write(comings: list[Coming]) -> None:
        people = {one.person_id for one in comings}
        before = await office.database.glance(sockets.connected_of, people, clock.now())
        await office.database.write(_written, comings)
        after = await office.database.glance(sockets.connected_of, people, clock.now())
        if before != after:
            await _tell(office, before ^ after)

    await office.comings.note(coming, write)


def _written(connection: Connection, comings: list[Coming]) -> None:
    # Nothing happens to a connection before it opened, nor after it closed.
    opened = [(one.socket_id, one.person_id, one.instance) for one in comings if one.what == OPENED]
    sockets.open_all(connection, opened, clock.now() + LEASE)
    sockets.attend(connection, {one.socket_id: one.what == ATTENDED for one in comings if one.what in (ATTENDED, LEFT)})
    sockets.close_all(connection, [one.socket_id for one in comings if one.what == CLOSED])


async def keep(office: Office, instance: str) -> None:
    """Renew this process's leases; whoever went without a word is seen to."""
    now = clock.now()
    gone = await office.database.write(sockets.renew, instance, now, now + LEASE)
    if gone:
        there = await office.database.glance(sockets.connected, now)
        await _tell(office, gone - there)


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


async def _tell(office: Office, people: Collection[str]) -> None:
    # In one transaction, in this order.
    await asyncio.gather(office.ledger.submit(Noticed(tuple(sorted(people)))), office.ledger.submit(Reroute()))

"""Who is there: a live connection and the wish to be asked. Whoever waits is offered to whoever comes."""

from dataclasses import replace
from datetime import timedelta

from remit import clock
from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.desk.requests.submitting import rerouted
from remit.domain.events import Event, told
from remit.domain.people import Person
from remit.domain.requests import approval, settling
from remit.domain.requests.request import OPEN, OPEN_FOR, PENDING, Request, named
from remit.domain.values import value
from remit.store import requests, sockets

LEASE = timedelta(seconds=30)
"""A process that dies takes its people's presence with it after this long."""


@value(frozen=True, slots=True)
class Reroute:
    """The command: offer every waiting request to whoever is there now; what ran out of time has expired."""

    @property
    def needs(self) -> Needs:
        """Everything that waits."""
        return Needs(open=True)

    def decide(self, books: Books) -> Entry:
        """Only what changes is written."""
        moved = [
            (after, event)
            for one in books.open.values()
            if (after := _moved(one, books))
            for event in [_said(one, after)]
        ]
        return Entry(requests=tuple(one for one, _ in moved), events=tuple(event for _, event in moved))


@value(frozen=True, slots=True)
class Choose:
    """The command: available, busy or away, by one's own choice."""

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
        await office.ledger.submit(Noticed(person.id))
        await office.ledger.submit(Reroute())


async def went(office: Office, person: Person, socket_id: str) -> None:
    """It has ended: with the last one, the person is away and what they had is offered to others."""
    await office.database.write(sockets.closed, socket_id)
    if person.id not in await office.database.glance(sockets.connected, clock.now()):
        await office.ledger.submit(Noticed(person.id))
        await office.ledger.submit(Reroute())


async def keep(office: Office, instance: str) -> None:
    """Renew this process's leases; whoever went without a word, and whatever waited too long, is seen to."""
    now = clock.now()
    gone = await office.database.write(sockets.renew, instance, now, now + LEASE)
    if gone:
        there = await office.database.glance(sockets.connected, now)
        for person_id in sorted(gone - there):
            await office.ledger.submit(Noticed(person_id))
    late = await office.database.glance(requests.overdue, now - OPEN_FOR)
    if gone or late:
        await office.ledger.submit(Reroute())


async def begin(office: Office) -> None:
    """A process that is alone starts with nobody there, whatever one that died has left."""
    if office.database.alone:
        await office.database.write(sockets.forget_all)
    await office.ledger.submit(Reroute())


async def choose(office: Office, person: Person, status: str) -> None:
    """Choose to be available, busy or away."""
    await office.ledger.submit(Choose(person.id, status))
    await office.ledger.submit(Reroute())


async def effective(office: Office, person: Person) -> str:
    """What others see: the choice while a live connection is open, else away."""
    there = await office.database.glance(sockets.connected, clock.now())
    return person.chosen_presence if person.id in there else "away"


def _moved(request: Request, books: Books) -> Request | None:
    if request.state in OPEN and settling.is_expired(request, books.now):
        return approval.expire(request, books.now)
    if request.state != PENDING or request.approval is None:
        return None
    after = rerouted(request, books)
    same = after.approval is not None and after.approval.offered_to == request.approval.offered_to
    return None if same else after


def _said(before: Request, after: Request) -> Event:
    if after.version != before.version:
        return told(after, "expired", None, "Nobody settled it in time.")
    names = [person.name for person in after.approval.offered_to] if after.approval else []
    said = f"Offered to {', '.join(names)}." if names else "Nobody who could approve it is on right now."
    return told(after, "rerouted", None, said)

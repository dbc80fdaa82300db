"""Accounts: made, changed, switched off and on again. In force with the commit; more authority with a second person."""

from collections.abc import Mapping
from dataclasses import replace

from remit import clock
from remit.desk.ledger.books import Books, Entry, Write
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.administering import acting, administer, at_version
from remit.desk.people.leaving import let_go
from remit.desk.people.standing import checked, not_oneself, one_of_a_kind, seconded
from remit.desk.routing.moving import Reroute
from remit.domain.events import Event
from remit.domain.people import Person
from remit.store import invitations, people, sessions
from remit.store.database.session import Connection
from remit.store.heads import Head


async def create(office: Office, by: Person, said: Mapping[str, object]) -> Person:
    """A new account, without a password: its owner chooses one by invitation."""
    wanted = Person(id=clock.new_id("usr"), **said)  # type: ignore[arg-type]

    def step(books: Books) -> Entry:
        actor = acting(books, by)
        one_of_a_kind(checked(wanted, books.authority), books.authority)
        nobody = replace(wanted, roles=frozenset(), tier=None, brand_tiers=())
        new = seconded(nobody, replace(wanted, since=wanted.since or books.now), actor, books.authority, books.now)
        told = [news.created(new, actor)] + ([news.proposed(new, actor)] if new.proposed else [])
        return Entry(people=(new,), writes=(added(new),), events=tuple(told))

    await administer(office, step)
    return current(office, wanted.id)


async def change(office: Office, by: Person, person_id: str, version: int, changes: Mapping[str, object]) -> Person:
    """Another name, address, team, tier or other roles; what gives more authority waits for a second person."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        wanted = checked(replace(known, **changes), books.authority)  # type: ignore[arg-type]
        if _standing(wanted) != _standing(known):
            not_oneself(actor, known)
        if wanted.email != known.email:
            one_of_a_kind(wanted, books.authority)
        return entered(known, seconded(known, wanted, actor, books.authority, books.now), actor)

    await administer(office, step)
    return current(office, person_id)


async def deactivate(office: Office, by: Person, person_id: str, version: int) -> Person:
    """Switch the account off: its sessions end, and what it had under way moves on."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        not_oneself(actor, known)
        gone = replace(known, active=False, proposed=None)
        moved, told = let_go(known, books) if known.active else ((), ())
        entry = entered(known, gone, actor)
        return replace(entry, requests=moved, events=(*entry.events, *told), writes=(signed_out(known.id),))

    await administer(office, step, waiting=True)
    await office.ledger.submit(Reroute())
    return current(office, person_id)


async def reactivate(office: Office, by: Person, person_id: str, version: int) -> Person:
    """Switch it on again, as it was."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        not_oneself(actor, known)
        return entered(known, replace(checked(known, books.authority), active=True), actor)

    await administer(office, step)
    await office.ledger.submit(Reroute())
    return current(office, person_id)


def entered(known: Person, wanted: Person, by: Person | None) -> Entry:
    """The account as it is to be, one version further, and the news of it; nothing where nothing changes."""
    if wanted == known:
        return Entry()
    after = replace(wanted, version=known.version + 1)
    told: list[Event] = []
    if (after.name, after.email) != (known.name, known.email):
        told.append(news.described(after, by, known))
    if _standing(after) != _standing(known):
        told.append(news.standing(after, by))
    if by is not None and after.proposed is not None and after.proposed != known.proposed:
        told.append(news.proposed(after, by))
    return Entry(people=(after,), events=tuple(told))


def added(person: Person, password_hash: str = "") -> Write:
    """Write a new account."""
    hashes = {person.id: password_hash} if password_hash else {}

    def write(connection: Connection, head: Head) -> None:
        people.add(connection, [person], hashes, head.people_revision)

    return write


def signed_out(person_id: str, *also: Write) -> Write:
    """End every session, and every invitation."""

    def write(connection: Connection, head: Head) -> None:
        sessions.end_all(connection, person_id)
        invitations.void(connection, person_id)
        for one in also:
            one(connection, head)

    return write


def current(office: Office, person_id: str) -> Person:
    """The account after the commit."""
    return office.authority.people.people[person_id]


def _standing(person: Person) -> tuple[object, ...]:
    return person.roles, person.rung, person.team, person.active, person.since

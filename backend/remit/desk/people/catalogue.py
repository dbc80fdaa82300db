"""Reasons, remedies and brands: read, and changed as they were seen."""

from dataclasses import replace

from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.administering import acting, administer
from remit.desk.people.registers import InUse, at_seen
from remit.domain.catalogue import Catalogue, checked
from remit.domain.people import Person
from remit.domain.policy.facts import House
from remit.domain.requests.request import named
from remit.store import catalogue
from remit.store.catalogue import Saved
from remit.store.database.session import Connection
from remit.store.heads import Head


async def read(office: Office) -> tuple[Catalogue, Saved | None]:
    """What counts, and who changed it last."""
    authority = await office.ledger.in_force()
    return authority.people.register.catalogue, await office.database.read(catalogue.last_saved)


async def put(office: Office, by: Person, wanted: Catalogue, note: str) -> tuple[Catalogue, Saved | None]:
    """Something else from now on; `wanted.revision` is the one that was seen. What was asked for before stays so."""

    def decide(books: Books) -> Entry:
        register, actor = books.authority.people.register, acting(books, by)
        before = register.catalogue
        at_seen(before.revision, wanted.revision, "reasons, remedies or brands")
        after = replace(checked(wanted, before), revision=before.revision + 1)
        _unused({one.name for one in before.brands} - {one.name for one in after.brands}, books)
        saved = Saved(note, books.now, named(actor))

        def write(connection: Connection, _head: Head) -> None:
            catalogue.save(connection, after, saved)

        told = news.registered("catalogue.changed", f"{actor.name} changed what can be given: {note}", actor)
        return Entry(register=replace(register, catalogue=after), events=(told,), writes=(write,))

    await administer(office, decide)
    return await read(office)


def house_of(office: Office) -> House:
    """What is so for everybody here; a brand that says its time zone lives by it."""
    zones = office.authority.people.register.catalogue.zones()
    return replace(office.house, zones={**office.house.zones, **zones}) if zones else office.house


def _unused(brands: set[str], books: Books) -> None:
    """Refuse to let go a brand that limits or budgets speak of."""
    if not brands:
        return
    limits = [rule.rid for rule in books.authority.rules.values() if rule.brand in brands]
    limits += [one.bid for one in books.authority.book.rows.values() if one.brand in brands]
    if limits:
        named_brands, said = ", ".join(sorted(brands)), ", ".join(limits[:5])
        detail = f"{named_brands}: the limits {said} speak of it. Remove them in a draft first."
        raise InUse(detail, rules=limits[:50], rules_count=len(limits))

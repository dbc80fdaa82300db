"""Changing the reasons that are at hand for a no."""

from collections.abc import Sequence
from dataclasses import replace

from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people.administering import acting, administer
from remit.desk.people.registers import at_seen
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.refusal import Invalid
from remit.domain.reject_reasons import RejectReasons
from remit.domain.requests.request import named
from remit.store import reject_reasons
from remit.store.database.session import Connection
from remit.store.heads import Head


async def change(office: Office, by: Person, revision: int, texts: Sequence[str]) -> RejectReasons:
    """Others from now on, if they are still as the caller saw them."""
    if len(set(texts)) != len(texts):
        raise Invalid("The same reason stands there twice. Keep one of them.", field="items")
    new = RejectReasons(revision + 1, tuple(texts))

    def step(books: Books) -> Entry:
        register = books.authority.people.register
        at_seen(register.reject_reasons.revision, revision, "the reasons")
        author = named(acting(books, by))

        def write(connection: Connection, head: Head) -> None:
            reject_reasons.save(connection, new, author, head.now)

        said = f"{author.name} changed the reasons that are at hand for a no."
        content = {"revision": new.revision, "items": list(new.texts)}
        changed = Event("reasons.changed", author, said, content=content)
        return Entry(register=replace(register, reject_reasons=new), events=(changed,), writes=(write,))

    await administer(office, step)
    return new

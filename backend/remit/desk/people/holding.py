"""Certificates granted, renewed and taken back. What they unlock counts with the commit; a lapse needs no write."""

from dataclasses import replace
from datetime import datetime

from remit.desk.ledger.books import Books, Entry, Write
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.accounts import current
from remit.desk.people.administering import acting, administer, at_version
from remit.desk.people.standing import not_oneself
from remit.domain.certificates import Held, ends
from remit.domain.people import Person
from remit.domain.refusal import Invalid, NotFound
from remit.store import certificates
from remit.store.database.session import Connection
from remit.store.heads import Head


async def grant(
    office: Office, by: Person, person_id: str, version: int, code: str, granted_at: datetime | None = None
) -> Person:
    """The certificate, from that moment (else now) for as long as its kind is valid. Held already: renewed."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        not_oneself(actor, known)
        held = _held(books, actor, code, granted_at or books.now)
        others = [one for one in known.held if one.code != code]
        mine = tuple(sorted((*others, held), key=lambda one: one.code))
        after = replace(known, held=mine, version=known.version + 1)
        return Entry(people=(after,), events=(news.granted(after, actor, held),), writes=(_kept(known.id, code, held),))

    await administer(office, step)
    return current(office, person_id)


async def revoke(office: Office, by: Person, person_id: str, version: int, code: str) -> Person:
    """Take it back."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        not_oneself(actor, known)
        others = tuple(one for one in known.held if one.code != code)
        if others == known.held:
            raise NotFound(f"{known.name} does not hold the certificate {code}.")
        after = replace(known, held=others, version=known.version + 1)
        return Entry(people=(after,), events=(news.revoked(after, actor, code),), writes=(_kept(known.id, code, None),))

    await administer(office, step)
    return current(office, person_id)


def _held(books: Books, by: Person, code: str, granted_at: datetime) -> Held:
    kind = books.authority.people.register.certificate(code)
    if kind is None:
        known = ", ".join(one.code for one in books.authority.people.register.certificates) or "none yet"
        raise Invalid(f"There is no certificate {code}. Certificates are {known}.", field="code")
    held = Held(code, granted_at, ends(granted_at, kind.months), by.name, by.id)
    if granted_at > books.now:
        raise Invalid("A certificate is granted when it was earned: today or before.", field="granted_at")
    if not held.valid(books.now):
        raise Invalid(f"Granted then, {code} would have lapsed already. It has to be earned anew.", field="granted_at")
    return held


def _kept(person_id: str, code: str, held: Held | None) -> Write:
    def write(connection: Connection, _head: Head) -> None:
        certificates.drop(connection, person_id, code)
        if held is not None:
            certificates.hold(connection, [(person_id, held)])

    return write

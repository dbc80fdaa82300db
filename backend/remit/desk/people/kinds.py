"""Kinds of certificates: defined, changed, let go while nobody uses them."""

from collections.abc import Sequence
from dataclasses import replace

from remit.desk.ledger.books import Books, Entry, Write
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.administering import acting, administer
from remit.desk.people.registers import at_seen, unused
from remit.domain.certificates import Certificate
from remit.domain.people import Person, Register
from remit.domain.refusal import Invalid, NotFound
from remit.store import certificates
from remit.store.database.session import Connection
from remit.store.heads import Head


async def define(office: Office, by: Person, kind: Certificate, version: int | None) -> Certificate:
    """A new kind of certificate (version None), or another name, validity or warning for the next ones granted."""

    def step(books: Books) -> Entry:
        register = books.authority.people.register
        known = register.certificate(kind.code)
        if known is None and version is not None:
            raise NotFound(f"There is no certificate {kind.code}.")
        if known is not None and version is None:
            raise Invalid(f"There is a certificate {kind.code} already. Change that one.", field="code")
        if known is not None:
            at_seen(known.version, version, kind.code)
        made = replace(kind, version=known.version + 1 if known else 1)
        others = [one for one in register.certificates if one.code != kind.code]
        said = f"The certificate {made.code} is {made.name}, {_validity(made)}."
        return _entry(books, by, replace(register, certificates=_by_code([*others, made])), said, _kept(made, known))

    await administer(office, step)
    return _certificate(office.authority.people.register, kind.code)


async def drop(office: Office, by: Person, code: str) -> None:
    """A kind that nobody holds, and no limit asks for."""

    def step(books: Books) -> Entry:
        register = books.authority.people.register
        gone = _certificate(register, code)
        unused(books, gone.code, None, lambda person: any(one.code == code for one in person.held), code)
        left = tuple(one for one in register.certificates if one.code != code)

        def write(connection: Connection, _head: Head) -> None:
            certificates.drop_kind(connection, code)

        return _entry(
            books, by, replace(register, certificates=left), f"There is no certificate {code} any more.", write
        )

    await administer(office, step)


def _entry(books: Books, by: Person, register: Register, said: str, write: Write) -> Entry:
    told = news.registered("certificate.changed", said, acting(books, by))
    return Entry(register=register, events=(told,), writes=(write,))


def _kept(kind: Certificate, known: Certificate | None) -> Write:
    def write(connection: Connection, _head: Head) -> None:
        if known is None:
            certificates.add_kinds(connection, [kind])
        else:
            certificates.save_kind(connection, kind)

    return write


def _certificate(register: Register, code: str) -> Certificate:
    found = register.certificate(code)
    if found is None:
        raise NotFound(f"There is no certificate {code}.")
    return found


def _by_code(kinds: Sequence[Certificate]) -> tuple[Certificate, ...]:
    return tuple(sorted(kinds, key=lambda one: one.code))


def _validity(kind: Certificate) -> str:
    return "which does not expire" if kind.months is None else f"valid for {kind.months} months"

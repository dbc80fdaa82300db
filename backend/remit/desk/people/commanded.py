"""Accounts as the command line changes them: whoever runs it owns the machine, so nobody seconds; it is recorded."""

import re
from dataclasses import replace

from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry, Write
from remit.desk.ledger.ledger import Ledger
from remit.desk.people import news
from remit.desk.people.accounts import signed_out
from remit.desk.people.administering import Administering, person_of
from remit.desk.people.standing import checked
from remit.domain.people import Person, Register, Team
from remit.domain.refusal import Invalid
from remit.store import teams
from remit.store.database.session import Connection
from remit.store.heads import Head

_TEAM = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


async def change(ledger: Ledger, person: Person) -> None:
    """The account becomes this; a team that there is not yet is founded by its first member."""

    def step(books: Books) -> Entry:
        known = person_of(books, person.id)
        founded = with_team(books.authority, person.team)
        checked(person, founded)
        register = founded.people.register
        after = replace(person, chosen_presence=known.chosen_presence, proposed=None, version=known.version + 1)
        said = (news.standing(after),)
        return Entry(people=(after,), events=said, register=register, writes=_writes(after, register))

    await ledger.submit(Administering(step))


def with_team(authority: Snapshot, name: str | None) -> Snapshot:
    """The limits and people with this team among them."""
    register = authority.people.register
    if name is None or register.team(name) is not None:
        return authority
    if not _TEAM.fullmatch(name):
        raise Invalid("A team is a short name in small letters, for example north.", field="team")
    founded = replace(register, teams=(*register.teams, Team(name, name.replace("_", " ").capitalize())))
    return authority.with_people(authority.people.with_register(authority.people.revision, founded))


def _writes(person: Person, register: Register) -> tuple[Write, ...]:
    def found(connection: Connection, _head: Head) -> None:
        teams.put(connection, register.teams)

    return (found,) if person.active else (found, signed_out(person.id))

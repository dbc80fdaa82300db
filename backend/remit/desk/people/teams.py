"""Teams: founded, named, put in order, dissolved while nobody uses them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.administering import acting, administer
from remit.desk.people.registers import StaleEntry, at_seen, unused
from remit.domain.people import Person, Register, Team
from remit.domain.refusal import Invalid, NotFound
from remit.store import teams
from remit.store.database.session import Connection
from remit.store.heads import Head

Step = Callable[[Books, Register], tuple[tuple[Team, ...], str]]
"""The teams afterwards, and what to say of it."""


async def found(office: Office, by: Person, name: str, title: str) -> Team:
    """A new team, last in order."""

    def step(_books: Books, register: Register) -> tuple[tuple[Team, ...], str]:
        if register.team(name):
            raise Invalid(f"There is a team {name} already. Choose another name.", field="name")
        return (*register.teams, Team(name, title)), f"The team {title} was founded."

    return _named(await _on_teams(office, by, step), name)


async def retitle(office: Office, by: Person, name: str, title: str, version: int) -> Team:
    """Another title; rules go on by the name."""

    def step(_books: Books, register: Register) -> tuple[tuple[Team, ...], str]:
        known = _team(register, name)
        at_seen(known.version, version, known.title)
        changed = Team(name, title, known.version + 1)
        return tuple(changed if one.name == name else one for one in register.teams), f"{known.title} is now {title}."

    return _named(await _on_teams(office, by, step), name)


async def order(office: Office, by: Person, names: Sequence[str]) -> tuple[Team, ...]:
    """The teams in another order; every team has to be named."""

    def step(_books: Books, register: Register) -> tuple[tuple[Team, ...], str]:
        if sorted(names) != sorted(team.name for team in register.teams):
            raise StaleEntry("These are not the teams there are now. Load them again, then put them in order.")
        return tuple(_team(register, name) for name in names), "The teams are in another order."

    return await _on_teams(office, by, step)


async def drop(office: Office, by: Person, name: str) -> None:
    """A team without people, that no limit speaks of."""

    def step(books: Books, register: Register) -> tuple[tuple[Team, ...], str]:
        gone = _team(register, name)
        unused(books, gone.title, f"team:{name}", lambda person: person.team == name)
        return tuple(one for one in register.teams if one.name != name), f"The team {gone.title} was dissolved."

    await _on_teams(office, by, step)


async def _on_teams(office: Office, by: Person, step: Step) -> tuple[Team, ...]:
    def decide(books: Books) -> Entry:
        register = books.authority.people.register
        after, said = step(books, register)
        actor = acting(books, by)

        def write(connection: Connection, _head: Head) -> None:
            teams.put(connection, after)

        register = replace(register, teams=after)
        return Entry(register=register, events=(news.registered("team.changed", said, actor),), writes=(write,))

    await administer(office, decide)
    return office.authority.people.register.teams


def _team(register: Register, name: str) -> Team:
    found = register.team(name)
    if found is None:
        raise NotFound(f"There is no team {name}.")
    return found


def _named(found: Sequence[Team], name: str) -> Team:
    return next(team for team in found if team.name == name)

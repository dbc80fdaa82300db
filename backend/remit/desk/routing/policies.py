"""Escalation policies, working hours and who is kept apart: read, changed as they were seen, looked over."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.administering import acting, administer
from remit.desk.people.registers import at_seen
from remit.domain.people import Directory, Person
from remit.domain.requests.request import named
from remit.domain.routing.lint import Flaw, Floor, flaws
from remit.domain.routing.policies import InvalidRouting, Routing, checked
from remit.domain.values import value
from remit.store import routing
from remit.store.database.session import Connection
from remit.store.heads import Head
from remit.store.routing import Saved


@value(frozen=True, slots=True)
class Kept:
    """What counts, who changed it last, and what is wrong with it."""

    routing: Routing
    saved: Saved | None
    flaws: tuple[Flaw, ...]


async def read(office: Office) -> Kept:
    """What counts."""
    authority = await office.ledger.in_force()
    saved = await office.database.read(routing.last_saved)
    found = await asyncio.to_thread(looked_over, authority.people.register.routing, authority)
    return Kept(authority.people.register.routing, saved, found)


async def put(office: Office, by: Person, wanted: Routing, note: str) -> Kept:
    """Something else counts from now on; `wanted.revision` is the one that was seen. What waits follows it at once."""

    def decide(books: Books) -> Entry:
        register, actor = books.authority.people.register, acting(books, by)
        at_seen(register.routing.revision, wanted.revision, "who is asked")
        checked(wanted.policies, [tier.name for tier in books.authority.tiers])
        _known(wanted, books.authority.people)
        after = replace(wanted, revision=wanted.revision + 1)
        saved = Saved(note, books.now, named(actor))

        def write(connection: Connection, _head: Head) -> None:
            routing.save(connection, after, saved)

        said = f"{actor.name} changed who is asked: {note}"
        told = news.registered("routing.changed", said, actor)
        return Entry(register=replace(register, routing=after), events=(told,), writes=(write,))

    await administer(office, decide)
    return await read(office)


def looked_over(wanted: Routing, authority: Snapshot) -> tuple[Flaw, ...]:
    """What is wrong with it, by the limits and people of now."""
    granting = {rule.subject for rule in authority.rules.values() if rule.mode == "approve" and rule.kind == "grant"}

    def approves(person: Person) -> bool:
        return not granting.isdisjoint(authority.grants_of(person))

    return flaws(wanted, Floor(authority.people, authority.tiers, approves))


def _known(wanted: Routing, people: Directory) -> None:
    """Refuse teams and people that there are not."""
    for index, policy in enumerate(wanted.policies):
        _team(policy.team, people, index)
        for step in policy.steps:
            _people(step.people, people, index)
    for index, hours in enumerate(wanted.hours):
        _team(hours.team, people, index)
    if len({one.team for one in wanted.hours}) < len(wanted.hours):
        raise InvalidRouting("There are two sets of hours for the same team. Keep one of them.", field="hours")
    for index, pair in enumerate(wanted.apart):
        _people(pair, people, index)
        if len(pair) == 1:
            raise InvalidRouting("Two people are kept apart, not one from themselves.", index=index, field="apart")


def _team(team: str | None, people: Directory, index: int) -> None:
    if team is not None and people.register.team(team) is None:
        raise InvalidRouting(f"There is no team {team}.", index=index, field="team")


def _people(ids: Iterable[str], people: Directory, index: int) -> None:
    for one in ids:
        if people.get(one) is None:
            detail = f"There is nobody with the id {one}. Look for them in the list of people."
            raise InvalidRouting(detail, index=index, field="people")

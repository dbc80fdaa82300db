"""Fifty thousand people stay usable: no list takes long, and a change touches only what it changes."""

import time
from dataclasses import replace

import pytest

from remit import clock
from remit.demo.certificates import KINDS, REGISTER
from remit.desk import founding
from remit.domain.certificates import Held, ends
from remit.domain.people import Person, directory
from remit.store import certificates, people, staff, teams
from remit.store.database.session import connect
from remit.store.staff import Wanted

MANY = 50_000
SERVER_S = 0.2
"""No request may take longer on the server."""
FIRST = ("Ana", "Zoë", "Søren", "Mia", "Łukasz", "Noah", "Priya")


def person(number: int) -> Person:
    granted = clock.now()
    return Person(
        id=f"usr_{number:06}",
        name=f"{FIRST[number % 7]} Person{number}",
        email=f"person{number}@acme.example",
        roles=frozenset({"agent"} if number % 50 else {"ops", "agent"}),
        tier=("trainee", "agent", "senior", "lead")[number % 4],
        team=("north", "south", "west")[number % 3],
        active=number % 20 > 0,
        held=(Held("GW-1", granted, ends(granted, 12), "Theo"),) if number % 5 == 0 else (),
    )


def crowd(connection) -> None:
    founding.found(connection)
    teams.put(connection, REGISTER.teams)
    certificates.add_kinds(connection, KINDS)
    people.add(connection, map(person, range(MANY)), {}, revision=1)
    # What PostgreSQL does by itself a minute later.
    connection.exec_driver_sql("ANALYZE")


@pytest.fixture
def wanted():
    now = clock.now()
    return lambda **said: Wanted(**said, kinds=KINDS, now=now)


async def test_no_list_takes_long(database_url, wanted):
    database = connect(database_url)
    try:
        await database.write(crowd)
        asked = [
            wanted(),
            wanted(q="soren person4"),
            wanted(q="nobody of that name"),
            wanted(role="ops"),
            wanted(tier="lead", team="west", active=True),
            wanted(certificate="GW-1", standing="held"),
            wanted(certificate="GW-1", standing="missing"),
            wanted(standing="lapsed"),
            wanted(proposed=True),
        ]
        for one in asked:
            page = lambda: database.read(staff.page, one, staff.BY_NAME, None, 201)  # noqa: B023, E731
            assert await _best(page) < SERVER_S, one
            deep = lambda: database.read(staff.page, one, staff.BY_NAME, "soren p", 201)  # noqa: B023, E731
            assert await _best(deep) < SERVER_S, one
            assert await _best(lambda: database.read(staff.count, one)) < SERVER_S, one  # noqa: B023
        assert len(await database.read(staff.page, wanted(), staff.BY_NAME, None, 201)) == 201
        assert await database.read(staff.count, wanted(active=False)) == MANY // 20
    finally:
        await database.close()


async def _best(work) -> float:
    """Neighbours may be busy for a while: the best within some seconds counts."""
    best, deadline = 60.0, time.monotonic() + 15
    while best >= SERVER_S and time.monotonic() < deadline:
        start = time.perf_counter()
        await work()
        best = min(best, time.perf_counter() - start)
    return best


def test_a_change_leaves_everybody_else_where_they_are():
    whole = directory(1, map(person, range(5_000)))
    one = whole.people["usr_000001"]
    moved = whole.with_people(2, [replace(one, tier="lead", team=None)])
    assert moved.groups[("lead", None)] == (one.id,)
    assert one.id not in moved.groups[(one.tier, one.team)]
    untouched = [key for key in whole.groups if key != (one.tier, one.team)]
    assert all(moved.groups[key] is whole.groups[key] for key in untouched)
    away = moved.with_people(3, [replace(one, chosen_presence="away", tier="lead", team=None)])
    assert all(away.groups[key] is moved.groups[key] for key in moved.groups)
    gone = moved.with_people(3, [replace(one, active=False)])
    assert ("lead", None) not in gone.groups
    assert {key: set(ids) for key, ids in gone.groups.items()} == _grouped(gone)


def _grouped(whole):
    found = {}
    for each in whole:
        if each.active:
            found.setdefault((each.tier, each.team), set()).add(each.id)
    return found

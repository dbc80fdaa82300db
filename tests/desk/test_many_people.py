"""Fifty thousand people stay usable: no list takes long, and a change touches only what it changes."""

import itertools
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
MOST_STEPS, A_PAGE = 1_000, 10
"""Of a thousand each; a thousand of them are some 50 ms. What a person waits for, `make bench PART=large` measures."""
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


async def test_no_list_makes_the_database_work_for_long(sqlite_url, wanted):
    database = connect(sqlite_url)
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
            steps = [
                await database.read(_steps, lambda it: staff.page(it, one, staff.BY_NAME, None, 201)),  # noqa: B023
                await database.read(_steps, lambda it: staff.page(it, one, staff.BY_NAME, "soren p", 201)),  # noqa: B023
                await database.read(_steps, lambda it: staff.count(it, one)),  # noqa: B023
            ]
            assert max(steps) < MOST_STEPS, (one, steps)
        first = await database.read(_steps, lambda it: staff.page(it, wanted(), staff.BY_NAME, None, 201))
        assert first < A_PAGE, "a page is read along the index"
    finally:
        await database.close()


async def test_a_page_and_a_count_find_all(database_url, wanted):
    database = connect(database_url)
    try:
        await database.write(crowd)
        assert len(await database.read(staff.page, wanted(), staff.BY_NAME, None, 201)) == 201
        assert await database.read(staff.count, wanted(active=False)) == MANY // 20
    finally:
        await database.close()


def _steps(connection, work) -> int:
    """How many thousand steps SQLite takes for this: however busy the machine is, as many."""
    taken = itertools.count()
    driver = connection.connection.driver_connection
    driver.set_progress_handler(lambda: next(taken) and None, 1_000)
    try:
        work(connection)
    finally:
        driver.set_progress_handler(None, 0)
    return next(taken)


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

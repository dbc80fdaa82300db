"""Sockets and the bell are cut at random while people work: every view is in the end what a fresh one is."""

import asyncio
import os
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from random import Random

import asyncpg
import httpx
import pytest

from remit.connectors.shop import Shop
from remit.domain.people import Person
from tests.api.calls import API
from tests.faults.checker import broken
from tests.faults.crowd import REST_S, Crowd
from tests.faults.evidence import Evidence, evidence_at_rest
from tests.faults.line import Line
from tests.faults.results import SEED, counted
from tests.faults.tab import Tab, differences, until
from tests.journeys.instances import instances

EVENTS = int(os.environ.get("REMIT_FAULT_EVENTS", "600"))
CUTS, BELLS = EVENTS // 20, EVENTS // 100
LONGEST_S = 120 + EVENTS // 4
_BEHIND, _LONG_REST_S = 400, 3.0
"""Who is cut all the time takes only so many events a second: the crowd waits, or they never see its end."""
_BELLS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND (query LIKE 'LISTEN %' OR query LIKE 'NOTIFY %')"""


@pytest.fixture
def two(crowd, postgresql_url, served_world):
    """The floor with orders that last, and two instances over its database and shop."""
    floor = crowd(postgresql_url, f"{SEED} the channel")
    like = next(one for one in served_world.fresh if one.id == floor.orders[0])
    orders = [
        replace(like, id=f"SO-L{place}", captured=50_000_000, customer=replace(like.customer, id=f"C-L{place}"))
        for place in range(40)
    ]
    shop = Shop.open(floor.lab.settings.shop)
    shop.add_orders(orders)
    shop.close()
    with instances(2, floor.lab.settings, served_world) as running:
        everything = next(one for one in served_world.people if "ops" in one.roles)
        yield replace(floor, orders=[one.id for one in orders]), everything, [one.url for one in running]
    floor.lab._listening.close()


@pytest.mark.slow
async def test_every_view_is_a_fresh_one_however_sockets_and_the_bell_are_cut(two):
    floor, ops, urls = two
    what = ", 2 processes on postgresql"
    with (
        counted(f"events that every view has to show, and nobody else's{what}") as seen,
        counted(f"sockets cut in mid-stream{what}") as cuts,
        counted(f"the bell cut{what}") as bells,
    ):
        async with AsyncExitStack() as stack:
            lines = [await stack.enter_async_context(Line([_port(url)], Random(f"{SEED} {url}"))) for url in urls]
            floor.lab.url = (await stack.enter_async_context(Line([_port(url) for url in urls]))).url
            tabs = _tabs(floor, ops, lines, urls)
            cutter = await asyncpg.connect(floor.lab.settings.database_url)
            stack.push_async_callback(cutter.close)
            await _worked_and_cut(floor, tabs, lines, cutter, (seen, cuts, bells))
        found = await evidence_at_rest(floor.lab.settings.database_url, floor.lab.settings.shop)
        seen.violations += [f"{tab.person.name} {wrong}" for tab in tabs for wrong in tab.wrong]
        seen.violations += _told(tabs, found) + broken(floor.history.lines, found)
    assert not seen.violations


def _port(url: str) -> int:
    return int(url.rpartition(":")[2])


def _tabs(floor: Crowd, ops: Person, lines: list[Line], urls: list[str]) -> list[Tab]:
    """Two agents, two leads and a manager; operations, who see everything, with two tabs. The last is to be moved."""
    leads = [one for one in floor.approvers if one.tier == "lead"]
    manager = next(one for one in floor.approvers if one.tier == "duty_manager")
    people = [*floor.agents[:2], ops, ops, manager, leads[0], leads[1]]
    tokens = {**floor.tokens, ops.id: floor.tokens["ops"]}
    return [Tab(one, tokens[one.id], lines, urls, Random(f"{SEED} tab {place}")) for place, one in enumerate(people)]


async def _worked_and_cut(floor: Crowd, tabs: list[Tab], lines: list[Line], cutter: asyncpg.Connection, counts) -> None:
    seen, cuts, bells = counts
    staying = [asyncio.create_task(tab.stay()) for tab in tabs]
    over, quiet = asyncio.Event(), asyncio.Event()
    everything = tabs[2]
    pace = _keep_pace(floor, everything)
    going = [*staying, asyncio.create_task(_silence(cutter, quiet, bells)), asyncio.create_task(pace)]

    def enough() -> bool:
        seen.tries, cuts.tries = len(everything.seqs), sum(one.cuts for one in lines)
        return seen.tries >= EVENTS and cuts.tries >= CUTS and bells.tries >= BELLS and tabs[-1].moved_at > 0

    try:
        await until(lambda: all(tab.opened for tab in tabs), going, LONGEST_S)
        going.append(work := asyncio.create_task(floor.work(over)))
        await until(lambda: len(everything.seqs) > EVENTS // 2, going, LONGEST_S)
        await _demote(floor, tabs[-1])
        await until(enough, going, LONGEST_S)
        for line in lines:
            line.dice = None
        quiet.set()  # no bell is left alone from now on: what happens last is found by looking
        over.set()
        await work
        await floor.settle_down()
        seen.violations += await differences(tabs)
    finally:
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)


async def _keep_pace(floor: Crowd, tab: Tab) -> None:
    """Nobody asks for more while this tab is far behind the record."""
    watcher = await asyncpg.connect(floor.lab.settings.database_url)
    try:
        while True:
            newest = await watcher.fetchval("SELECT max(event_seq) FROM heads")
            floor.rest_s = _LONG_REST_S if tab.opened and newest - tab.at > _BEHIND else REST_S
            await asyncio.sleep(0.2)
    finally:
        await watcher.close()


async def _silence(cutter: asyncpg.Connection, quiet: asyncio.Event, bells) -> None:
    """Cut the connections that the bell is heard and rung by: every now and then, and in the end all the time."""
    dice = Random(f"{SEED} bells")
    while True:
        bells.tries += sum(row[0] for row in await cutter.fetch(_BELLS))
        if quiet.is_set():
            await asyncio.sleep(0.05)
            continue
        with suppress(TimeoutError):
            async with asyncio.timeout(dice.uniform(0.1, 1.5)):  # wait_for() would swallow the end of the test
                await quiet.wait()


async def _demote(floor: Crowd, tab: Tab) -> None:
    """What this lead may read from now on is what they ask for themselves."""
    headers = {"Authorization": f"Bearer {floor.tokens['ops']}"}
    async with httpx.AsyncClient(base_url=floor.lab.url + API, headers=headers, timeout=60, trust_env=False) as client:
        seen = (await client.get(f"/people/{tab.person.id}")).raise_for_status().json()
        said = {"version": seen["version"], "tier": "agent", "roles": ["agent"]}
        (await client.patch(f"/people/{tab.person.id}", json=said)).raise_for_status()


def _told(tabs: list[Tab], found: Evidence) -> list[str]:
    """Not by what the server says of itself: who sees everything has every number, agents all of what is theirs."""
    wrong = []
    for tab in tabs[:4]:
        numbers = found.seqs if tab.person.tier != "agent" else _own(tab.person.id, found)
        missed = {seq for seq in numbers if tab.start < seq <= tab.at} - set(tab.seqs)
        wrong += [f"{tab.person.name} was never told of {seq}" for seq in missed]
    return wrong


def _own(person_id: str, found: Evidence) -> list[int]:
    return [one.seq for one in found.events if one.request["requester"]["id"] == person_id]

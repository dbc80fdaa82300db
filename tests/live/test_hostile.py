"""Slow, flooding, half-open and hostile clients, all at once, at a process of its own: nobody else notices."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from remit.settings import Settings
from tests.api.calls import asking, made
from tests.faults.line import Line
from tests.journeys.instances import instances
from tests.live import hostile
from tests.live.ear import Ear, dial
from tests.serving import Served, furnish

REQUESTS = 12
HEARD_WITHIN_S = 30
MOST_GROWN_KIB = 160 * 1024
MISBEHAVED = 1008


@pytest.fixture
def alone(migrated_sqlite, served_world, tmp_path):
    """A server in a process of its own."""
    path = shutil.copy(migrated_sqlite, tmp_path / "remit.db")
    settings = Settings(database_url=f"sqlite:///{path}", shop_path=tmp_path / "shop.db", demo=True)
    furnish(settings, served_world)
    with instances(1, settings, served_world) as (running,):
        yield running


def resident_kib(served: Served) -> int:
    """The memory that the process holds."""
    said = Path(f"/proc/{served.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmRSS:"))


def villains(served: Served, cookies: list[str]) -> list:
    """All of them, each with somebody's own good session."""
    deaf, flooding, wavering, loud, rubbish = cookies
    return [
        *(hostile.never_reads(served, deaf) for _ in range(10)),
        *(hostile.again_and_again(served, flooding, hostile.floods) for _ in range(2)),
        hostile.again_and_again(served, wavering, hostile.changes_its_mind),
        *(hostile.again_and_again(served, loud, hostile.says_too_much) for _ in range(2)),
        *(hostile.again_and_again(served, rubbish, hostile.talks_rubbish(one)) for one in hostile.GARBAGE),
        *(hostile.again_and_again(served, rubbish, hostile.breaks_frames(one)) for one in hostile.BROKEN_FRAMES),
        *(hostile.half_asks(served, one) for one in hostile.HALF_ASKED for _ in range(30)),
    ]


async def test_whatever_they_do_everybody_else_hears_of_each_event_and_memory_stays_bounded(alone):
    agent, lead = alone.person(tier="agent", team="north"), alone.person(tier="lead", team="north")
    others = alone.people(tier="agent")[-5:]
    cookies = [await asyncio.to_thread(alone.cookie, one) for one in others]
    client = await asyncio.to_thread(alone.client, agent)
    async with Ear(alone, agent) as mine, Ear(alone, lead) as theirs, Line([int(alone.url.rpartition(":")[2])]) as line:
        before = resident_kib(alone)
        half_open = Served(line.url, None, alone.settings, alone.world)
        wires = [await dial(half_open, cookies[0], open_timeout=60) for _ in range(10)]
        line.swallows()
        tasks = [asyncio.create_task(one) for one in villains(alone, cookies)]
        try:
            for _ in range(REQUESTS):
                request = await asyncio.to_thread(made, client, asking(alone.order(), 9_000))
                for ear in (mine, theirs):
                    await ear.about("request.pending", request, HEARD_WITHIN_S)
            assert resident_kib(alone) - before < MOST_GROWN_KIB
        finally:
            for task in tasks:
                task.cancel()
            over = await asyncio.gather(*tasks, return_exceptions=True)
            for wire in wires:
                wire.transport.abort()
    assert not [one for one in over if not isinstance(one, asyncio.CancelledError)], "a villain gave up"
    assert mine.wire.close_code == theirs.wire.close_code == 1000


async def test_answers_that_nobody_has_asked_for_excuse_no_flood(served):
    cookie = await asyncio.to_thread(served.cookie, served.person(tier="agent"))
    async with dial(served, cookie) as wire:
        await wire.recv()
        with suppress(ConnectionClosed):
            for _ in range(1_000):
                await wire.send('{"type": "active"}')
                await wire.send('{"type": "pong"}')
                await asyncio.sleep(0)
        await asyncio.wait_for(wire.wait_closed(), 30)
        assert wire.close_code == MISBEHAVED

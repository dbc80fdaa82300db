"""Two processes behind one address are stopped and begun anew in turn while people work: nothing is lost by it."""

import asyncio
import os
import subprocess
import sys
from contextlib import AsyncExitStack
from itertools import cycle, islice
from pathlib import Path
from random import Random

import httpx
import pytest

from remit.settings import Settings
from tests.faults.checker import broken
from tests.faults.evidence import evidence_at_rest
from tests.faults.line import Line
from tests.faults.results import SEED, Count, counted
from tests.faults.tab import Tab, differences, until
from tests.services import free_port

RESTARTS = int(os.environ.get("REMIT_FAULT_RESTARTS", "2"))
LONGEST_S = 120
TOLD_BETWEEN = 6


class Place:
    """One port, and whichever process serves there now."""

    def __init__(self, settings: Settings) -> None:
        self.port = free_port()
        environment = {"REMIT_DATABASE_URL": settings.database_url, "REMIT_SHOP_PATH": str(settings.shop)}
        self._environment = {**os.environ, **environment}

    def begin(self) -> None:
        """Serve."""
        command = [str(Path(sys.executable).with_name("remit")), "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, env=self._environment)

    async def ready(self) -> None:
        async with asyncio.timeout(LONGEST_S), httpx.AsyncClient(verify=False, trust_env=False) as client:
            while not await self._answers(client):  # noqa: ASYNC110 - a process tells nobody when it is ready
                await asyncio.sleep(0.05)

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(f"http://127.0.0.1:{self.port}/readyz", timeout=10)).is_success
        except httpx.TransportError:
            assert self._process.poll() is None, "it did not start; its log says why"
            return False

    def end(self) -> None:
        """As whoever rolls out a new version does it."""
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise


@pytest.fixture
def places(crowd, postgresql_url):
    """The floor, and two places that are served over its database and shop."""
    floor = crowd(postgresql_url, f"{SEED} restarts")
    floor.rest_s = 0.4  # fifty restarts take their time, and the orders have to last
    two = [Place(floor.lab.settings) for _ in range(2)]
    for one in two:
        one.begin()
    yield floor, two
    for one in two:
        one.end()
    floor.lab._listening.close()


@pytest.mark.slow
async def test_restarts_in_turn_lose_nothing_and_double_nothing(places):
    floor, two = places
    with counted("a process stopped and begun anew at work, 2 processes on postgresql") as count:
        async with AsyncExitStack() as stack:
            for one in two:
                await one.ready()
            line = await stack.enter_async_context(Line([one.port for one in two]))
            floor.lab.url = line.url
            people = [*floor.agents[:2], *(one for one in floor.approvers if one.tier == "lead")][:4]
            dice = Random(f"{SEED} restarts")
            tabs = [Tab(one, floor.tokens[one.id], [line], [line.url], dice) for one in people]
            await _restarted(floor, two, tabs, count)
        found = await evidence_at_rest(floor.lab.settings.database_url, floor.lab.settings.shop)
        count.violations += [f"{tab.person.name} {wrong}" for tab in tabs for wrong in tab.wrong]
        count.violations += broken(floor.history.lines, found)
    assert not count.violations


async def _restarted(floor, two: list[Place], tabs: list[Tab], count: Count) -> None:
    over = asyncio.Event()
    going = [asyncio.create_task(tab.stay()) for tab in tabs]
    try:
        await until(lambda: all(tab.opened for tab in tabs), going, LONGEST_S)
        going.append(work := asyncio.create_task(floor.work(over)))
        for place in islice(cycle(two), RESTARTS):
            await _told(floor)
            await asyncio.to_thread(place.end)
            await _told(floor)
            place.begin()
            await place.ready()
            count.tries += 1
        # Whoever was cut comes back.
        await until(lambda: all(tab.opened > 1 for tab in tabs), going, LONGEST_S)
        over.set()
        await work
        await floor.settle_down()
        count.violations += await differences(tabs)
    finally:
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)


async def _told(floor) -> None:
    """A few more have got their answer since now."""

    def heard() -> int:
        return sum(line["kind"] in ("ok", "fail") for line in floor.history.lines)

    enough = heard() + TOLD_BETWEEN
    await until(lambda: heard() >= enough, [], LONGEST_S)

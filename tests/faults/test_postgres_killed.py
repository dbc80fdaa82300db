"""PostgreSQL is killed while people work, again and again: what was acknowledged is kept, and Remit goes on."""

import asyncio
import os
import signal
from random import Random

import pytest

from remit.store.migrations import migrate
from tests.faults.checker import broken
from tests.faults.crowd import Crowd
from tests.faults.evidence import evidence
from tests.faults.life import Life
from tests.faults.results import SEED, counted
from tests.services import DURABLE, Cluster, cluster

KILLS = int(os.environ.get("REMIT_FAULT_POSTGRES", "20"))


@pytest.fixture
def own():
    """A server of this test's own, with all that keeps a commit."""
    with cluster(DURABLE) as server:
        yield server


@pytest.mark.slow
async def test_postgresql_is_killed_and_nothing_is_lost_or_moved_twice(own, crowd):
    await asyncio.to_thread(migrate, own.url)
    floor = crowd(own.url, f"{SEED} postgresql is killed")
    with counted("kill -9 of PostgreSQL, Remit lives on") as count:
        async with floor.lab:
            await floor.lab.begin(Life())
            over = asyncio.Event()
            work = asyncio.create_task(floor.work(over))
            for number in range(KILLS):
                await _killed_at_work(floor, own, number)
                count.tries += 1
            over.set()
            await work
            await floor.settle_down()
            floor.lab.kill()
            assert await floor.lab.ended() == -signal.SIGKILL, "Remit itself had to live on until now"
            found = await evidence(own.url, floor.lab.settings.shop)
        count.violations = broken(floor.history.lines, found)
    assert not count.violations
    kinds = [line["kind"] for line in floor.history.lines]
    assert kinds.count("ok") > KILLS
    assert kinds.count("info") > KILLS


async def _killed_at_work(floor: Crowd, own: Cluster, number: int) -> None:
    """Once a few more have got their answer: after so many milliseconds more, so that it is always another moment."""
    async with asyncio.timeout(60):
        for _ in range(8):
            await floor.told.acquire()
    await asyncio.sleep(Random(f"{SEED} {number}").random() / 50)
    await asyncio.to_thread(own.kill)
    await asyncio.to_thread(own.begin)

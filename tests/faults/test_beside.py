"""Of three processes one is killed or paused with the ledger's lock in its hand: the others go on, nothing is lost."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from random import Random

import pytest

from tests.faults.checker import broken
from tests.faults.crowd import Crowd
from tests.faults.evidence import evidence_at_rest
from tests.faults.lab import Lab
from tests.faults.life import Life
from tests.faults.line import Line
from tests.faults.results import SEED, Count, counted
from tests.faults.tab import until

ROUNDS = int(os.environ.get("REMIT_FAULT_BESIDE", "8"))
PAUSED_EVERY = 6
"""The database waits ten seconds for whoever is silent with a lock."""
IN_A_BATCH = ("ask:written", "settle:written", "take:written", "end:written")
"""Decided and written, not committed yet: all others wait for this one."""
LONGEST_S = 120
TOLD_MEANWHILE = 6
LEASE_MS = 2_000


@pytest.fixture
def three(crowd, postgresql_url):
    """The floor, and three labs over its database and shop."""
    floor = crowd(postgresql_url, f"{SEED} beside")
    floor.rest_s = 0.2
    labs = [floor.lab]
    for name in ("second", "third"):
        (folder := floor.lab.folder / name).mkdir()
        labs.append(Lab(floor.lab.settings, folder))
    return floor, labs


@pytest.mark.slow
async def test_one_of_three_is_killed_or_paused_in_mid_batch_and_the_others_go_on(three):
    floor, labs = three
    what = "in mid-batch, the others go on, 3 processes on postgresql"
    with counted(f"kill -9 {what}") as killed, counted(f"paused for ten seconds {what}") as paused:
        async with AsyncExitStack() as stack:
            for lab in labs:
                await stack.enter_async_context(lab)
            for lab in labs:
                await lab.begin(Life(lease_ms=LEASE_MS))
            # Calls are cut now and then, so that everybody is now here, now there.
            ports = [int(lab.url.rpartition(":")[2]) for lab in labs]
            line = await stack.enter_async_context(Line(ports, Random(f"{SEED} beside")))
            floor.lab.url = line.url
            await _struck_in_turn(floor, labs, killed, paused)
            line.dice = None
            await floor.settle_down()
            found = await evidence_at_rest(floor.lab.settings.database_url, floor.lab.settings.shop)
        killed.violations += broken(floor.history.lines, found)
    assert not killed.violations


async def _struck_in_turn(floor: Crowd, labs: list[Lab], killed: Count, paused: Count) -> None:
    over, dice = asyncio.Event(), Random(f"{SEED} struck")
    work = asyncio.create_task(floor.work(over))
    try:
        for number in range(ROUNDS):
            lab, pauses = labs[number % len(labs)], number % PAUSED_EVERY == 0
            step, by = dice.choice(IN_A_BATCH), signal.SIGSTOP if pauses else signal.SIGKILL
            lab.kill()
            await lab.ended()
            await lab.begin(Life(step=step, nth=dice.randint(1, 3), by=by, lease_ms=LEASE_MS))
            await (_paused_meanwhile if pauses else _dead_meanwhile)(floor, lab)
            (paused if pauses else killed).tries += 1
        await _told(floor)
        over.set()
        await work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def _paused_meanwhile(floor: Crowd, lab: Lab) -> None:
    await until(lambda: lab.paused, [], LONGEST_S)
    await _told(floor)
    lab.wake()


async def _dead_meanwhile(floor: Crowd, lab: Lab) -> None:
    async with asyncio.timeout(LONGEST_S):
        assert await lab.ended() == -signal.SIGKILL
    await _told(floor)
    await lab.begin(Life(lease_ms=LEASE_MS))


async def _told(floor: Crowd) -> None:
    """A few more have got their answer since now."""

    def heard() -> int:
        return sum(line["kind"] in ("ok", "fail") for line in floor.history.lines)

    enough = heard() + TOLD_MEANWHILE
    await until(lambda: heard() >= enough, [], LONGEST_S)

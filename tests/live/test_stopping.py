"""Told to stop at the very moment when the bell rings, everything that waits for it stops all the same."""

import asyncio

import pytest

from remit.desk.execution import Worker
from remit.desk.notices.herald import Herald
from remit.desk.notices.ways import Ways
from remit.live.hub import Hub
from remit.store.database.bell import Bell
from tests.desk.offices import office

TURNS = range(6)
"""Of the loop, between the bell and the word to stop."""
STOPS_WITHIN_S = 30


async def stopped(stopping) -> None:
    done, _ = await asyncio.wait([asyncio.ensure_future(stopping)], timeout=STOPS_WITHIN_S)
    assert done, "it waits for the bell again, for ever"


async def rung_and_stopped(waits, rings, turns: int, stop) -> None:
    """Let it come to its wait; then the bell rings, and so many turns of the loop later it is told to stop."""
    async with asyncio.timeout(STOPS_WITHIN_S):
        while not waits():  # noqa: ASYNC110 - an Event tells nobody that somebody waits for it
            await asyncio.sleep(0.01)
    rings()
    for _ in range(turns):
        await asyncio.sleep(0)
    await stopped(stop())


@pytest.mark.parametrize("turns", TURNS)
async def test_those_beside_the_server_stop(sqlite_url, tmp_path, turns):
    async with office(sqlite_url, tmp_path) as one:
        worker, hub, herald = Worker(one), Hub(one), Herald(one, Ways(None, None), None)
        worker.start()
        herald.start()
        await hub.start()
        for waiting in (worker, herald, hub):
            bell = waiting._bell
            await rung_and_stopped(lambda bell=bell: bell._waiters, bell.set, turns, waiting.stop)


@pytest.mark.parametrize("turns", TURNS)
async def test_the_bell_between_processes_stops(postgresql_url, turns):
    bell = Bell(postgresql_url)
    bell.start(lambda: None)
    await rung_and_stopped(lambda: bell._rung._waiters, bell.ring, turns, bell.stop)

"""The bell is heard again after its connection was cut, at whatever moment that was."""

import asyncio

import asyncpg

from remit.store.database import bell
from remit.store.database.bell import Bell

_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE $1"


async def test_whatever_the_driver_says_of_a_cut_it_is_heard_again(postgresql_url, monkeypatch):
    monkeypatch.setattr(bell, "_AGAIN_S", 0.05)
    plain, stumbles = asyncpg.Connection.execute, iter((asyncpg.InternalClientError, OSError, asyncpg.InterfaceError))

    async def stumbling(self, query, *said, **more):
        if query.startswith("NOTIFY") and (broken := next(stumbles, None)):
            raise broken("another operation is in progress")
        return await plain(self, query, *said, **more)

    monkeypatch.setattr(asyncpg.Connection, "execute", stumbling)
    await _heard_again(postgresql_url)


async def test_cut_while_it_rings_it_is_heard_again(postgresql_url, monkeypatch):
    monkeypatch.setattr(bell, "_AGAIN_S", 0.05)
    cutter = await asyncpg.connect(postgresql_url)
    ringing, heard = Bell(postgresql_url), asyncio.Event()
    ringing.start(heard.set)
    for _ in range(8):
        async with asyncio.timeout(60):
            while not any(row[0] for row in await cutter.fetch(_CUT, "NOTIFY %")):
                ringing.ring()
                await asyncio.sleep(0.005)
    await ringing.stop()
    await cutter.close()
    await _heard_again(postgresql_url)


async def _heard_again(url: str) -> None:
    ringing, hearing = Bell(url), Bell(url)
    heard, echo = asyncio.Event(), asyncio.Event()
    ringing.start(echo.set)
    hearing.start(heard.set)
    async with asyncio.timeout(60):
        while not heard.is_set():
            ringing.ring()
            await asyncio.sleep(0.02)
    await ringing.stop()
    await hearing.stop()
    assert not echo.is_set(), "nobody rings for themselves"

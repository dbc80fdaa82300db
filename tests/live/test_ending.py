"""A connection ends: it is forgotten at once, or, where the database takes nothing, as soon as it does again."""

import asyncio

import pytest

from remit.desk import presence
from remit.live import hub as live
from remit.live.channel import _serve
from remit.live.hub import Hub
from remit.live.socket import Socket
from remit.live.wire import Wire
from remit.store import sockets
from tests.desk.test_routing import LEAD, floor
from tests.live.test_wire import Peer


class Unreachable(OSError):
    """The database hung up."""


def _broken(*_said):
    raise Unreachable


async def test_an_end_that_was_not_written_is_written_later(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(live, "_LOOK_AFTER_S", 0)
    async with floor(database_url, tmp_path, here=()) as one:
        hub = Hub(one)
        await presence.came(one, LEAD, "soc_1", hub.instance)
        with monkeypatch.context() as down:
            down.setattr(sockets, "close_all", _broken)
            with pytest.raises(Unreachable):
                await hub.close(LEAD, "soc_1")
        assert await presence.effective(one, LEAD) == "available"
        await hub._look_after()
        assert await presence.effective(one, LEAD) == "away"
        assert not hub._unwritten


class Tab(Peer):
    """A peer that takes everything, and at some moment goes without a word."""

    def __init__(self) -> None:
        super().__init__()
        self.query_params: dict[str, str] = {}
        self.taken.set()
        self.gone = asyncio.Event()

    async def receive(self) -> dict:
        await self.gone.wait()
        return {"type": "websocket.disconnect"}


async def test_who_goes_is_forgotten_at_once_and_not_with_the_next_ping(sqlite_url, tmp_path):
    async with floor(sqlite_url, tmp_path, here=()) as one:
        # It was never started: there is nothing to send that would find out.
        hub, tab = Hub(one), Tab()
        socket = Socket("soc_1", LEAD.id, "hash", tab, Wire(tab.send))
        serving = asyncio.create_task(_serve(hub, socket, LEAD, tab.receive))
        async with asyncio.timeout(30):
            while not tab.read:  # noqa: ASYNC110 - the peer tells nobody that it was greeted
                await asyncio.sleep(0.01)
            assert await presence.effective(one, LEAD) == "available"
            tab.gone.set()
            await serving
        assert not hub.sockets
        assert await presence.effective(one, LEAD) == "away"

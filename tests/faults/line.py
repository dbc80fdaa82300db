"""A bad line to a server: a TCP proxy of the test's own, that cuts in the middle of whatever it carries."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from random import Random
from typing import Self

_FLOWS = 65_536
_TORN = (ConnectionError, OSError)


class Line:
    """Leads to the next of several ports that takes the call. With dice it ends each call after so many bytes or so
    long, half-way through a frame as likely as between two; `cuts` counts. `swallows` lets nothing through, but holds.
    """

    def __init__(self, ports: Sequence[int], dice: Random | None = None) -> None:
        self.ports = ports
        self.dice = dice
        self.cuts = 0
        self.flowing = asyncio.Event()
        self.flowing.set()
        self._turns = count()
        self._calls: set[asyncio.Task] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._call, "127.0.0.1", 0, limit=_FLOWS)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def swallows(self) -> None:
        """From now on, until `flowing` is set again, both ends believe that there is a connection."""
        self.flowing.clear()

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._calls.add(call := asyncio.current_task())
        ends = [writer]
        try:
            with suppress(*_TORN, asyncio.CancelledError):
                there, back = await self._through()
                ends.append(back)
                await self._carried((reader, writer), (there, back))
        finally:
            for end in ends:
                end.transport.abort()
            self._calls.discard(call)

    async def _through(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Whoever answers first, beginning with whose turn it is; nobody does: the call ends."""
        first = next(self._turns)
        for place in range(len(self.ports)):
            with suppress(*_TORN):
                return await asyncio.open_connection("127.0.0.1", self.ports[(first + place) % len(self.ports)])
        raise ConnectionRefusedError

    async def _carried(self, near: tuple, far: tuple) -> None:
        room, seconds = self._bounds()
        ways = [asyncio.ensure_future(self._pump(near[0], far[1], None))]
        ways.append(asyncio.ensure_future(self._pump(far[0], near[1], room)))
        try:
            done, _ = await asyncio.wait(ways, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if self.dice and (not done or any(not one.exception() and one.result() for one in done)):
                self.cuts += 1
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    def _bounds(self) -> tuple[int | None, float | None]:
        """After how many bytes and seconds it is cut: now and then in the handshake or hello, mostly in mid-stream."""
        if self.dice is None:
            return None, None
        room = self.dice.randint(1, 700) if self.dice.random() < 0.15 else self.dice.randint(700, 60_000)
        return room, self.dice.uniform(1, 15)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, room: int | None) -> bool:
        """Carry on until one end goes (False) or there is no more room (True)."""
        while piece := await source.read(_FLOWS):
            await self.flowing.wait()
            sink.write(piece if room is None else piece[:room])
            await sink.drain()
            if room is not None and len(piece) >= room:
                return True
            room = None if room is None else room - len(piece)
        return False

"""The crowd where there is no compiler: the same commands and answers as crowd.c, which tells what they are."""

import asyncio
import resource
import sys
import time
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

WITHIN_S, AT_ONCE = 60.0, 256


class Crowd:
    """Connections, and whoever among them has not heard yet."""

    def __init__(self, said: list[str]) -> None:
        port, self._path, headers, self._greeting, self._ready, self._ping, self._pong = said
        self._url = f"ws://127.0.0.1:{port}{self._path}"
        self._headers = [line.split(": ", 1) for line in Path(headers).read_text().splitlines()]
        self._open: list[ClientConnection] = []
        self._listening: set[asyncio.Task[None]] = set()
        self._mark, self._left, self._all = "", set[ClientConnection](), asyncio.Event()
        self._first = 0.0

    async def open(self, more: int) -> float:
        begin, places = time.perf_counter(), asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._dial(len(self._open) + one, places) for one in range(more)))
        return time.perf_counter() - begin

    async def tell(self, mark: str, text: str) -> tuple[float, float]:
        self._mark, self._left, self._first = mark, set(self._open), 0.0
        self._all.clear()
        begin = time.perf_counter()
        await self._open[0].send(text)
        try:
            await asyncio.wait_for(self._all.wait(), WITHIN_S)
        except TimeoutError:
            return 0.0, -1.0
        return self._first - begin, time.perf_counter() - begin

    async def _dial(self, number: int, places: asyncio.Semaphore) -> None:
        async with places:
            shown = [self._headers[number % len(self._headers)]] if self._headers else []
            wire = await connect(self._url, additional_headers=shown, compression=None, ping_interval=None)
            if self._greeting:
                await wire.send(self._greeting)
            while self._ready and self._ready not in str(await wire.recv()):
                pass
        self._open.append(wire)
        task = asyncio.ensure_future(self._listen(wire))
        self._listening.add(task)

    async def _listen(self, wire: ClientConnection) -> None:
        async for said in wire:
            if self._ping and self._ping == said:
                await wire.send(self._pong)
            if wire in self._left and self._mark in said:
                self._left.discard(wire)
                self._first = self._first or time.perf_counter()
                if not self._left:
                    self._all.set()


async def main(said: list[str]) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    crowd = Crowd(said)
    while command := await asyncio.to_thread(sys.stdin.readline):
        name, _, rest = command.rstrip("\n").partition(" ")
        took = [await crowd.open(int(rest))] if name == "open" else await crowd.tell(*rest.split(" ", 1))
        print(*(f"{one:.6f}" for one in took), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))

"""The driver of `click`, a process of its own: trips begin when it is their time, however long those before take."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field

import uvloop
from websockets.asyncio.client import ClientConnection, connect

from bench.shelf import SHELF
from bench.wire import Line

WITHIN_S, LINES, WARM = 60.0, 8, 8


@dataclass(frozen=True)
class Trips:
    """The agent's process and the approver's (port, token), the orders from `first` on, and how many a second."""

    agent: tuple[int, str]
    boss: tuple[int, str]
    first: int
    count: int
    rate: float
    amount: int


@dataclass
class Trip:
    """When it was due, when the card was shown and clicked, and when the agent saw the answer."""

    due: float
    shown: float = 0.0
    seen: asyncio.Future[float] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Pool:
    """So many connections of one person; who finds none free waits, and the wait counts."""

    def __init__(self, lines: list[Line]) -> None:
        self._free: asyncio.Queue[Line] = asyncio.Queue()
        for line in lines:
            self._free.put_nowait(line)

    @classmethod
    async def to(cls, port: int, token: str) -> "Pool":
        return cls([await Line.to(port, token) for _ in range(LINES)])

    async def post(self, path: str, body: dict[str, object], key: str = "-") -> dict:
        line = await self._free.get()
        try:
            return await line.post(path, body, key)
        finally:
            self._free.put_nowait(line)


class Driver:
    """An agent and an approver with their screens."""

    def __init__(self, plan: Trips, asking: Pool, deciding: Pool) -> None:
        self._plan, self._asking, self._deciding = plan, asking, deciding
        self._under_way: dict[str, Trip] = {}
        self._calls: set[asyncio.Task[dict]] = set()

    async def drive(self, count: int, first: int) -> list[Trip]:
        """The trips, each begun when it was due."""
        begin = time.perf_counter() + 0.05
        trips = []
        for number in range(count):
            due = begin + number / self._plan.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            order = SHELF.format(first + number)
            self._under_way[order] = trip = Trip(due)
            trips.append(trip)
            body = {"remedy": "refund", "amount": self._plan.amount, "currency": "USD", "reason": "LATE_DELIVERY"}
            self._call(self._asking.post("/requests", {**body, "order_id": order}, f"trip-{order}"))
        await asyncio.wait_for(asyncio.gather(*(one.seen for one in trips)), WITHIN_S)
        await asyncio.gather(*self._calls)
        return trips

    def card(self, request: dict) -> None:
        """The approver sees it, and clicks at once."""
        trip = self._under_way.get(request["order_id"])
        if trip is not None and not trip.shown:
            trip.shown = time.perf_counter()
            self._call(self._deciding.post(f"/requests/{request['id']}/approve", {"version": request["version"]}))

    def answer(self, request: dict) -> None:
        """The agent sees that it was granted."""
        trip = self._under_way.get(request["order_id"])
        if trip is not None and not trip.seen.done():
            trip.seen.set_result(time.perf_counter())

    def _call(self, post) -> None:
        task = asyncio.ensure_future(post)
        self._calls.add(task)


async def _hear(screen: ClientConnection, event: str, tell: Callable[[dict], None]) -> None:
    async for text in screen:
        said = json.loads(text)
        if said.get("type") == "ping":
            await screen.send('{"type":"pong"}')
        elif said.get("event") == event:
            tell(said["data"])


@asynccontextmanager
async def _screen(port: int, token: str) -> AsyncIterator[ClientConnection]:
    headers = {"Authorization": f"Bearer {token}"}
    options = {"compression": None, "ping_interval": None, "max_queue": None, "proxy": None}
    async with connect(f"ws://127.0.0.1:{port}/api/v1/live", additional_headers=headers, **options) as opened:
        await opened.recv()
        yield opened


async def _main(plan: Trips) -> list[list[float]]:
    driver = Driver(plan, await Pool.to(*plan.agent), await Pool.to(*plan.boss))
    async with _screen(*plan.agent) as agents, _screen(*plan.boss) as cards:
        hearing = [
            asyncio.ensure_future(_hear(cards, "request.pending", driver.card)),
            asyncio.ensure_future(_hear(agents, "request.granted", driver.answer)),
        ]
        await driver.drive(WARM, plan.first)
        trips = await driver.drive(plan.count, plan.first + WARM)
        for one in hearing:
            one.cancel()
    return [[one.shown - one.due, one.seen.result() - one.shown, one.seen.result() - one.due] for one in trips]


def drive(plan: Trips) -> list[list[float]]:
    """Seconds of each trip: to the card, from the click to the agent's screen, all of it."""
    command = [sys.executable, "-m", "bench.trips"]
    ran = subprocess.run(command, input=json.dumps(asdict(plan)), text=True, stdout=subprocess.PIPE, check=True)
    return json.loads(ran.stdout)


if __name__ == "__main__":
    print(json.dumps(uvloop.run(_main(Trips(**json.load(sys.stdin))))))

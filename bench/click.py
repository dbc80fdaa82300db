"""Part `click`: an agent asks for more than they may, the card is at the manager; one click, and the agent knows."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles

from websockets.asyncio.client import ClientConnection, connect

from bench.process import remit
from bench.report import Section, spread
from bench.shelf import SHELF
from bench.wire import Line
from bench.world import build

TRIPS, ROUNDS, IDLE = 150, 3, (0, 200)
LEGS = ("agent's POST → manager's card", "manager's click → agent's screen", "the whole trip")


def run(folder: Path) -> Section:
    world = build(folder / "remit")
    found: dict[tuple[int, str], list[tuple[float, float]]] = {}
    for _ in range(ROUNDS):
        for idle in IDLE:
            with remit(world.environment) as server:
                trips = asyncio.run(_trips(server.port, world.tokens, idle))
            for leg, took in zip(LEGS, zip(*trips, strict=True), strict=True):
                cut = quantiles(took, n=100)
                found.setdefault((idle, leg), []).append((cut[49] * 1e3, cut[98] * 1e3))
    rows = [
        [str(idle), leg, spread([p50 for p50, _ in cuts], 1), spread([p99 for _, p99 in cuts], 1)]
        for (idle, leg), cuts in found.items()
    ]
    return Section(
        part="click",
        title="One click, and everybody's screen knows",
        said=[
            f"One process; both steps are durable. {TRIPS} trips one after the other, {ROUNDS} rounds; the client,",
            "which reads both live channels, is on the same machine. Beside them, other people's idle connections.",
        ],
        header=["idle connections", "from … to", "p50 ms", "p99 ms"],
        rows=rows,
        raw={f"{idle} {leg}": cuts for (idle, leg), cuts in found.items()},
    )


async def _trips(port: int, tokens: dict[str, list[str]], idle: int) -> list[tuple[float, float, float]]:
    agent, boss = tokens["agent"][0], tokens["director"][0]
    async with _live(port, agent) as screen, _live(port, boss) as cards, _crowd(port, tokens["senior"], idle):
        asking, deciding = await Line.to(port, agent), await Line.to(port, boss)
        trips = [await _trip(number, (asking, screen), (deciding, cards)) for number in range(TRIPS + 10)]
        asking.close()
        deciding.close()
    return trips[10:]


async def _trip(
    number: int, agent: tuple[Line, ClientConnection], boss: tuple[Line, ClientConnection]
) -> tuple[float, float, float]:
    (asking, screen), (deciding, cards) = agent, boss
    body = {"remedy": "refund", "amount": 90_00, "currency": "USD", "reason": "LATE_DELIVERY"}
    begin = time.perf_counter()
    key = f"click-{time.time_ns():x}"
    answer = asyncio.ensure_future(asking.post("/requests", {**body, "order_id": SHELF.format(number)}, key))
    card = await _heard(cards, "request.pending")
    shown = time.perf_counter()
    clicked = asyncio.ensure_future(deciding.post(f"/requests/{card['id']}/approve", {"version": card["version"]}))
    await _heard(screen, "request.granted")
    end = time.perf_counter()
    await asyncio.gather(answer, clicked)
    await _heard(screen, "request.settled")
    return shown - begin, end - shown, end - begin


async def _heard(channel: ClientConnection, event: str) -> dict:
    while True:
        said = json.loads(await asyncio.wait_for(channel.recv(), 20))
        if said.get("event") == event:
            return said["data"]


@asynccontextmanager
async def _live(port: int, token: str) -> AsyncIterator[ClientConnection]:
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(f"ws://127.0.0.1:{port}/api/v1/live", additional_headers=headers, compression=None) as opened:
        await opened.recv()
        yield opened


@asynccontextmanager
async def _crowd(port: int, tokens: list[str], size: int) -> AsyncIterator[None]:
    waiting = [_live(port, tokens[number % len(tokens)]) for number in range(size)]
    for one in waiting:
        await one.__aenter__()
    try:
        yield
    finally:
        await asyncio.gather(*(one.__aexit__(None, None, None) for one in waiting))

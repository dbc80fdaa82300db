"""What else goes on: requests within the limits, so many a second whatever they take; a process of its own."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import uvloop

from bench.shelf import ORDERS, SHELF
from bench.wire import Line

AT_ONCE = 32


async def _main(port: int, rate: float, tokens: list[str]) -> None:
    free: asyncio.Queue[Line] = asyncio.Queue()
    for number in range(AT_ONCE):
        free.put_nowait(await Line.to(port, tokens[number % len(tokens)]))
    print("ready", flush=True)
    mark, begin, under_way = f"{time.time_ns():x}", time.perf_counter(), set()
    for number in count():
        await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
        task = asyncio.ensure_future(_ask(free, number, f"{mark}-{number}"))
        under_way.add(task)
        task.add_done_callback(under_way.discard)


async def _ask(free: asyncio.Queue[Line], number: int, key: str) -> None:
    line = await free.get()
    body = {"remedy": "refund", "amount": 100 + number % 900, "currency": "USD", "reason": "LATE_DELIVERY"}
    # From the far end of the shelf: the trips take theirs from the front.
    await line.post("/requests", {**body, "order_id": SHELF.format(ORDERS - 1 - number % (ORDERS // 2))}, key)
    free.put_nowait(line)


@contextmanager
def besides(port: int, rate: float, tokens: list[str]) -> Iterator[None]:
    """As long as the block, so many requests a second; none where the rate is 0."""
    if not rate:
        yield
        return
    command = [sys.executable, "-m", "bench.besides", json.dumps([port, rate, tokens])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        process.stdout.readline()
        yield
        if process.poll() is not None:
            raise RuntimeError("what went on besides has ended early")
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    uvloop.run(_main(*json.loads(sys.argv[1])))

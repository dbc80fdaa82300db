"""The load, from a process of its own: so many callers, each asking again as soon as it was answered."""

import asyncio
import json
import random
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from statistics import quantiles

import uvloop

from bench.shelf import ORDERS, SHELF


@dataclass(frozen=True)
class Plan:
    """Whom to ask, how many at once, for how long, in whose names."""

    port: int
    callers: int
    seconds: float
    tokens: list[str]


@dataclass
class Tally:
    """What came back: seconds per answer, how often each status, and what was asked and answered first."""

    plan: Plan
    until: float = 0.0
    took: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    first: str = ""


class Caller(asyncio.Protocol):
    """One keep-alive connection. Bodies and keys differ from call to call."""

    def __init__(self, tally: Tally, name: str, done: asyncio.Future) -> None:
        self._tally, self._name, self._done = tally, name, done
        self._token = random.choice(tally.plan.tokens)
        self._asked, self._at, self._answer = 0, 0.0, b""

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._ask()

    def data_received(self, got: bytes) -> None:
        self._answer += got
        head, parted, body = self._answer.partition(b"\r\n\r\n")
        if not parted or len(body) < _length(head):
            return
        now = time.perf_counter()
        self._tally.took.append(now - self._at)
        status = head[9:12].decode()
        self._tally.statuses[status] = self._tally.statuses.get(status, 0) + 1
        self._tally.first = self._tally.first or body.decode()
        self._answer = b""
        if now < self._tally.until:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, _why) -> None:
        if not self._done.done():
            self._done.set_result(None)

    def _ask(self) -> None:
        self._asked += 1
        body = _body()
        head = (
            f"POST /api/v1/requests HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self._token}\r\n"
            f"Idempotency-Key: {self._name}-{self._asked}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._at = time.perf_counter()
        self._transport.write(head.encode() + body.encode())


def _body() -> str:
    order = SHELF.format(random.randrange(ORDERS))
    return (
        f'{{"remedy":"refund","amount":{random.randrange(100, 2000)},"currency":"USD","reason":"LATE_DELIVERY",'
        f'"order_id":"{order}","channel":"chat","note":"Parcel was four days late, carrier confirmed it."}}'
    )


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0])


async def _run(plan: Plan) -> dict[str, object]:
    loop, tally = asyncio.get_running_loop(), Tally(plan)
    mark = f"{time.time_ns():x}"
    gone = [loop.create_future() for _ in range(plan.callers)]
    begin = time.perf_counter()
    tally.until = begin + plan.seconds
    for number, done in enumerate(gone):
        name = f"{mark}-{number}"
        await loop.create_connection(lambda name=name, done=done: Caller(tally, name, done), "127.0.0.1", plan.port)
    await asyncio.wait_for(asyncio.gather(*gone), plan.seconds + 60)
    lasted = time.perf_counter() - begin
    cut = quantiles(tally.took, n=100)
    said = {
        "count": len(tally.took),
        "rate": len(tally.took) / lasted,
        "p50_ms": cut[49] * 1e3,
        "p99_ms": cut[98] * 1e3,
    }
    return {**said, "statuses": tally.statuses, "first": tally.first}


def load(plan: Plan) -> dict:
    """Put the load on, from another process; what came back."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(asdict(plan)),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(ran.stdout)


if __name__ == "__main__":
    print(json.dumps(uvloop.run(_run(Plan(**json.load(sys.stdin))))))

"""Clients that mean no good, or can do no better: each goes on, and comes back when cut, until it is cancelled."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import cycle

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.live.ear import PATH, dial
from tests.serving import Served

LOST = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake)
DEEP = "[" * 8_000
GARBAGE = (
    "not json",
    b"\x00\xff\xfe",
    DEEP,
    '{"a":' * 900,
    "",
    '{"type": "presence", "status": "' + "x" * 9_000 + '"}',
)
BROKEN_FRAMES = (
    b"\xff" * 64,
    b"\x81\xff" + b"\xff" * 8,
    b"\x01\x85abcdx",
    b"\x81\x84abcd\x9e\x9d\x9c\x9b",
    b"GET / HTTP",
)
HUGE = 8 * 1024 * 1024
Trick = Callable[[ClientConnection], Awaitable[None]]


def narrow(url: str) -> socket.socket:
    """A connected socket with hardly any room to receive into."""
    host, _, port = url.removeprefix("http://").partition(":")
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    plain.connect((host, int(port)))
    plain.setblocking(False)
    return plain


async def again_and_again(served: Served, cookie: str, trick: Trick) -> None:
    """Connect, play the trick, and when that is over or one is cut, do it again."""
    while True:
        with suppress(*LOST):
            async with dial(served, cookie, close_timeout=0.1, open_timeout=60) as wire:
                await trick(wire)
        await asyncio.sleep(0.05)


async def never_reads(served: Served, cookie: str) -> None:
    """Take hello, and nothing after it."""
    while True:
        with suppress(*LOST):
            async with dial(served, cookie, sock=narrow(served.url), max_queue=1, close_timeout=0.1) as wire:
                await wire.recv()
                await asyncio.sleep(3_600)


async def floods(wire: ClientConnection) -> None:
    """As many words as go, with an answer nobody has asked for now and then."""
    said = cycle(['{"type": "seen", "request": "req_unknown"}'] * 50 + ['{"type": "pong"}'])
    for one in said:
        await wire.send(one)
        await asyncio.sleep(0)  # the others of this loop want to live, too


async def changes_its_mind(wire: ClientConnection) -> None:
    """Here, busy, here, busy: each of it is news for everybody."""
    for status in cycle(("busy", "available")):
        await wire.send(json.dumps({"type": "presence", "status": status}))
        await wire.send('{"type": "pong"}')
        await asyncio.sleep(0)


async def says_too_much(wire: ClientConnection) -> None:
    """One message of many megabytes, whole and then in pieces without an end."""
    with suppress(*LOST):
        await wire.send("x" * HUGE)
    await wire.send("y" * 1_000 for _ in range(HUGE // 1_000))


def talks_rubbish(rubbish: object) -> Trick:
    """What is not of the protocol."""

    async def trick(wire: ClientConnection) -> None:
        await wire.recv()
        await wire.send(rubbish)
        await wire.wait_closed()

    return trick


def breaks_frames(frame: bytes) -> Trick:
    """What is not even of the protocol below."""

    async def trick(wire: ClientConnection) -> None:
        await wire.recv()
        wire.transport.write(frame)
        await asyncio.wait_for(wire.wait_closed(), 30)

    return trick


async def half_asks(served: Served, so_far: bytes) -> None:
    """A connection that never says what it wants, or not to the end."""
    host, _, port = served.url.removeprefix("http://").partition(":")
    while True:
        with suppress(*LOST):
            reader, writer = await asyncio.open_connection(host, int(port))
            try:
                writer.write(so_far)
                await reader.read()
            finally:
                writer.transport.abort()
        await asyncio.sleep(0.2)


HALF_ASKED = (b"", b"GET ", f"GET {PATH} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgr".encode())

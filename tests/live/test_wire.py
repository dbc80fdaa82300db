"""What is written at once, what has to wait, and that the order holds between the two."""

import asyncio
import json

from websockets.frames import Opcode
from websockets.protocol import OPEN, Protocol, Side

from remit.live import socket as live_socket
from remit.live.socket import TOO_SLOW, Socket
from remit.live.wire import Message, Wire


class Peer:
    """The server's side of a connection: a protocol with a transport, of which the peer takes what it likes."""

    def __init__(self) -> None:
        self.transport = self
        self.buffered, self.closing, self.read = 0, False, []
        self.taken = asyncio.Event()

    async def send(self, message: dict) -> None:
        """The slow way, as the server's own."""
        await self.taken.wait()
        if message["type"] == "websocket.send":
            self.read.append(message["text"])

    async def send_text(self, text: str) -> None:
        await self.send({"type": "websocket.send", "text": text})

    def write(self, framed: bytes) -> None:
        self.read += texts(framed)

    def is_closing(self) -> bool:
        return self.closing

    def get_write_buffer_size(self) -> int:
        return self.buffered


def texts(framed: bytes) -> list[str]:
    """What a client reads of it, by the library's own parser."""
    client = Protocol(side=Side.CLIENT, state=OPEN)
    client.receive_data(framed)
    heard = client.events_received()
    assert {one.opcode for one in heard} <= {Opcode.TEXT}
    return [one.data.decode() for one in heard]


def socket_of(peer: Peer) -> Socket:
    return Socket("soc_1", "usr_1", "hash", peer, Wire(peer.send))


async def settled(times: int = 5) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


def number(place: int) -> Message:
    return Message(json.dumps({"seq": place, "said": "ü" * place * 40}))


async def test_what_the_peer_takes_is_written_at_once_and_once_for_all():
    peer, one = Peer(), number(3)
    socket = socket_of(peer)
    writing = asyncio.create_task(socket.write())
    await settled()
    for message in (one, number(0), number(4_000)):
        socket.offer(message)
    socket.flush()
    assert peer.read == [one.text, number(0).text, number(4_000).text]
    assert socket.waiting == []
    writing.cancel()


async def test_before_the_greeting_is_over_nothing_overtakes_it():
    peer = Peer()
    socket = socket_of(peer)
    socket.offer(number(2))
    socket.flush()
    assert peer.read == []
    peer.taken.set()
    await socket.say(number(1))
    writing = asyncio.create_task(socket.write())
    await settled()
    assert peer.read == [number(1).text, number(2).text]
    writing.cancel()


async def test_behind_what_has_to_wait_everything_waits():
    peer = Peer()
    socket = socket_of(peer)
    writing = asyncio.create_task(socket.write())
    await settled()
    peer.buffered = 10**6
    socket.offer(number(1))
    socket.flush()
    await settled()
    peer.buffered = 0
    socket.offer(number(2))
    socket.flush()
    assert peer.read == [], "the second overtook the first, which is on its way"
    peer.taken.set()
    await settled()
    assert peer.read == [number(1).text, number(2).text]
    socket.offer(number(3))
    socket.flush()
    assert peer.read[-1] == number(3).text
    writing.cancel()


async def test_a_flood_is_not_too_much_for_who_takes_it():
    peer = Peer()
    socket = socket_of(peer)
    writing = asyncio.create_task(socket.write())
    await settled()
    for first in range(0, 5_000, 500):
        socket.offer(*(Message(str(place)) for place in range(first, first + 500)))
    socket.flush()
    assert socket.closing is None
    assert peer.read == [str(place) for place in range(5_000)]
    writing.cancel()


async def test_too_much_ends_it_and_a_connection_that_closes_is_not_written_to():
    peer = Peer()
    peer.buffered = 10**6
    socket = socket_of(peer)
    for place in range(1_025):
        socket.offer(Message(str(place)))
    assert socket.closing == TOO_SLOW
    assert len(socket.waiting) == 1_024
    other = Peer()
    other.closing = True
    assert not Wire(other.send).takes([number(1)])
    assert other.read == []


class Frozen(Peer):
    """A peer that takes nothing, and may be cut."""

    cut = False

    def abort(self) -> None:
        self.cut = True


async def test_who_takes_nothing_for_too_long_is_cut(monkeypatch):
    monkeypatch.setattr(live_socket, "SEND_WITHIN_S", 0.05)
    peer = Frozen()
    peer.buffered = 10**6
    socket = socket_of(peer)
    socket.offer(number(1))
    async with asyncio.timeout(30):
        await socket.write()
    assert peer.cut, "its connection, and what waits for it, is held for as long as it likes"

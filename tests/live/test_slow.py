"""A tab that does not read: it holds nobody up, and is cut."""

import asyncio
import socket
import time

import pytest

from remit.desk.ledger.books import Entry, Needs
from remit.domain.events import Event
from remit.live import socket as live_socket
from tests.live.ear import Ear, dial
from tests.live.shared import inside

_SAID = "x" * 20_000
CUT_AFTER_S, AT_MOST_S = 8.0, 6.0
"""Whoever waited for the tab that does not read would wait until it is cut."""


class Noise:
    """The command: a large public event."""

    needs = Needs()

    def decide(self, _books) -> Entry:
        return Entry(events=(Event("incident.started", None, "Noise.", content={"said": _SAID}),))


def narrow(url: str) -> socket.socket:
    """A connected socket with hardly any room to receive into."""
    host, _, port = url.removeprefix("http://").partition(":")
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    plain.connect((host, int(port)))
    plain.setblocking(False)
    return plain


@pytest.mark.one_process("it makes the patience with who does not read shorter, in the process that writes")
async def test_who_does_not_read_is_cut_and_nobody_else_waits(served, monkeypatch):
    monkeypatch.setattr(live_socket, "SEND_WITHIN_S", CUT_AFTER_S)
    agents = served.people(tier="agent")
    cookie = await asyncio.to_thread(served.cookie, agents[0])
    ledger, hub = served.app.state.office.ledger, served.app.state.hub
    async with dial(served, cookie, sock=narrow(served.url), max_queue=1, close_timeout=0.1) as frozen:
        await frozen.recv()
        stuck = [one for one in hub.sockets.values() if one.person_id == agents[0].id]
        async with Ear(served, agents[1]) as reading:
            longest = 0.0
            async with asyncio.timeout(60):
                while any(one.id in hub.sockets for one in stuck):
                    start = time.monotonic()
                    await asyncio.gather(*(inside(served, ledger.submit(Noise())) for _ in range(8)))
                    for _ in range(8):
                        await reading.hears("incident.started")
                    longest = max(longest, time.monotonic() - start)
            assert longest < AT_MOST_S, "somebody waited for the tab that does not read"
    assert len(reading.heard) >= 8

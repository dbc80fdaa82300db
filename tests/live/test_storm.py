"""A floor that comes back all at once: what one of them costs does not depend on how many there are already."""

import asyncio
import json

import pytest

from remit import clock
from remit.desk import presence
from remit.desk.ledger import limits
from remit.live.audience import Audience
from remit.live.hub import Hub
from remit.live.socket import Socket
from remit.live.wire import Wire
from remit.store import events, sockets
from tests.desk.test_presence_at_size import CROWD, gathered
from tests.desk.test_routing import asked, floor
from tests.live.test_wire import Peer, settled

COMING = CROWD[:40]


class Ear(Peer):
    """Somebody who is there, and how often they were written to."""

    writes = 0

    def write(self, framed: bytes) -> None:
        self.writes += 1
        super().write(framed)


@pytest.fixture
def counts(monkeypatch):
    """How often who is there was gone through: in the tables, and among the connections."""
    counted = {"read": 0, "gone through": 0}

    def counting(name, plain):
        def call(*said):
            counted[name] += 1
            return plain(*said)

        return call

    monkeypatch.setattr(sockets, "connected", counting("read", sockets.connected))
    monkeypatch.setattr(Audience, "others", counting("gone through", Audience.others))
    return counted


@pytest.mark.parametrize("there", [20, 320])
async def test_many_who_come_at_once_are_told_of_at_once(sqlite_url, tmp_path, counts, there):
    async with floor(sqlite_url, tmp_path) as one:
        await one.database.write(gathered)
        await one.database.write(sockets.close_all, [f"soc_{person.id}" for person in COMING])
        one.ledger.authority = await one.database.read(limits.load)
        await asked(one)
        hub, ears = await _listening(one, CROWD[len(COMING) : len(COMING) + there])
        before, counts["read"], counts["gone through"] = one.ledger.batches, 0, 0
        await asyncio.gather(*(presence.came(one, who, f"soc_{who.id}", "ins_1") for who in COMING))
        assert one.ledger.batches - before <= 2, "the first, and everybody who came meanwhile"
        assert counts["read"] <= 2, "who is there was read for each"
        await hub._hand_out(await one.database.read(events.after, hub.seq, 500))
        await hub._pumping
        assert counts["gone through"] <= 3
        for ear in ears:
            assert _told(ear) == sorted(person.id for person in COMING)
            assert ear.writes == 1, "somebody was written to for each who came"


async def _listening(one, people) -> tuple[Hub, list[Ear]]:
    hub, ears = Hub(one), []
    fresh = await one.database.read(events.after, 0, 500)
    hub.seq = fresh[-1].seq
    for who in people:
        ears.append(ear := Ear())
        hub.join(socket := Socket(clock.new_id("soc"), who.id, "hash", ear, Wire(ear.send)))
        asyncio.get_running_loop().create_task(socket.write())
    # Kinds of people are told apart with the first event.
    hub._audience._under(one.authority)
    await settled()
    return hub, ears


def _told(ear: Ear) -> list[str]:
    """Of whose presence, in order of their ids."""
    said = [json.loads(text) for text in ear.read]
    seqs = [one["seq"] for one in said]
    assert seqs == sorted(set(seqs))
    return sorted(one["data"]["user"]["id"] for one in said if one["event"] == "presence.changed")

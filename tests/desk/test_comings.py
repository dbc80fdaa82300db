"""A whole floor that comes at once: noted together, everybody told of once, and nobody waits for a timer."""

import asyncio
import json
from itertools import count

import pytest

from remit import clock
from remit.desk import presence
from remit.desk.comings import CLOSED, OPENED, Coming, Comings
from remit.store import events, sockets
from tests.desk.test_routing import LEAD, OTHER, SECOND, floor


async def test_what_comes_while_one_is_written_is_written_together():
    comings, batches, go_on = Comings(), [], asyncio.Event()

    async def write(batch):
        batches.append([one.socket_id for one in batch])
        await go_on.wait()

    first = asyncio.create_task(comings.note(Coming(OPENED, "usr_1", "soc_1"), write))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [
        asyncio.create_task(comings.note(Coming(what, "usr_2", f"soc_{place}"), write))
        for place, what in ((2, OPENED), (3, OPENED), (4, CLOSED))
    ]
    await asyncio.sleep(0)
    assert not first.done()
    go_on.set()
    await asyncio.gather(first, *others)
    assert batches == [["soc_1"], ["soc_2", "soc_3", "soc_4"]]


async def test_who_comes_one_by_one_while_it_rests_is_written_together(monkeypatch):
    comings, batches = Comings(), []
    works = count(step=1.0)
    monkeypatch.setattr("remit.desk.comings.thread_time", lambda: next(works))

    async def write(batch):
        batches.append(len(batch))

    coming = []
    for place in range(40):
        coming.append(asyncio.create_task(comings.note(Coming(OPENED, "usr_1", f"soc_{place}"), write)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.gather(*coming)
    assert sum(batches) == 40
    assert len(batches) <= 4, "the first, and everybody else"


async def test_what_could_not_be_written_is_said_to_each_and_the_next_is_written():
    comings = Comings()

    async def breaks(_batch):
        raise OSError("the disk is full")

    async def works(_batch):
        return

    both = [comings.note(Coming(OPENED, "usr_1", f"soc_{place}"), breaks) for place in range(2)]
    assert [type(one) for one in await asyncio.gather(*both, return_exceptions=True)] == [OSError, OSError]
    await comings.note(Coming(OPENED, "usr_1", "soc_3"), works)


async def test_whoever_comes_and_goes_at_once_is_told_of_once(database_url, tmp_path):
    async with floor(database_url, tmp_path) as one:
        before = one.ledger.batches
        tabs = [(who, f"soc_{who.id}_{tab}") for who in (LEAD, SECOND, OTHER) for tab in range(5)]
        await asyncio.gather(*(presence.came(one, who, tab, "ins_1") for who, tab in tabs))
        assert await one.database.read(sockets.connected, clock.now()) == {LEAD.id, SECOND.id, OTHER.id}
        assert one.ledger.batches - before <= 3, "they were told of one by one"
        await asyncio.gather(*(presence.went(one, who, tab) for who, tab in tabs if who is not OTHER))
        assert await one.database.read(sockets.connected, clock.now()) == {OTHER.id}
        assert await told(one) == [
            *[(who.id, "available") for who in sorted((LEAD, SECOND, OTHER), key=lambda who: who.id)],
            *[(who.id, "away") for who in sorted((LEAD, SECOND), key=lambda who: who.id)],
        ]


async def told(one) -> list[tuple[str, str]]:
    found = [json.loads(event.data) for event in await one.database.read(events.after, 0, 500)]
    said = [(data["user"]["id"], data["effective"]) for data in found if "effective" in data]
    return sorted(said[:3]) + sorted(said[3:])


@pytest.mark.parametrize("attended", [True, False])
async def test_of_one_connection_the_last_word_counts(database_url, tmp_path, attended):
    async with floor(database_url, tmp_path, here=(LEAD,)) as one:
        words = [
            presence.attend(one, LEAD.id, f"soc_{LEAD.id}", attended=now) for now in (attended, not attended, attended)
        ]
        await asyncio.gather(*words)
        there = await one.database.read(sockets.connected, clock.now())
        assert there == ({LEAD.id} if attended else set())

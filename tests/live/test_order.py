"""Nothing is lost, nothing is out of order, however often the connection is cut."""

import asyncio
import json
import time
from random import Random

import pytest

from tests.api.calls import API, asking, get, key, made
from tests.live.ear import Ear, dial

EVENTS, CUTS = {"sqlite": 2_000, "postgresql": 1_000, "three": 300}, {"sqlite": 100, "postgresql": 50, "three": 15}


class Tab:
    """A browser tab on a bad line: it keeps the newest of every request, and where it stands."""

    def __init__(self, served, person) -> None:
        self._served, self._person = served, person
        self.view: dict[str, dict] = {}
        self.seqs: list[int] = []
        self.twice = 0
        self.epoch = ""

    @property
    def at(self) -> int:
        return self.seqs[-1]

    async def listen(self, frames: int | None, until: int | None = None) -> None:
        """Take so many messages and then cut the line, or listen until this number."""
        cookie = await asyncio.to_thread(self._served.cookie, self._person)
        async with dial(self._served, cookie, f"?after={self.at}&epoch={self.epoch}") as wire:
            while (frames is None or frames > 0) and (until is None or self.at < until):
                message = json.loads(await asyncio.wait_for(wire.recv(), 30))
                frames = None if frames is None else frames - 1
                assert message["type"] != "reset"
                if message["type"] == "event":
                    self._take(message)
            wire.transport.abort()

    def _take(self, message: dict) -> None:
        # Before the first: told by a process that is behind the one that this began at.
        if message["seq"] in self.seqs or message["seq"] < self.seqs[0]:
            self.twice += 1
            return
        assert message["seq"] > self.at, "an event came after one that is newer"
        self.seqs.append(message["seq"])
        if message["event"].startswith("request."):
            self.view[message["data"]["id"]] = message["data"]


async def busy(served, agent, share: int) -> None:
    """Somebody at work: most asks are carried out, every fourth waits."""
    dice = Random(5)
    client = await asyncio.to_thread(served.client, agent)
    large = [order for order in served.world.fresh if order.captured >= 300_000]
    for number in range(share):
        amount = 9_000 if number % 4 == 0 else dice.randint(100, 400)
        body = asking(large[number % len(large)], amount)
        answer = await asyncio.to_thread(client.post, f"{API}/requests", json=body, headers=key())
        assert answer.status_code == 201, answer.text


@pytest.mark.slow
async def test_cut_a_hundred_times_the_view_equals_a_fresh_one(served):
    """2,000 events and 100 cuts at random places, for somebody who sees all and for somebody who sees their own."""
    kind = "three" if served.beside else served.settings.database_url.partition(":")[0]
    ops, agents = served.person(role="ops"), served.people(tier="agent")[:4]
    tabs = [Tab(served, ops), Tab(served, agents[0])]
    for tab in tabs:
        async with Ear(served, tab._person) as ear:
            tab.epoch, tab.seqs = ear.hello["epoch"], [ear.hello["seq"]]
    starts = [tab.at for tab in tabs]
    work = [asyncio.create_task(busy(served, agent, EVENTS[kind] // 3 // len(agents))) for agent in agents]
    dice = Random(11)
    for _ in range(CUTS[kind]):
        tab = dice.choice(tabs)
        await tab.listen(dice.randint(1, 60) if tab is tabs[0] else dice.randint(1, 12))
    await asyncio.gather(*work)
    for tab, start in zip(tabs, starts, strict=True):
        await same_as_fresh(served, tab, start)
    assert tabs[0].at - starts[0] >= EVENTS[kind]


async def same_as_fresh(served, tab: Tab, start: int) -> None:
    client = await asyncio.to_thread(served.client, tab._person)
    for state in ("granted", "executing"):
        await asyncio.to_thread(none_left, client, state)
    record = await asyncio.to_thread(everything_after, client, start)
    await tab.listen(None, until=record[-1])
    assert [seq for seq in tab.seqs if start < seq <= record[-1]] == record, "a gap, or too much"
    deadline = time.monotonic() + 120
    while (fresh := await asyncio.to_thread(everything, client)) != {**fresh, **tab.view}:
        # What waits was handed on meanwhile.
        assert time.monotonic() < deadline, [one for one, seen in tab.view.items() if fresh.get(one) != seen]
        if later := await asyncio.to_thread(everything_after, client, tab.at):
            await tab.listen(None, until=later[-1])
    assert tab.view.keys() <= fresh.keys()


def none_left(client, state: str) -> None:
    deadline = time.monotonic() + 60
    while get(client, "/requests", state=state, limit=1)["items"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def everything_after(client, seq: int) -> list[int]:
    found: list[int] = []
    after: int | None = seq
    while after is not None:
        page = get(client, "/events", after=after, limit=200)
        found += [one["seq"] for one in page["items"]]
        after = page["next_after"]
    return found


def everything(client) -> dict[str, dict]:
    found: dict[str, dict] = {}
    cursor: dict | None = {}
    while cursor is not None:
        page = get(client, "/requests", limit=200, **cursor)
        found |= {one["id"]: one for one in page["items"]}
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    return found


async def test_two_tabs_hear_the_same(served):
    agent = served.person(tier="agent")
    client = await asyncio.to_thread(served.client, agent)
    async with Ear(served, agent) as one, Ear(served, agent) as other:
        for _ in range(5):
            request = await asyncio.to_thread(made, client, asking(served.order()))
            first, second = [await ear.about("request.settled", request) for ear in (one, other)]
            assert first == second
        since = max(one.hello["seq"], other.hello["seq"])
        assert [e for e in one.heard if e["seq"] > since] == [e for e in other.heard if e["seq"] > since]

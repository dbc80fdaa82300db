"""Whether somebody sits before it: an idle screen and a frozen tab lose their cards, in time."""

import asyncio

import pytest

from remit.live import hub
from tests.api.calls import get, waiting
from tests.live.ear import Ear
from tests.live.shared import nobody_there

PRESENCE_LOST_S = 45


@pytest.fixture
def north(served):
    return served.person(tier="agent", team="north"), served.person(tier="lead", team="north")


@pytest.fixture(autouse=True)
async def alone(served):
    await nobody_there(served)


def offered(request: dict) -> list[str]:
    return [one["id"] for one in request["approval"]["offered_to"]]


def test_silence_is_noticed_in_time():
    """The longest that a half-open connection counts as somebody's being there."""
    assert hub.QUIET_S + hub._LOOK_AFTER_S + 2 < PRESENCE_LOST_S
    assert hub.QUIET_S > 2 * hub.HEARTBEAT_S, "who answers is not taken for gone, even late"


@pytest.mark.one_process("it makes the silence that counts as gone shorter, in the process that listens")
async def test_a_frozen_tab_s_card_moves_on_and_comes_back_with_its_first_word(served, north, monkeypatch):
    monkeypatch.setattr(hub, "QUIET_S", 1.5)
    monkeypatch.setattr(hub, "_LOOK_AFTER_S", 0.2)
    agent, lead = north
    other = served.person(tier="lead", team="south")
    async with Ear(served, agent) as phone, Ear(served, lead) as frozen, Ear(served, other) as desk:
        talking = [asyncio.create_task(keeps_talking(one)) for one in (phone, desk)]
        # Lost and found while the bound is put down: it begins to count with the next look.
        await frozen.says(type="active")
        request = await asyncio.to_thread(waiting, served, by=agent)
        await heard_of(served, lead, "away")
        moved = await until(served, agent, request, [other.id])
        assert moved["version"] == request["version"]
        await frozen.says(type="pong")
        await heard_of(served, lead, "available")
        for one in talking:
            one.cancel()


async def test_an_idle_screen_is_away_until_it_is_used(served, north):
    agent, lead = north
    async with Ear(served, agent) as phone, Ear(served, lead) as desk:
        await desk.says(type="idle")
        news = await phone.hears("presence.changed", lambda said: said["user"]["id"] == lead.id and is_away(said))
        assert news["data"]["chosen"] == "available"
        request = await asyncio.to_thread(waiting, served, by=agent)
        assert offered(request) == []
        await desk.says(type="active")
        assert offered(await phone.about("request.rerouted", request)) == [lead.id]


async def test_somebody_in_a_call_is_not_asked(served, north):
    agent, lead = north
    async with Ear(served, agent) as phone, Ear(served, lead) as desk:
        await desk.says(type="presence", status="in_call")
        await phone.hears("presence.changed", lambda said: said["effective"] == "in_call")
        request = await asyncio.to_thread(waiting, served, by=agent)
        assert offered(request) == []
        await desk.says(type="presence", status="available")
        assert offered(await phone.about("request.rerouted", request)) == [lead.id]


def is_away(said: dict) -> bool:
    return said["effective"] == "away"


async def keeps_talking(ear: Ear) -> None:
    while True:
        await ear.says(type="pong")
        await asyncio.sleep(0.2)


async def status(served, person) -> str:
    client = await asyncio.to_thread(served.client, person)
    return (await asyncio.to_thread(get, client, "/me"))["presence"]["effective"]


async def heard_of(served, person, wanted: str) -> None:
    async with asyncio.timeout(20):
        while True:
            if await status(served, person) == wanted:
                return
            await asyncio.sleep(0.05)


async def until(served, reader, request, wanted: list[str]) -> dict:
    client = await asyncio.to_thread(served.client, reader)
    async with asyncio.timeout(20):
        while True:
            found = await asyncio.to_thread(get, client, f"/requests/{request['id']}")
            if offered(found) == wanted:
                return found
            await asyncio.sleep(0.05)

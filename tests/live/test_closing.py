"""How a connection ends: the session, misbehaviour, silence, a restart; each with its own code."""

import asyncio
import json

import pytest
from websockets.exceptions import ConnectionClosed

from remit.live import channel, hub
from remit.settings import Settings
from tests.api.calls import asking, get, made
from tests.live.ear import Ear, dial
from tests.live.shared import nobody_there
from tests.live.test_permission import changed
from tests.serving import furnish, serving

ENDED, MISBEHAVED, TOO_BIG, RESTART = 4401, 1008, 1009, 1012


@pytest.fixture
def own_server(database_url, served_world, tmp_path):
    """A server that this test may stop."""
    settings = Settings(database_url=database_url, shop_path=tmp_path / "shop.db", demo=True)
    furnish(settings, served_world)
    return lambda: serving(settings, served_world)


async def code_of(wire, within: float = 6) -> int:
    try:
        async with asyncio.timeout(within):
            while True:
                await wire.recv()
    except ConnectionClosed:
        return wire.close_code


async def test_signing_out_closes_it_within_five_seconds(served):
    client = await asyncio.to_thread(served.fresh_session, served.person(tier="agent"))
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    async with dial(served, cookie) as wire, Ear(served, served.person(tier="agent")) as other_session:
        await wire.recv()
        answer = await asyncio.to_thread(client.delete, "/api/v1/session")
        assert answer.status_code == 204
        assert await code_of(wire, 5) == ENDED
        await other_session.rest(0.2)  # another session of the same person goes on


async def test_deactivation_closes_it_within_five_seconds(served):
    person = served.people(tier="agent")[-1]
    async with Ear(served, person) as ear, changed(served, person, active=False):
        assert await ear.closed(5) == ENDED


@pytest.mark.parametrize(
    "said",
    [
        "not json",
        "[]",
        "42",
        "null",
        '{"type": "approve", "request": "req_1"}',
        '{"no": "type"}',
        '{"type": "presence", "status": "asleep"}',
        '{"type": "seen"}',
        '{"type": "seen", "request": 7}',
        '{"type": ["pong"]}',
        "[" * 8_000,
        b"\x00\x01",
        "",
    ],
)
async def test_what_is_not_of_the_protocol_closes_it(served, said):
    cookie = await asyncio.to_thread(served.cookie, served.person(tier="agent"))
    async with dial(served, cookie) as wire:
        await wire.recv()
        await wire.send(said)
        assert await code_of(wire) == MISBEHAVED


async def test_a_flood_closes_it(served):
    cookie = await asyncio.to_thread(served.cookie, served.person(tier="agent"))
    async with dial(served, cookie) as wire:
        await wire.recv()
        try:
            for _ in range(2_000):
                await wire.send('{"type": "seen", "request": "req_unknown"}')
        except ConnectionClosed:
            pass
        assert await code_of(wire) == MISBEHAVED


async def test_a_huge_message_closes_it(served):
    cookie = await asyncio.to_thread(served.cookie, served.person(tier="agent"))
    async with dial(served, cookie) as wire:
        await wire.recv()
        await wire.send("x" * 100_000)
        assert await code_of(wire) == TOO_BIG


async def test_looking_at_what_one_may_not_see_is_answered_with_nothing(served):
    async with Ear(served, served.person(tier="agent")) as ear:
        await ear.says(type="seen", request="req_of_somebody_else")
        await ear.says(type="pong")
        assert not [one for one in await ear.rest() if one["event"].startswith("request.")]


async def test_silence_ends_it_and_an_answer_keeps_it(own_server, monkeypatch):
    for edge in (hub, channel):
        monkeypatch.setattr(edge, "HEARTBEAT_S", 0.2)
    with own_server() as served:
        agents = served.people(tier="agent")
        async with Ear(served, agents[0]) as silent, Ear(served, agents[1]) as answering:
            assert silent.hello["heartbeat_s"] == 0.2
            silent.answers_pings = False
            keeping = asyncio.create_task(answering.rest(3))
            assert await silent.closed(4) in (1006, MISBEHAVED)
            client = await asyncio.to_thread(served.client, agents[1])
            request = await asyncio.to_thread(made, client, asking(served.order()))
            await keeping
            assert request["id"] in {one["data"].get("id") for one in answering.heard}
            assert answering.wire.close_code is None


async def test_a_restart_says_so_and_the_client_comes_back_to_the_same_place(own_server):
    with own_server() as served:
        agent = served.person(tier="agent")
        ear = await Ear(served, agent).__aenter__()
        client = await asyncio.to_thread(served.client, agent)
        request = await asyncio.to_thread(made, client, asking(served.order()))
        await ear.about("request.created", request)
        at, epoch = ear.heard[-1]["seq"], ear.hello["epoch"]
        stopping = asyncio.create_task(ear.closed(10))
    assert await stopping == RESTART
    with own_server_again(served) as again:
        async with Ear(again, agent, at, epoch) as back:
            await back.about("request.settled", request)
            client = await asyncio.to_thread(again.client, agent)
            await back.about("request.settled", await asyncio.to_thread(made, client, asking(served.order())))
            record = [one["seq"] for one in (await asyncio.to_thread(get, client, "/events", after=at))["items"]]
            told = [one["seq"] for one in back.heard]
            assert told == record[: len(told)], "what happened before, at and after the restart, each once"


def own_server_again(served):
    return serving(served.settings, served.world)


async def test_a_tab_that_goes_without_a_word_is_forgotten(served):
    await nobody_there(served)
    cookie = await asyncio.to_thread(served.cookie, served.person(tier="agent"))
    wire = await dial(served, cookie)
    assert json.loads(await wire.recv())["type"] == "hello"
    wire.transport.abort()
    await nobody_there(served)

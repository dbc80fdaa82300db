"""Hello, what was missed, and the word that says: begin afresh."""

import asyncio

from tests.api.calls import asking, get, made, reaches
from tests.live.ear import Ear
from tests.live.shared import head


async def settled(served, agent) -> dict:
    client = await asyncio.to_thread(served.client, agent)
    request = await asyncio.to_thread(made, client, asking(served.order()))
    return await asyncio.to_thread(reaches, client, request, "settled")


async def test_hello_says_where_the_client_stands(served):
    agent = served.person(tier="agent")
    async with Ear(served, agent) as ear:
        now = await head(served)
        assert ear.hello.keys() == {"type", "epoch", "seq", "heartbeat_s", "user"}
        assert ear.hello["epoch"] == now.epoch
        assert ear.hello["user"] == agent.id
        assert 0 < ear.hello["heartbeat_s"] <= 30
        assert 0 < ear.hello["seq"] <= now.event_seq


async def test_without_after_it_starts_from_now(served):
    agent = served.person(tier="agent")
    await settled(served, agent)
    now = (await head(served)).event_seq  # a process that has not come so far begins with what it tells next
    async with Ear(served, agent) as ear:
        request = await settled(served, agent)
        shown = await ear.about("request.settled", request)
        assert shown == request
        about = [one for one in ear.heard if one["event"].startswith("request.") and one["seq"] > now]
        assert {one["data"].get("id") for one in about} == {request["id"]}
        assert all(one["seq"] > ear.hello["seq"] for one in ear.heard)


async def test_what_was_missed_comes_first_and_in_order(served):
    agent = served.person(tier="agent")
    async with Ear(served, agent) as before:
        its_epoch = before.hello["epoch"]
    start = (await head(served)).event_seq
    missed = [await settled(served, agent) for _ in range(3)]
    client = await asyncio.to_thread(served.client, agent)
    for epoch in (its_epoch, None):
        async with Ear(served, agent, start, epoch) as ear:
            live = await settled(served, agent)
            await ear.about("request.settled", live)
            numbers = [one["seq"] for one in ear.heard]
            assert numbers == sorted(set(numbers))
            told = [one["data"]["id"] for one in ear.heard if one["event"] == "request.settled"]
            assert told[:3] == [one["id"] for one in missed]
            record = await asyncio.to_thread(get, client, "/events", after=start, limit=200)
            assert numbers == [one["seq"] for one in record["items"] if one["seq"] <= numbers[-1]]


async def test_an_event_has_the_shape_of_the_contract(served):
    agent = served.person(tier="agent")
    async with Ear(served, agent) as ear:
        request = await settled(served, agent)
        await ear.about("request.settled", request)
    names = [one["event"] for one in ear.heard if one["data"].get("id") == request["id"]]
    assert names == ["request.created", "request.granted", "request.executing", "request.settled"]
    for one in ear.heard:
        assert one.keys() == {"type", "seq", "event", "at", "data"}
        assert one["at"].endswith("Z")


async def test_what_cannot_be_resumed_is_a_reset_and_then_live(served):
    agent = served.person(tier="agent")
    now = await head(served)
    hopeless = [
        (now.event_seq + 1_000_000, now.epoch),  # from the future
        (now.event_seq, "epoch_of_another_database"),
        (now.retained_after - 1, now.epoch),  # before retention
        ("12a", now.epoch),
        ("-1", None),
        ("²", None),
    ]
    for after, epoch in hopeless:
        async with Ear(served, agent, after, epoch) as ear:
            assert await ear.message() == {"type": "reset"}
            request = await settled(served, agent)
            await ear.about("request.settled", request)


async def test_resuming_at_the_edges_is_no_reset(served):
    agent = served.person(tier="agent")
    async with Ear(served, agent) as ear:
        request = await settled(served, agent)
        await ear.about("request.settled", request)
        at = ear.heard[-1]["seq"]
    now = await head(served)
    for after in (at, now.retained_after):
        async with Ear(served, agent, after, now.epoch) as ear:
            later = await settled(served, agent)
            assert (await ear.message())["type"] == "event", "it began afresh"
            await ear.about("request.settled", later)
            # A process that is behind tells of what the client has, and it drops that.
            assert served.beside or all(one["seq"] > after for one in ear.heard)

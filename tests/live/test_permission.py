"""Who hears of what: the same question that HTTP asks, asked at the moment of sending."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest

from remit.desk.ledger.books import Entry, Needs
from remit.domain.events import Event
from tests.api.calls import act, done, waiting
from tests.live.ear import Ear
from tests.live.shared import submitted


class Change:
    """The command behind what an administrator will do: this person, changed."""

    needs = Needs()

    def __init__(self, person) -> None:
        self._person = person

    def decide(self, books) -> Entry:
        news = Event("authority.changed", None, f"{self._person.name} was changed.", content={"user": self._person.id})
        return Entry(people=(self._person,), events=(news,))


@asynccontextmanager
async def changed(served, person, **traits):
    """The person with other traits, as long as the block."""
    await submitted(served, Change(replace(person, **traits)))
    try:
        yield
    finally:
        await submitted(served, Change(person))


def ids(ear: Ear) -> set[str]:
    return {one["data"]["id"] for one in ear.heard if one["event"].startswith("request.")}


async def test_an_agent_hears_of_their_own_requests_only(served):
    first, second = served.people(tier="agent")[:2]
    async with Ear(served, first) as one, Ear(served, second) as other:
        mine = await asyncio.to_thread(waiting, served, by=first)
        theirs = await asyncio.to_thread(waiting, served, by=second)
        await one.about("request.pending", mine)
        await other.about("request.pending", theirs)
        await one.rest()
        await other.rest()
        assert ids(one) & {mine["id"], theirs["id"]} == {mine["id"]}
        assert ids(other) & {mine["id"], theirs["id"]} == {theirs["id"]}


async def test_who_reads_over_http_hears_of_it_and_nobody_else(served):
    agent = served.person(tier="agent", team="north")
    listeners = [
        served.person(role="ops"),
        served.person(role="coach"),
        served.person(role="auditor"),
        served.person(tier="lead", team="north"),
        served.person(tier="lead", team="south"),
        served.person(tier="director"),
        served.person(tier="senior"),
        served.people(tier="agent", team="north")[1],
    ]
    ears = [await Ear(served, one).__aenter__() for one in listeners]
    try:
        request = await asyncio.to_thread(waiting, served, by=agent)
        for person, ear in zip(listeners, ears, strict=True):
            client = await asyncio.to_thread(served.client, person)
            answer = await asyncio.to_thread(client.get, f"/api/v1/requests/{request['id']}")
            assert answer.status_code in (200, 404)
            if answer.status_code == 200:
                await ear.about("request.pending", request)
            await ear.rest(0.3)
            assert (request["id"] in ids(ear)) == (answer.status_code == 200), person
        assert sum(request["id"] in ids(ear) for ear in ears) == 6
    finally:
        for ear in ears:
            await ear.__aexit__()


@pytest.mark.one_process("it looks into the process that tells, and makes people alike as no account can be changed to")
async def test_who_loses_the_entitlement_hears_no_more(served):
    agent, [first, *others] = served.person(tier="agent", team="north"), served.people(tier="lead")[:3]
    alike = {"team": first.team, "roles": first.roles, "held": first.held, "since": first.since}
    async with AsyncExitStack() as stack:
        for one in others:
            await stack.enter_async_context(changed(served, one, **alike))
        authority = served.app.state.office.authority
        # Whom nothing tells apart is asked about once: from some moment on something does.
        assert len({authority.alike(authority.people.people[one.id]) for one in (first, *others)}) == 1
        *staying, ear = [await stack.enter_async_context(Ear(served, one)) for one in (first, *others)]
        request = await asyncio.to_thread(waiting, served, by=agent)
        for one in (*staying, ear):
            await one.about("request.pending", request)
        twin = replace(others[-1], **alike)
        async with changed(served, twin, tier="agent", roles=frozenset({"agent"})):
            client = await asyncio.to_thread(served.client, agent)
            done(await asyncio.to_thread(act, client, request, "withdraw"))
            later = await asyncio.to_thread(waiting, served, by=agent)
            for one in staying:
                await one.about("request.pending", later)
            heard = await ear.rest()
        events = [one["event"] for one in heard if one["data"].get("id") == request["id"]]
        assert "request.withdrawn" not in events
        assert later["id"] not in ids(ear)


async def test_missed_events_are_asked_about_when_they_are_sent_not_when_they_happened(served):
    agent = served.person(tier="agent", team="north")
    manager = served.person(1, tier="duty_manager")
    async with Ear(served, manager) as ear:
        start = ear.hello
    request = await asyncio.to_thread(waiting, served, by=agent)
    demoted = changed(served, manager, tier="agent", roles=frozenset({"agent"}))
    async with demoted, Ear(served, manager, start["seq"], start["epoch"]) as ear:
        await ear.rest()
        assert request["id"] not in ids(ear)
    async with Ear(served, manager, start["seq"], start["epoch"]) as ear:
        await ear.about("request.pending", request)

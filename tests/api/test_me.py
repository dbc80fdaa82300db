"""Oneself: who I am, whether I am there, what I may."""

import asyncio
import json
import time

import pytest
from websockets.asyncio.client import connect

from remit.api.shapes.people import AuthorityOut, MeOut
from tests.api.calls import API, asking, done, get, refused, waiting

CLOSED = {"strict": False, "extra": "forbid"}


@pytest.mark.parametrize("role", ["agent", "approver", "ops", "coach", "auditor", "admin"])
def test_me(served, role):
    person = served.person(role=role)
    me = gone(served.client(person))
    MeOut.model_validate(me, **CLOSED)
    assert (me["id"], me["name"], me["email"], me["roles"]) == (person.id, person.name, person.email, [role])
    assert (me["tier"], me["team"]) == (person.tier, person.team)


def gone(client):
    """Who they are, once they are not there: the connection of a test before may just be ending."""
    until = time.monotonic() + 30
    while (me := get(client, "/me"))["presence"]["effective"] != "away":
        assert time.monotonic() < until, me["presence"]
        time.sleep(0.02)
    return me


def test_an_approver_starts_as_available(served):
    director = served.client(served.person(tier="director"))
    assert gone(director)["presence"] == {"chosen": "available", "effective": "away"}


@pytest.mark.parametrize("status", ["busy", "away", "available"])
def test_presence_is_chosen(served, status):
    client = served.client(served.people(tier="senior")[1])
    assert done(client.put(f"{API}/me/presence", json={"status": status})) == {"chosen": status, "effective": "away"}
    assert get(client, "/me")["presence"]["chosen"] == status


@pytest.mark.parametrize("wrong", [{}, {"status": "asleep"}, {"status": None}, {"status": "busy", "until": 1}, []])
def test_presence_is_one_of_three(served, wrong):
    refused(served.client(served.people(tier="senior")[1]).put(f"{API}/me/presence", json=wrong), 422, "invalid")


async def test_a_live_connection_makes_the_choice_effective_and_is_offered_what_waits(served):
    """Presence over HTTP, seen from outside: the dry run counts who is there, and the request names them."""
    director, agent = served.person(tier="director"), served.client(served.person(tier="agent"))
    client = served.client(director)
    body = asking(served.order(at_least=250_000), 240_000)
    preview = await asyncio.to_thread(lambda: done(agent.post(f"{API}/requests/check", json=body)))
    assert (preview["available_approvers"], preview["available"]) == (0, [])
    url, headers = f"{served.url.replace('http', 'ws')}{API}/live", {"Cookie": served.cookie(director)}
    async with connect(url, additional_headers=headers, max_queue=None) as live:
        assert json.loads(await live.recv())["type"] == "hello"
        assert (await asyncio.to_thread(get, client, "/me"))["presence"]["effective"] == "available"
        preview = await asyncio.to_thread(lambda: done(agent.post(f"{API}/requests/check", json=body)))
        assert preview["available"] == [{"id": director.id, "name": director.name}]
        request = await asyncio.to_thread(waiting, served, 240_000)
        assert [one["id"] for one in request["approval"]["offered_to"]] == [director.id]
        await asyncio.to_thread(lambda: client.put(f"{API}/me/presence", json={"status": "busy"}))
        request = await asyncio.to_thread(get, agent, f"/requests/{request['id']}")
        assert request["approval"]["offered_to"] == []
        assert request["version"] == 1
        await asyncio.to_thread(lambda: client.put(f"{API}/me/presence", json={"status": "available"}))


def test_my_authority_is_what_decides(served):
    person = served.person(tier="agent")
    client = served.client(person)
    authority = get(client, "/me/authority")
    AuthorityOut.model_validate(authority, **CLOSED)
    assert authority["policy_version"] == get(client, "/policy")["version"]
    of = {(one["remedy"], one["conditions"]): one for one in authority["items"] if one["currency"] == "USD"}
    assert of[("refund", "for reasons owed by policy")]["auto"] == 5_000
    credit = of[("goodwill_credit", None)]
    assert (credit["auto"], credit["review"], credit["approve"]) == (1_500, 2_500, None)
    assert credit["guideline"]
    for amount, outcome in ((1_500, "allow"), (1_501, "review"), (2_500, "review"), (2_501, "escalate")):
        check = done(client.post(f"{API}/requests/check", json=asking(None, amount)))
        assert check["decision"]["outcome"] == outcome


def test_those_without_a_tier_have_no_authority(served):
    for role in ("ops", "coach", "auditor", "admin"):
        client = served.client(served.person(role=role))
        assert get(client, "/me/authority")["items"] == []
        assert done(client.post(f"{API}/requests/check", json=asking(None, 1)))["decision"]["outcome"] != "allow"

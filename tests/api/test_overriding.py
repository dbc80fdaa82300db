"""Acting now, reviewed after: who may, who is told, and who looks at it. In a currency that no order has."""

import asyncio

import pytest

from remit.api.shapes.requests import RequestOut
from tests.api.calls import API, act, asking, done, get, made, post, reaches, refused, waiting
from tests.api.test_policy import limit, seconded
from tests.api.test_visibility import sees
from tests.live.ear import Ear

CLOSED = {"strict": False, "extra": "forbid"}
WHY = {"note": "The customer stands in the airport without a ticket."}


@pytest.fixture
def ops(served):
    return [served.client(one) for one in served.people(role="ops")[:2]]


@pytest.fixture
def emergency(served, ops):
    """Agents give 10.00 CZK alone and 90.00 in an emergency; leads approve up to 100.00."""
    if any(one["currency"] == "CZK" for one in get(ops[0], "/policy")["limits"]):
        return
    seconded(
        *ops,
        limit(1_000, currency="CZK"),
        limit(9_000, currency="CZK", mode="override"),
        limit(10_000, "tier:lead", currency="CZK", mode="approve"),
    )


def urgent(amount=8_000, **said):
    return asking(None, amount, currency="CZK", override=True, **{**WHY, **said})


def acted(served, tier="agent", **said):
    return made(served.client(served.person(tier=tier)), urgent(**said))


def test_it_is_carried_out_at_once_and_waits_to_be_looked_at(served, emergency):
    request = acted(served)
    RequestOut.model_validate(request, **CLOSED)
    assert (request["state"], request["approval"]) == ("granted", None)
    decision = request["decision"]
    assert (decision["outcome"], decision["mode"], decision["limit"]) == ("review", "override", 9_000)
    assert request["review"] == {"skipped": [], "verdict": None, "by": None, "at": None, "comment": None}
    assert reaches(served.client(served.person(tier="agent")), request, "settled")["review"]["verdict"] is None


def test_it_needs_a_note_and_a_limit_of_its_own(served, emergency):
    agent = served.client(served.person(tier="agent"))
    refused(post(agent, urgent(note=" ")), 422, "note-required")
    assert made(agent, urgent(9_001))["state"] == "pending"
    # Nobody has an override limit in dollars: it goes to whoever can approve it, as ever.
    dollars = made(agent, asking(served.order(), 9_000, override=True, **WHY))
    assert (dollars["state"], dollars["review"]) == ("pending", None)
    # What is within the limit needs no emergency.
    assert made(agent, urgent(900))["review"] is None


async def test_everybody_who_was_skipped_is_told(served, emergency):
    lead = served.person(tier="lead")
    async with Ear(served, lead) as ear:
        request = await asyncio.to_thread(acted, served)
        assert {"id": lead.id, "name": lead.name} in request["review"]["skipped"]
        await ear.about("request.overridden", request)
    listed = get(served.client(lead), "/approvals/unasked")["items"]
    assert request["id"] in [one["id"] for one in listed]
    said = get(served.client(lead), f"/requests/{request['id']}/timeline")["items"]
    assert any("acted without asking" in one["sentence"] and lead.name in one["sentence"] for one in said)


def test_whoever_could_have_been_asked_finds_it_like_any_other(served, emergency):
    request = acted(served)
    far = next(one for one in served.people(tier="lead") if one.team != request["requester"]["team"])
    first = get(served.client(far), f"/requests/{request['id']}/timeline")["items"][0]
    assert sees(served, far, request, first["seq"])
    assert not sees(served, served.people(tier="senior")[0], request, first["seq"])


def test_somebody_looks_at_it_once(served, emergency):
    lead, manager = (served.client(served.person(tier=tier)) for tier in ("lead", "duty_manager"))
    agent = served.client(served.person(tier="agent"))
    request = reaches(agent, acted(served), "settled")
    word = {"verdict": "not_fine", "comment": "Next time ask for a picture."}
    refused(act(agent, request, "review", **word), 403, "not-permitted")
    refused(act(lead, {**request, "version": 99}, "review", **word), 409, "stale-version")
    looked_at = done(act(lead, request, "review", **word))
    assert (looked_at["state"], looked_at["version"]) == ("settled", request["version"] + 1)
    assert (looked_at["review"]["verdict"], looked_at["review"]["comment"]) == ("not_fine", word["comment"])
    refused(act(manager, looked_at, "review", **word), 409, "already-reviewed")
    for reader in (lead, manager):
        assert request["id"] not in [one["id"] for one in get(reader, "/approvals/unasked")["items"]]


def test_nobody_looks_at_their_own_and_nobody_beyond_their_limit(served, ops, emergency):
    lead, manager = served.person(tier="lead"), served.person(tier="duty_manager")
    seconded(
        *ops,
        limit(90_000, "tier:lead", currency="CZK", mode="override"),
        limit(200_000, "tier:director", currency="CZK", mode="approve"),
    )
    request = acted(served, "lead", amount=50_000)
    word = {"verdict": "fine", "comment": "Well done."}
    refused(act(served.client(lead), request, "review", **word), 403, "own-request")
    assert request["id"] not in [one["id"] for one in get(served.client(lead), "/approvals/unasked")["items"]]
    now = reaches(served.client(lead), request, "settled")
    refused(act(served.client(manager), now, "review", **word), 404)
    assert done(act(served.client(served.person(role="coach")), now, "review", **word))["review"]["verdict"] == "fine"


def test_there_is_nothing_to_look_at_where_somebody_was_asked(served):
    request = waiting(served)
    lead = served.client(served.person(tier="lead"))
    refused(act(lead, request, "review", verdict="fine", comment="ok"), 409, "wrong-state")


def test_a_check_says_that_one_could_act_now(served, emergency):
    agent = served.client(served.person(tier="agent"))
    body = asking(None, 8_000, currency="CZK")
    ways = done(agent.post(f"{API}/requests/check", json=body))["decision"]["alternatives"]
    assert {"kind": "override", "amount": 8_000, "outcome": "review"} in ways
    beyond = done(agent.post(f"{API}/requests/check", json={**body, "amount": 9_001}))["decision"]["alternatives"]
    assert "override" not in [one["kind"] for one in beyond]
    now = done(agent.post(f"{API}/requests/check", json={**body, "override": True}))["decision"]
    assert (now["outcome"], now["mode"]) == ("review", "override")

"""Limits looked through page by page, and one case tried before it is asked. RON keeps it away from other tests."""

import asyncio
from itertools import count

import pytest

from remit.api.shapes.matrix import LimitsOut, OutlineOut, WhatIfOut
from tests.api.calls import API, done, get, refused
from tests.api.test_policy import drafted, limit, seconded
from tests.live.ear import Ear

_amounts = count(2_001)


@pytest.fixture(scope="module")
def ana(served):
    return served.client(served.people(role="ops")[0])


@pytest.fixture(scope="module")
def ben(served):
    return served.client(served.people(role="ops")[1])


@pytest.fixture(scope="module")
def person(served):
    return served.people(tier="senior")[-1]


@pytest.fixture(scope="module")
def ours(ana, ben, person):
    """Limits of our own: two tiers, one person, one cap of a team."""
    return seconded(
        ana,
        ben,
        limit(next(_amounts), currency="RON"),
        limit(next(_amounts), currency="RON", subject="tier:lead", mode="approve", guideline="Ask in Bucharest."),
        limit(next(_amounts), currency="RON", subject=f"user:{person.id}", when="channel = phone"),
        limit(next(_amounts), currency="RON", subject="team:north", kind="cap", mode="*"),
    )


def listed(client, **query):
    found = get(client, "/policy/limits", currency="RON", **query)
    shapes = [{("from_" if name == "from" else name): value for name, value in one.items()} for one in found["items"]]
    LimitsOut.model_validate({**found, "items": shapes}, strict=False, extra="forbid")
    return found


def subjects(found):
    return sorted(one["subject"] for one in found["items"])


def test_the_outline_says_what_there_is(ours, ana):
    outline = get(ana, "/policy/outline")
    OutlineOut.model_validate(outline, strict=False, extra="forbid")
    policy = get(ana, "/policy")
    assert {**outline, "limits": None, "scopes": None} == {
        **{key: policy[key] for key in outline if key not in ("limits", "scopes")},
        "limits": None,
        "scopes": None,
    }
    assert outline["limits"] == len(policy["limits"])
    assert {"brand": "acme", "currency": "RON", "limits": 4} in outline["scopes"]


def test_the_matrix_and_the_rest_are_two_lists(ours, ana, person):
    assert subjects(listed(ana, of="ladder")) == ["tier:agent", "tier:lead"]
    rest = listed(ana, of="others")
    assert subjects(rest) == ["team:north", f"user:{person.id}"]
    assert rest["names"][f"user:{person.id}"] == person.name
    assert subjects(listed(ana, subject=f"user:{person.id}")) == [f"user:{person.id}"]


def test_every_word_has_to_be_met_somewhere_in_the_rule(ours, ana, person):
    assert subjects(listed(ana, q="bucharest")) == ["tier:lead"]
    assert subjects(listed(ana, q=person.name.lower())) == [f"user:{person.id}"]
    assert subjects(listed(ana, q="by phone")) == [f"user:{person.id}"]
    assert subjects(listed(ana, q="cap north")) == ["team:north"]
    assert subjects(listed(ana, q="goodwill approving")) == ["tier:lead"]
    assert subjects(listed(ana, q="refund")) == []
    rid = listed(ana, q="bucharest")["items"][0]["rule"]
    assert [one["rule"] for one in listed(ana, q=rid.lower())["items"]] == [rid]


def test_pages_neither_repeat_nor_leave_out(ours, ana):
    first = listed(ana, limit=3)
    rest = listed(ana, limit=3, cursor=first["next_cursor"])
    assert (first["total"], rest["total"], rest["next_cursor"]) == (4, 4, None)
    ids = [one["rule"] for one in first["items"] + rest["items"]]
    assert (len(ids), ids) == (4, sorted(set(ids)))
    refused(ana.get(f"{API}/policy/limits", params={"limit": 1001}), 422, "invalid")


def case(amount, **said):
    return {"who": "tier:agent", "remedy": "goodwill_credit", "amount": amount, "currency": "RON", **said}


def tried(client, amount, **said):
    found = done(client.post(f"{API}/policy/what-if", json={**case(amount, **said), "reason": "LONG_WAIT"}))
    WhatIfOut.model_validate(found, strict=False, extra="forbid")
    return found


def test_a_case_is_tried_on_the_limits_and_on_the_draft(served, ours, ana):
    [mine] = [one for one in listed(ana, of="ladder")["items"] if one["subject"] == "tier:agent"]
    draft = drafted(ana, limit(mine["amount"] - 1, currency="RON"))
    found = tried(ana, mine["amount"], draft=draft["id"])
    assert found["now"]["decision"]["outcome"] == "allow"
    assert found["then"]["decision"]["outcome"] != "allow"
    assert found["then"]["decision"]["over_by"] == 1
    assert tried(ana, mine["amount"])["then"] is None
    done(ana.delete(f"{API}/policy/drafts/{draft['id']}"))


async def test_a_case_names_who_would_be_asked(served, ours, ana):
    """Somebody who is there, and may; nobody where it is within the limit."""
    lead = served.people(tier="lead")[0]
    [mine] = [one for one in listed(ana, of="ladder")["items"] if one["subject"] == "tier:agent"]
    agent = next(one for one in served.people(tier="agent") if one.team == lead.team)
    async with Ear(served, lead):
        found = await asyncio.to_thread(tried, ana, mine["amount"] + 1, who=f"user:{agent.id}")
        within = await asyncio.to_thread(tried, ana, mine["amount"], who=agent.email)
    assert found["now"]["decision"]["outcome"] == "escalate"
    assert lead.id in [one["id"] for one in found["now"]["asked"]]
    assert within["now"]["asked"] == []


def test_a_case_that_cannot_be_tried_says_why(served, ana):
    answer = ana.post(f"{API}/policy/what-if", json={**case(1, who="tier:nobody"), "reason": "LONG_WAIT"})
    refused(answer, 422, "invalid-trial")
    refused(ana.post(f"{API}/policy/what-if", json={**case(1), "reason": "NO_SUCH"}), 422, "invalid-trial")
    agent = served.client(served.person(tier="agent"))
    refused(agent.post(f"{API}/policy/what-if", json={**case(1), "reason": "LONG_WAIT"}), 403, "not-permitted")
    assert get(agent, "/policy/outline")["version"] > 0

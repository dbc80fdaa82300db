"""A draft is held against what was asked for before anybody publishes it."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.api.calls import API, act, asking, done, get, made, refused, waiting

_PATIENCE_S = 60


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


def raising(client, amount: int) -> dict:
    """A draft by which agents may refund this much by themselves, for whatever they owe."""
    limits = get(client, "/policy")
    rule = next(
        one
        for one in limits["limits"]
        if (one["subject"], one["remedy"], one["mode"], one["kind"]) == ("tier:agent", "refund", "auto", "grant")
        and one["when"] == "basis = entitlement"
    )
    asked = {"name": "What if", "base_version": limits["version"]}
    draft = client.post(f"{API}/policy/drafts", json=asked).json()
    about = {name: rule[name] for name in ("subject", "remedy", "currency", "brand", "mode", "kind", "when")}
    changes = [{**about, "change": "set_limit", "amount": amount}]
    path = f"{API}/policy/drafts/{draft['id']}"
    return done(client.patch(path, json={"revision": draft["revision"], "changes": changes}))


def backtest(client, draft: dict, **said):
    return client.post(f"{API}/policy/drafts/{draft['id']}/backtest", json=said)


def over(client, draft: dict, start: str) -> dict:
    """The backtest from there until now, once it is done."""
    said, until = {"from": start, "to": datetime.now(UTC).isoformat()}, time.monotonic() + _PATIENCE_S
    while not (answer := done(backtest(client, draft, **said)))["done"]:
        assert time.monotonic() < until, answer
    return answer


def test_what_people_said_to_it_is_held_against_a_raise(served, ops):
    lead = served.client(served.person(tier="lead"))
    agents = served.people(tier="agent")
    yes = waiting(served, 6_100, agents[0])
    no = waiting(served, 6_200, agents[1])
    done(act(lead, yes, "approve"))
    done(act(lead, no, "reject", comment="Not damaged."))
    made(served.client(agents[2]), asking(served.order(), 1_000))
    answer = over(ops, raising(ops, 6_500), yes["created_at"])
    assert (answer["complete"], answer["total"]) == (3, 3)
    result = answer["result"]
    assert (result["cases"], result["changed"], result["approvals_avoided"]) == (3, 2, 2)
    assert result["money_at_risk"] == [{"currency": "USD", "amount": 6_100}]
    assert result["rejected_before"] == 1
    kinds = {one["kind"]: one for one in result["changes"]}
    assert set(kinds) == {"approved_before", "rejected_before"}
    assert kinds["rejected_before"]["example"]["request"] == no["id"]
    assert kinds["rejected_before"]["sentence"].endswith("though a person rejected it: 1 (USD 62.00).")
    assert [one["id"] for one in result["remedies"]] == ["refund"]
    assert {one["id"] for one in result["people"]} == {agents[0].id, agents[1].id}
    assert result["reproduced"] == {"compared": 3, "reproduced": 3, "unlike": []}


def test_nothing_in_that_time_is_said(ops):
    answer = over(ops, raising(ops, 6_500), (datetime.now(UTC) - timedelta(milliseconds=5)).isoformat())
    assert (answer["total"], answer["result"]["cases"]) == (0, 0)
    assert answer["result"]["sentences"] == ["Nothing was asked for in this time, so there is nothing to decide again."]


def test_only_what_has_been_can_be_looked_at(ops):
    draft, now = raising(ops, 6_500), datetime.now(UTC)
    later, before = ((now + timedelta(hours=sign)).isoformat() for sign in (1, -1))
    ahead = refused(backtest(ops, draft, to=later), 422, "invalid-range")
    assert ahead["field"] == "to"
    turned = refused(backtest(ops, draft, **{"from": now.isoformat(), "to": before}), 422, "invalid-range")
    assert turned["field"] == "from"
    assert backtest(ops, draft, to="yesterday").status_code == 422


def test_it_is_for_those_who_draft(served, ops):
    draft = raising(ops, 6_500)
    refused(backtest(served.client(served.person(tier="agent")), draft), 403, "not-permitted")
    refused(backtest(ops, {"id": "drf_nowhere"}), 404, "not-found")

"""Who can approve this, what may Ana do, what would it have been; the decision log and coverage over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from remit.api.shapes.people import AuthorityOut
from remit.api.shapes.questions import CoverageOut, DecisionsOut, ExplainedOut, WhoCanOut
from tests.api.calls import API, act, asking, done, get, made, now, refused, waiting

CASE = {
    "requester": "tier:agent",
    "remedy": "refund",
    "amount": 9_000,
    "currency": "USD",
    "reason": "DAMAGED_DEFECTIVE",
    "order_age_days": 3,
    "order_captured": 20_000,
}
BY_TIER = {name: value for name, value in CASE.items() if name != "requester"}


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


def explained(client, **said):
    found = done(client.post(f"{API}/policy/explain", json={**CASE, **said}))
    ExplainedOut.model_validate(found)
    return found


def test_an_explanation_names_the_rule_the_limit_and_who_could(served, ops):
    found = explained(ops)
    assert found["decision"]["outcome"] == "escalate"
    assert (found["decision"]["limit"], found["decision"]["over_by"]) == (5_000, 4_000)
    assert found["rule"]["rule"] == found["decision"]["rule"]
    assert [one["name"] for one in found["tiers"]] == ["lead", "duty_manager", "director"]
    assert found["total"] == sum(one["people"] for one in found["tiers"])


def test_an_explanation_takes_the_order_s_own_facts(served, ops):
    order = served.order(at_least=20_000)
    body = {name: value for name, value in CASE.items() if not name.startswith("order_")}
    found = done(ops.post(f"{API}/policy/explain", json={**body, "order_id": order.id}))
    assert found["decision"]["limit"] == 5_000
    refused(ops.post(f"{API}/policy/explain", json={**body, "order_id": "SO-none"}), 404, "order-not-found")


def test_an_explanation_of_another_day_is_by_the_limits_of_that_day(served, ops):
    first, *_ = sorted(get(ops, "/policy/versions")["items"], key=lambda one: one["version"])
    then = datetime.fromisoformat(first["published_at"]) + timedelta(minutes=1)
    past = explained(ops, at=then.isoformat())
    assert (past["policy_version"], past["decision"]["limit"]) == (1, 4_000)
    person = served.person(tier="agent")
    assert explained(ops, at=then.isoformat(), requester=person.email)["decision"]["limit"] == 4_000
    assert explained(ops, version=1)["decision"]["limit"] == 4_000
    assert explained(ops)["decision"]["limit"] == 5_000


@pytest.mark.parametrize(
    ("changed", "status", "name"),
    [
        ({"at": "1999-01-01T00:00:00Z"}, 404, "not-found"),
        ({"at": "2199-01-01T00:00:00Z"}, 422, "invalid"),
        ({"version": 9_999}, 404, "not-found"),
        ({"version": 1, "at": "2026-01-01T00:00:00Z"}, 422, "invalid"),
        ({"requester": "tier:king"}, 422, "invalid-trial"),
        ({"requester": "nobody@acme.example"}, 422, "invalid-trial"),
        ({"reason": "GONE"}, 422, "invalid-trial"),
        ({"given": {"mood": "bad"}}, 422, "invalid-trial"),
        ({"amount": 0}, 422, "invalid"),
        ({"surprise": 1}, 422, "invalid"),
    ],
)
def test_what_cannot_be_explained_is_refused_with_a_sentence(ops, changed, status, name):
    refused(ops.post(f"{API}/policy/explain", json={**CASE, **changed}), status, name)


def test_who_can_approve_this_lists_those_who_are_there_first(served, ops):
    found = get(ops, "/policy/who-can", **{**BY_TIER, "amount": 150_000, "order_captured": 200_000})
    WhoCanOut.model_validate(found, extra="forbid")
    assert [one["name"] for one in found["tiers"]] == ["duty_manager", "director"]
    assert found["total"] == len(served.people(tier="duty_manager")) + len(served.people(tier="director"))
    there = [one["present"] for one in found["people"]]
    assert there == sorted(there, reverse=True)
    lead = served.person(tier="lead")
    mine = get(ops, "/policy/who-can", **BY_TIER, requester=lead.email)
    assert lead.id not in {one["id"] for one in mine["people"]}
    assert len(get(ops, "/policy/who-can", **BY_TIER, limit=1)["people"]) == 1


def test_what_somebody_may_do_is_what_they_are_told_themselves(served, ops):
    agent = served.person(tier="agent")
    found = get(ops, f"/people/{agent.id}/authority")
    AuthorityOut.model_validate(found, extra="forbid")
    assert found == get(served.client(agent), "/me/authority")
    refused(ops.get(f"{API}/people/usr_none/authority"), 404, "not-found")


def test_a_lead_may_ask_about_the_own_team_and_an_agent_about_nobody(served):
    lead = served.person(tier="lead")
    own, other = (
        next(one for one in served.people(tier="agent") if (one.team == lead.team) is same) for same in (True, False)
    )
    client = served.client(lead)
    done(client.get(f"{API}/people/{own.id}/authority"))
    refused(client.get(f"{API}/people/{other.id}/authority"), 404, "not-found")
    explained(client, requester=own.email)
    refused(client.post(f"{API}/policy/explain", json={**CASE, "requester": other.email}), 403, "not-permitted")
    agent = served.client(own)
    for path in (f"/people/{own.id}/authority", "/policy/coverage"):
        refused(agent.get(f"{API}{path}"), 403, "not-permitted")
    refused(agent.post(f"{API}/policy/explain", json=CASE), 403, "not-permitted")


def test_a_request_tells_what_was_decided_and_that_it_comes_out_the_same(served):
    agent = served.person(tier="agent")
    request = waiting(served)
    client = served.client(agent)
    edited = done(client.patch(f"{API}/requests/{request['id']}", json={"version": 1, "amount": 8_000}))
    done(act(served.client(served.person(tier="lead")), edited, "approve"))
    found = get(client, f"/requests/{request['id']}/decision")
    DecisionsOut.model_validate(found, extra="forbid")
    assert [one["what"] for one in found["items"]] == ["asked", "edited", "approved"]
    assert all(one["same"] and one["differs"] == [] for one in found["items"])
    assert found["items"][0]["asked"]["facts"]["reason"] == "DAMAGED_DEFECTIVE"
    assert found["items"][1]["decision"]["rule"] == now(client, request)["decision"]["rule"]
    stranger = next(one for one in served.people(tier="agent") if one.team != agent.team)
    refused(served.client(stranger).get(f"{API}/requests/{request['id']}/decision"), 404, "not-found")


def test_coverage_says_which_rules_nothing_touched(served, ops):
    made(served.client(served.person(tier="agent")), asking(served.order()))
    found = get(ops, "/policy/coverage", days=1)
    CoverageOut.model_validate(found)
    untouched = {one["rule"]["rule"] for one in found["untouched"]}
    used = explained(ops, amount=1_000)["decision"]["rule"]
    assert used not in untouched
    assert found["rules"] == len(get(ops, "/policy")["limits"])
    assert found["decided"] > 0
    assert datetime.fromisoformat(found["since"]) < datetime.now(UTC)

"""Lints and matrix tests over HTTP: of the limits in force, and of a draft before anybody has published it."""

import pytest

from tests.api.calls import API, done, get, refused

CASE = {
    "name": "agents give small credits alone",
    "who": ["tier:agent"],
    "remedies": ["goodwill_credit"],
    "amounts": [1_500],
    "reason": "POOR_SERVICE",
    "expect": "allow",
}


@pytest.fixture
def ops(served):
    return served.client(served.people(role="ops")[0])


def drafted(client, *changes):
    base = get(client, "/policy")["version"]
    draft = client.post(f"{API}/policy/drafts", json={"name": "Try", "base_version": base}).json()
    body = {"revision": draft["revision"], "changes": list(changes)}
    return done(client.patch(f"{API}/policy/drafts/{draft['id']}", json=body))


def credit(amount, **changed):
    made = {"change": "set_limit", "subject": "tier:agent", "remedy": "goodwill_credit", "currency": "USD"}
    return {**made, "brand": "acme", "mode": "auto", "amount": amount, **changed}


def tried(client, draft, *cases, **suite):
    body = {"currency": "USD", "brand": "acme", "cases": list(cases), **suite}
    return client.post(f"{API}/policy/drafts/{draft['id']}/test", json=body)


def test_the_limits_in_force_are_looked_at(ops):
    found = get(ops, "/policy/lint")["items"]
    assert {"kind", "severity", "rules", "sentence", "mend"} == set(found[0])
    assert all(one["severity"] == "warning" for one in found)


def test_a_draft_is_looked_at_as_it_would_be(ops):
    cap = credit(1_000, kind="cap", mode=None)
    draft = drafted(ops, credit(99_000, subject="tier:trainee"), cap)
    before = get(ops, "/policy/lint")["items"]
    found = [one for one in get(ops, f"/policy/drafts/{draft['id']}/lint")["items"] if one not in before]
    assert found
    assert any("USD 990.00" in one["sentence"] for one in found)


def test_a_draft_is_tried_before_it_is_published(ops):
    draft = drafted(ops, credit(1_000))
    now = done(tried(ops, drafted(ops), CASE))
    assert (now["passed"], now["failed"]) == (1, 0)
    then = done(tried(ops, draft, CASE, {**CASE, "amounts": [1_000, 900]}))
    assert (then["passed"], then["failed"]) == (2, 1)
    one = then["items"][0]
    assert (one["case"], one["expected"], one["outcome"], one["passed"]) == (0, "allow", "review", False)
    assert "looked at afterwards" in one["sentence"]


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": "GONE"},
        {"who": ["tier:king"]},
        {"who": []},
        {"amounts": [0]},
        {"amounts": [10.0]},
        {"expect": "perhaps"},
        {"remedies": ["hug"]},
        {"surprise": 1},
    ],
)
def test_a_suite_that_cannot_be_run_is_refused(ops, changed):
    refused(tried(ops, drafted(ops), {**CASE, **changed}), 422)


def test_a_suite_too_large_is_refused(ops):
    refused(tried(ops, drafted(ops), *[{**CASE, "amounts": list(range(1, 201))}] * 26), 422, "invalid-trial")


def test_only_those_who_tune_limits_may(served):
    agent = served.client(served.person(tier="agent"))
    refused(agent.get(f"{API}/policy/lint"), 403, "not-permitted")
    refused(agent.get(f"{API}/policy/drafts/drf_1/lint"), 403, "not-permitted")
    refused(tried(agent, {"id": "drf_1"}, CASE), 403, "not-permitted")


def test_a_draft_that_is_not_there(ops):
    refused(ops.get(f"{API}/policy/drafts/drf_none/lint"), 404, "not-found")
    refused(tried(ops, {"id": "drf_none"}, CASE), 404, "not-found")

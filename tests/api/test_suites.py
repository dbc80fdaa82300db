"""The organisation's tests of its limits: kept, made of a decision, and a gate before every version."""

import pytest

from remit.api.shapes.effects import EffectsOut
from remit.api.shapes.trying import TestOut, TestsOut, TriedListOut
from tests.api.calls import API, asking, done, get, made, refused, waiting

CASE = {
    "who": ["tier:agent"],
    "remedies": ["fee_waiver"],
    "amounts": [1_000, 1_400],
    "reason": "FEE_CHARGED_INCORRECTLY",
    "expect": "allow",
    "currency": "USD",
    "brand": "acme",
}


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


@pytest.fixture
def other(served):
    return served.client(served.person(1, role="ops"))


@pytest.fixture
def kept(ops):
    """Puts tests beside those that are there, and takes them away again."""
    before = get(ops, "/policy/tests")

    def put(*tests, note="A test of tests.", revision=None):
        now = get(ops, "/policy/tests")
        seen = now["revision"] if revision is None else revision
        body = {"revision": seen, "note": note, "tests": [*plain(now["tests"]), *tests]}
        return ops.put(f"{API}/policy/tests", json=body)

    yield put
    now = get(ops, "/policy/tests")["revision"]
    body = {"revision": now, "note": "As before.", "tests": plain(before["tests"])}
    done(ops.put(f"{API}/policy/tests", json=body))


def plain(tests):
    return [{name: value for name, value in one.items() if value is not None} for one in tests]


def drafted(client, *changes):
    base = get(client, "/policy")["version"]
    draft = client.post(f"{API}/policy/drafts", json={"name": "tests", "base_version": base}).json()
    return revised(client, draft, *changes)


def revised(client, draft, *changes):
    body = {"revision": draft["revision"], "changes": list(changes)}
    return done(client.patch(f"{API}/policy/drafts/{draft['id']}", json=body))


def waiver(amount, **said):
    made = {"change": "set_limit", "subject": "tier:agent", "remedy": "fee_waiver", "currency": "USD"}
    return {**made, "brand": "acme", "mode": "auto", "amount": amount, **said}


def publish(client, draft):
    return client.post(f"{API}/policy/drafts/{draft['id']}/publish", json={"note": "tried"})


def back(client):
    to = get(client, "/policy")["version"] - 1
    answer = client.post(f"{API}/policy/rollback", json={"to_version": to, "note": "back"})
    assert answer.status_code == 201, answer.text


def test_the_demo_has_tests_that_pass(ops):
    suite = get(ops, "/policy/tests")
    TestsOut.model_validate(suite, extra="forbid")
    assert len(suite["tests"]) >= 10
    results = get(ops, "/policy/tests/results")
    TriedListOut.model_validate(results, extra="forbid")
    assert (results["failed"], results["passed"] > 20) == (0, True)
    assert {one["test"] for one in results["items"]} == {one["id"] for one in suite["tests"]}


def test_tests_are_replaced_as_a_whole_at_the_revision_that_was_seen(kept):
    saved = done(kept(CASE))
    assert saved["tests"][-1]["id"].startswith("T-")
    assert saved["note"] == "A test of tests."
    refused(kept(CASE, revision=saved["revision"] - 1), 409, "stale-tests")


def test_a_test_must_hold_on_the_limits_in_force(kept):
    problem = refused(kept({**CASE, "expect": "deny"}), 422, "tests-failed")
    assert problem["failed"][0]["expected"] == "deny"
    assert problem["failed"][0]["outcome"] == "allow"


def test_no_version_is_published_against_a_test(ops, kept):
    test = done(kept(CASE))["tests"][-1]["id"]
    draft = drafted(ops, waiver(1_200))
    problem = refused(publish(ops, draft), 422, "tests-failed")
    assert [(one["test"], one["amount"], one["expected"], one["outcome"]) for one in problem["failed"]] == [
        (test, 1_400, "allow", "escalate")
    ]
    results = get(ops, f"/policy/drafts/{draft['id']}/tests")
    assert [one["amount"] for one in results["items"] if not one["passed"]] == [1_400]


def test_a_recorded_change_of_what_is_expected_is_the_way_on(ops, kept):
    test = done(kept(CASE))["tests"][-1]["id"]
    why = {"change": "expect", "test": test, "expect": "escalate", "amount": 1_400, "why": "Twelve is enough."}
    draft = drafted(ops, waiver(1_200), why)
    assert draft["changes"][1]["why"] == "Twelve is enough."
    assert get(ops, f"/policy/drafts/{draft['id']}/tests")["failed"] == 0
    assert publish(ops, draft).status_code == 201
    after = get(ops, "/policy/tests")
    mine = [one for one in after["tests"] if one["remedies"] == ["fee_waiver"] and one["amounts"][0] < 2_000]
    assert [(one["amounts"], one["expect"]) for one in mine] == [([1_000], "allow"), ([1_400], "escalate")]
    assert after["policy_version"] == get(ops, "/policy")["version"]
    back(ops)
    now = get(ops, "/policy/tests")["tests"]
    assert [(one["amounts"], one["expect"]) for one in now if one["id"] == test] == [([1_000, 1_400], "allow")]
    assert get(ops, "/policy/tests/results")["failed"] == 0


def test_an_expectation_of_what_is_not_there_is_refused(ops):
    why = {"change": "expect", "test": "T-9999", "expect": "deny", "why": "Just so."}
    draft = drafted(ops, waiver(1_200), why)
    refused(ops.get(f"{API}/policy/drafts/{draft['id']}/tests"), 422, "unknown-test")
    refused(publish(ops, draft), 422, "unknown-test")


def test_a_decision_becomes_a_test_in_one_click(served, ops, kept):
    kept()
    request = waiting(served)
    answer = ops.post(f"{API}/requests/{request['id']}/make-test", json={})
    assert answer.status_code == 201, answer.text
    test = answer.json()
    TestOut.model_validate(test, extra="forbid")
    assert (test["origin"], test["expect"], test["amounts"]) == (request["reference"], "escalate", [9_000])
    assert test["name"].startswith(request["reference"])
    again = ops.post(f"{API}/requests/{request['id']}/make-test", json={}).json()
    assert again["id"] == test["id"]
    assert get(ops, "/policy/tests/results")["failed"] == 0
    refused(ops.post(f"{API}/requests/{request['id']}/make-test", json={"expect": "deny"}), 422, "tests-failed")
    refused(ops.post(f"{API}/requests/req_none/make-test", json={}), 404, "not-found")


def test_only_those_who_tune_limits_change_tests(served):
    agent = served.client(served.person(tier="agent"))
    request = made(agent, asking(served.order()))
    refused(agent.put(f"{API}/policy/tests", json={"revision": 1, "note": "n", "tests": []}), 403, "not-permitted")
    refused(agent.post(f"{API}/requests/{request['id']}/make-test", json={}), 403, "not-permitted")


def test_a_draft_says_who_gains_and_who_loses_with_a_case_in_point(ops, served):
    draft = drafted(ops, waiver(1_200), waiver(4_000, subject="tier:senior"))
    found = get(ops, f"/policy/drafts/{draft['id']}/effects")
    EffectsOut.model_validate(found, extra="forbid")
    by = {one["subject"]: one for one in found["items"]}
    assert (found["gaining"], found["losing"]) == (1, 1)
    loses = by["tier:agent"]
    assert (loses["before"], loses["after"], loses["by"], loses["gains"]) == (1_500, 1_200, 300, False)
    assert loses["people"] == len(served.people(tier="agent"))
    assert (loses["example"]["before"], loses["example"]["after"]) == ("allow", "escalate")
    assert by["tier:senior"]["gains"]
    assert "USD 35.00 → USD 40.00" in by["tier:senior"]["sentence"]
    version = get(ops, "/policy")["version"]
    assert get(ops, f"/policy/versions/{version}/effects", **{"from": version})["items"] == []

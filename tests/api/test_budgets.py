"""Budgets over HTTP: set in a draft, shown, spent, told in decisions, exported, removed."""

from contextlib import contextmanager

import casbin
import pytest
from casbin.persist.adapters.string_adapter import StringAdapter

from remit.authority import functions
from tests.api.calls import API, act, asking, done, get, made, refused

DAILY = {
    "change": "set_budget",
    "subject": "tier:senior",
    "remedy": "payment_extension",
    "currency": "USD",
    "per": "agent",
    "window": "day",
    "limit": 5_000,
    "zone": "America/New_York",
}


def drafted(served, *changes) -> tuple[dict, dict]:
    """A draft with these changes, and its difference."""
    ops = served.client(served.person(role="ops"))
    base = get(ops, "/policy")["version"]
    draft = ops.post(f"{API}/policy/drafts", json={"name": "Budgets", "base_version": base}).json()
    said = {"revision": draft["revision"], "changes": list(changes)}
    draft = done(ops.patch(f"{API}/policy/drafts/{draft['id']}", json=said))
    return draft, get(ops, f"/policy/drafts/{draft['id']}/diff")


def published(served, draft) -> None:
    ops = served.client(served.person(role="ops"))
    answer = ops.post(f"{API}/policy/drafts/{draft['id']}/publish", json={"note": "for a test"})
    assert answer.status_code == 201, answer.text


@contextmanager
def in_force(served, *changes):
    """These budgets for the time of a test, and then the limits as they were."""
    ops = served.client(served.person(role="ops"))
    before = get(ops, "/policy")["version"]
    published(served, drafted(served, *changes)[0])
    try:
        yield
    finally:
        back = ops.post(f"{API}/policy/rollback", json={"to_version": before, "note": "the test is over"})
        assert back.status_code == 201, back.text


def given(served, amount=2_000, place=0, **said) -> dict:
    """A payment extension of some senior."""
    by = served.client(served.person(place, tier="senior"))
    body = {"remedy": "payment_extension", "reason": "HARDSHIP", **said}
    return made(by, asking(None, amount, **body))


def test_the_demo_has_budgets_and_nobody_first_has_used_one(served):
    listed = get(served.client(served.person(tier="agent")), "/policy")["budgets"]
    about = {(one["subject"], one["per"], one["window"], one["limit"]) for one in listed}
    assert ("tier:agent", "agent", "day", 10_000) in about
    assert ("tier:senior", "team", "week", 250_000) in about
    assert listed[0]["sentence"] == "Goodwill credit budget (acme), agent, per agent a day: USD 100.00"
    items = get(served.client(served.person(tier="senior")), "/me/authority")["items"]
    mine = next(one["budgets"] for one in items if one["remedy"] == "goodwill_credit")
    day, customer, team = sorted(mine, key=lambda one: one["id"])
    assert (day["limit"], day["used"], day["left"]) == (20_000, 0, 20_000)
    assert day["resets_at"].endswith("T00:00:00.000Z")
    assert (customer["limit"], customer["used"], customer["left"]) == (5_000, None, None)
    assert (team["per"], team["limit"]) == ("team", 250_000)


def test_a_budget_is_drafted_published_spent_and_told(served):
    draft, diff = drafted(served, DAILY)
    assert diff["raises_authority"] is False
    assert [line["text"] for line in diff["lines"]] == [
        "Payment extension budget, senior, per agent a day (America/New_York): USD 50.00, new"
    ]
    assert [one["limit"] for one in diff["budgets_added"]] == [5_000]
    assert draft["changes"][0] == {**draft["changes"][0], **DAILY, "measure": "amount", "brand": "*"}
    with in_force(served, DAILY):
        senior = served.client(served.person(tier="senior"))
        first, second = given(served), given(served)
        assert [one["decision"]["budgets"][0]["used"] for one in (first, second)] == [0, 2_000]
        check = done(
            senior.post(
                f"{API}/requests/check?trace=true",
                json=asking(None, 1_500, remedy="payment_extension", reason="HARDSHIP"),
            )
        )
        over = check["decision"]
        state = over["budgets"][0]
        assert (over["outcome"], over["over_budget"], over["over_by"]) == ("escalate", state["id"], None)
        assert (state["per"], state["window"], state["measure"]) == ("agent", "day", "amount")
        assert (state["limit"], state["used"], state["left"]) == (5_000, 4_000, 1_000)
        assert over["sentence"].startswith("Over your daily payment extension budget by USD 5.00: USD 40.00 of USD 50")
        assert {"kind": "split", "now": 1_000, "ask": 500} in over["alternatives"]
        asked = check["budget_trace"][0]
        assert (asked["allowed"], asked["budget"]) == (False, state["id"])
        assert asked["request"][-1] == {state["id"]: 4_000}
        third = given(served, 1_500)
        assert (third["state"], third["decision"]["over_budget"]) == ("pending", state["id"])
        lead = served.client(served.person(tier="lead"))
        assert done(act(lead, third, "approve"))["state"] in ("granted", "executing", "settled")
        items = get(senior, "/me/authority")["items"]
        mine = next(one["budgets"] for one in items if one["remedy"] == "payment_extension")
        assert [(one["used"], one["left"]) for one in mine] == [(4_000, 1_000)]
        other = get(served.client(served.person(1, tier="senior")), "/me/authority")["items"]
        assert next(one["budgets"] for one in other if one["remedy"] == "payment_extension")[0]["used"] == 0
    assert given(served)["decision"]["budgets"] == []


def test_a_new_budget_counts_what_was_given_before_it(served):
    customer = "C-8100"  # Others are C-9 and a number that counts up.
    for _ in range(2):
        given(served, 100, 1, customer_id=customer)
    counted = {**DAILY, "per": "customer", "window": "30d", "measure": "count", "limit": 3, "zone": None}
    with in_force(served, counted):
        third = given(served, 100, 2, customer_id=customer)
        assert (third["decision"]["outcome"], third["decision"]["budgets"][0]["used"]) == ("allow", 2)
        fourth = given(served, 100, 1, customer_id=customer)
        assert fourth["decision"]["outcome"] == "escalate"
        assert "Over the customer's 30-day payment extension budget: 3 of 3 given" in fourth["decision"]["sentence"]


def test_removing_or_raising_a_budget_needs_a_second_person(served):
    ops = served.client(served.person(role="ops"))
    for change in ({"change": "remove_budget", "budget": "B-0001"}, {**_of(ops, "B-0001"), "limit": 20_000}):
        draft, diff = drafted(served, change)
        assert diff["raises_authority"] is True
        answer = ops.post(f"{API}/policy/drafts/{draft['id']}/publish", json={"note": "more"})
        refused(answer, 403, "second-person-required")
    _, diff = drafted(served, {**_of(ops, "B-0001"), "limit": 9_000})
    assert (diff["raises_authority"], diff["budgets_changed"][0]["limit"]) == (False, 9_000)


def _of(ops, budget: str) -> dict:
    found = next(one for one in get(ops, "/policy")["budgets"] if one["id"] == budget)
    names = ("subject", "remedy", "currency", "brand", "per", "window", "measure", "limit")
    return {"change": "set_budget", **{name: found[name] for name in names}}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"window": "year"}, "invalid-budget"),
        ({"per": "planet"}, "invalid-budget"),
        ({"zone": "Mars/Base"}, "invalid-budget"),
        ({"subject": "tier:king"}, "invalid-budget"),
        ({"limit": "100"}, None),
        ({"limit": -1}, None),
        ({"colour": "red"}, None),
    ],
)
def test_a_wrong_budget_is_refused_with_a_sentence(served, wrong, problem):
    ops = served.client(served.person(role="ops"))
    base = get(ops, "/policy")["version"]
    draft = ops.post(f"{API}/policy/drafts", json={"name": "Wrong", "base_version": base}).json()
    said = {"revision": draft["revision"], "changes": [{**DAILY, **wrong}]}
    refused(ops.patch(f"{API}/policy/drafts/{draft['id']}", json=said), 422, problem)
    gone = {"revision": draft["revision"], "changes": [{"change": "remove_budget", "budget": "B-9999"}]}
    refused(ops.patch(f"{API}/policy/drafts/{draft['id']}", json=gone), 422, "unknown-budget")


def test_a_version_is_exported_for_a_stock_enforcer(served):
    ops = served.client(served.person(role="ops"))
    path = f"{API}/policy/versions/{get(ops, '/policy')['version']}"
    conf, text = ops.get(f"{path}/budgets.conf"), ops.get(f"{path}/budgets.csv")
    assert conf.headers["content-type"].startswith("text/plain")
    assert text.headers["content-type"].startswith("text/csv")
    model = casbin.Model()
    model.load_model_from_text(conf.text)
    enforcer = casbin.Enforcer(model, StringAdapter(text.text))
    functions.register(enforcer)
    who = f"user:{served.person(tier='agent').id}"
    sums = {one["id"]: 0 for one in get(ops, "/policy")["budgets"]}
    ask = (who, "goodwill_credit", "USD", "acme", 1_000, {})
    assert enforcer.enforce(*ask, sums)
    assert not enforcer.enforce(*ask, {**sums, "B-0001": 9_001})
    refused(ops.get(f"{API}/policy/versions/9999/budgets.csv"), 404, "not-found")
    refused(ops.get(f"{API}/policy/versions/9999/budgets.conf"), 404, "not-found")

"""Pieces over HTTP: summed in the answer and in the trace, linked after a rejection, tuned in a draft."""

import casbin
import pytest
from casbin.persist.adapters.string_adapter import StringAdapter

from remit.authority import functions
from tests.api.calls import API, asking, done, get, made, refused

ORDER_ONLY = [{"per": "order", "remedies": ["refund", "goodwill_credit"], "hours": None}]


@pytest.fixture
def agent(served):
    return served.client(served.person(3, tier="agent"))


@pytest.fixture
def split(served, agent):
    """An order on which 30.00 were given already."""
    order = served.order()
    return order, made(agent, asking(order, 3_000))


def checked(client, body) -> dict:
    return done(client.post(f"{API}/requests/check?trace=true", json=body))


def test_a_second_piece_is_judged_with_the_first(served, agent, split):
    order, first = split
    second = made(agent, asking(order, 3_200))
    decision = second["decision"]
    assert (second["state"], decision["limit"], decision["over_by"]) == ("pending", 5_000, 1_200)
    assert decision["signals"] == ["summed"]
    assert decision["given"]["per"] == "order"
    assert [(one["id"], one["amount"]) for one in decision["given"]["pieces"]] == [(first["id"], 3_000)]
    assert decision["sentence"].startswith("With the USD 30.00 given on this order before, over your USD 50.00 refund")
    assert decision["alternatives"][0] == {"kind": "split", "now": 2_000, "ask": 1_200}
    lead = served.client(served.person(tier="lead"))
    context = get(lead, f"/requests/{second['id']}/context")
    assert context["given"] == decision["given"]
    assert done(lead.post(f"{API}/requests/{second['id']}/approve", json={"version": 1}))["state"] == "granted"
    # What the lead approved is not the agent's own: what was left before is left now.
    assert made(agent, asking(order, 2_000))["decision"]["outcome"] == "allow"


def test_a_stock_enforcer_replays_the_trace_of_a_sum(served, agent, split):
    order, _ = split
    heard = checked(agent, asking(order, 3_200))["trace"]
    assert heard[0]["request"][4] == 6_200
    facts = heard[0]["request"][5]
    assert (facts["asked_amount"], facts["given_amount"]) == (3_200, 3_000)
    ops = served.client(served.person(role="ops"))
    number = get(ops, "/policy")["version"]
    texts = [ops.get(f"{API}/policy/versions/{number}/{name}").text for name in ("model.conf", "policy.csv")]
    model = casbin.Enforcer.new_model(text=texts[0])
    stock = casbin.Enforcer(model, StringAdapter(texts[1]))
    functions.register(stock)
    assert [stock.enforce(*one["request"]) for one in heard] == [one["allowed"] for one in heard]


def test_a_repeat_after_a_rejection_is_told_to_everybody(served, agent):
    order, lead = served.order(), served.client(served.person(tier="lead"))
    asked = made(agent, asking(order, 9_000))
    said = {"version": asked["version"], "comment": "The photos show no damage."}
    done(lead.post(f"{API}/requests/{asked['id']}/reject", json=said))
    other = served.client(served.person(4, tier="agent"))
    again = made(other, asking(order, 9_100))
    assert "repeat-after-rejection" in again["decision"]["signals"]
    before = get(lead, f"/requests/{again['id']}/context")["asked_before"]
    assert (before["id"], before["comment"]) == (asked["id"], "The photos show no damage.")
    assert f"Asked before ({asked['reference']}), rejected by {before['by']}" in again["decision"]["sentence"]


def drafted(client, stacks):
    base = get(client, "/policy")["version"]
    draft = client.post(f"{API}/policy/drafts", json={"name": "Pieces", "base_version": base}).json()
    said = {"revision": draft["revision"], "changes": [{"change": "set_stacks", "stacks": stacks}]}
    return draft, client.patch(f"{API}/policy/drafts/{draft['id']}", json=said)


def test_what_is_summed_belongs_to_the_version_and_is_tuned_by_draft(served):
    ops, other = (served.client(served.person(place, role="ops")) for place in (0, 1))
    policy = get(ops, "/policy")
    assert policy["stacks"] == get(ops, "/policy/outline")["stacks"]
    assert [one["hours"] for one in policy["stacks"]] == [None, 24, 24, 24, 24, 24]
    draft, answer = drafted(ops, ORDER_ONLY)
    assert done(answer)["changes"] == [{**answer.json()["changes"][0], "change": "set_stacks", "stacks": ORDER_ONLY}]
    diff = get(ops, f"/policy/drafts/{draft['id']}/diff")
    assert diff["raises_authority"] is True
    assert "On one order, ever: refund, goodwill credit, summed before the answer" in [
        line["text"] for line in diff["lines"]
    ]
    where = f"{API}/policy/drafts/{draft['id']}"
    refused(ops.post(f"{where}/publish", json={"note": "less"}), 403, "second-person-required")
    done(ops.post(f"{where}/submit"))
    done(other.post(f"{where}/approve"))
    assert ops.post(f"{where}/publish", json={"note": "less"}).status_code == 201
    try:
        assert [one["per"] for one in get(ops, "/policy")["stacks"]] == ["order"]
        assert get(ops, "/policy")["hash"] != policy["hash"]
    finally:
        back = ops.post(f"{API}/policy/rollback", json={"to_version": policy["version"], "note": "as before"})
        assert back.status_code == 201, back.text
    after = get(ops, "/policy")
    assert (after["stacks"], after["hash"]) == (policy["stacks"], policy["hash"])


@pytest.mark.parametrize(
    ("stack", "field"),
    [
        ({"per": "team", "remedies": ["refund"], "hours": None}, "per"),
        ({"per": "order", "remedies": [], "hours": None}, "remedies"),
        ({"per": "order", "remedies": ["refund", "refund"], "hours": 1}, "remedies"),
        ({"per": "order", "remedies": ["gift"], "hours": 1}, "remedies"),
        ({"per": "order", "remedies": ["refund"], "hours": 0}, "hours"),
    ],
)
def test_what_cannot_be_summed_is_refused(served, stack, field):
    ops = served.client(served.person(role="ops"))
    draft, answer = drafted(ops, [stack])
    problem = refused(answer, 422, "invalid-stacks")
    assert (problem["field"], problem["index"]) == (field, 0)
    done(ops.delete(f"{API}/policy/drafts/{draft['id']}"))

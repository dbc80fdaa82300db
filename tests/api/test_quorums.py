"""More than one approver, over HTTP: the demo's thresholds, who counts, and how they are changed."""

import pytest

from remit.api.shapes.policy import DraftOut, PolicyOut
from remit.api.shapes.requests import RequestOut
from tests.api.calls import API, act, done, get, now, refused, waiting
from tests.api.test_delegations import lent
from tests.api.test_policy import drafted, on, revise, seconded

CLOSED = {"strict": False, "extra": "forbid"}
LARGE = 150_000


@pytest.fixture
def managers(served):
    return [served.client(one) for one in served.people(tier="duty_manager")]


@pytest.fixture
def ops(served):
    return [served.client(one) for one in served.people(role="ops")[:2]]


def krona(above, tier="duty_manager", **changed):
    return {"tier": tier, "currency": "SEK", "above": above, "approvers": 2, **changed}


def setting(client, *quorums):
    """A change that keeps the dollars as they are."""
    known = get(client, "/policy")["quorums"]
    kept = [{name: value for name, value in one.items() if name != "sentence"} for one in known]
    return {"change": "set_quorums", "quorums": [*(one for one in kept if one["currency"] != "SEK"), *quorums]}


def test_two_duty_managers_approve_a_large_refund(served, managers):
    request = waiting(served, LARGE)
    assert (request["approval"]["needs"], request["approval"]["given"]) == (1, [])
    first = done(act(managers[0], request, "approve", comment="the store confirms it"))
    RequestOut.model_validate(first, **CLOSED)
    assert (first["state"], first["version"], first["approval"]["needs"]) == ("pending", request["version"] + 1, 2)
    [word] = first["approval"]["given"]
    assert (word["by"]["id"], word["comment"]) == (served.person(tier="duty_manager").id, "the store confirms it")
    refused(act(managers[0], first, "approve"), 403, "already-approved")
    # Whoever saw it before the first word looks again.
    refused(act(managers[1], request, "approve"), 409, "stale-version")
    second = done(act(managers[1], first, "approve"))
    assert second["state"] in ("granted", "executing", "settled")
    assert len(second["approval"]["given"]) == 2
    refused(act(managers[0], second, "approve"), 409, "already-settled")
    said = [one["event"] for one in get(managers[0], f"/requests/{request['id']}/timeline")["items"]]
    assert said.count("request.approved") == 1
    assert said.count("request.granted") == 1


def test_after_the_first_word_it_is_not_in_their_list_any_more_but_may_be_read(served, managers):
    first = done(act(managers[0], waiting(served, LARGE), "approve"))
    lists = [[one["id"] for one in get(client, "/approvals")["items"]] for client in managers]
    assert [first["id"] in one for one in lists] == [False, True]
    assert now(managers[0], first)["version"] == first["version"]


def test_an_edit_voids_the_first_word(served, managers):
    first = done(act(managers[0], waiting(served, LARGE), "approve"))
    agent = served.client(served.person(tier="agent"))
    body = {"version": first["version"], "amount": LARGE - 1}
    edited = done(agent.patch(f"{API}/requests/{first['id']}", json=body))
    assert (edited["state"], edited["approval"]["given"]) == ("pending", [])
    assert done(act(managers[0], edited, "approve"))["state"] == "pending"


def test_one_is_enough_for_a_director_or_up_to_the_threshold(served, managers):
    director = served.client(served.person(tier="director"))
    assert done(act(director, waiting(served, LARGE), "approve"))["state"] != "pending"
    assert done(act(managers[0], waiting(served, 100_000), "approve"))["state"] != "pending"


def test_one_no_is_enough(served, managers):
    first = done(act(managers[0], waiting(served, LARGE), "approve"))
    assert done(act(managers[1], first, "reject", comment="no receipt"))["state"] == "rejected"


def test_whoever_stands_in_for_the_first_is_not_the_second(served, managers):
    one, other = served.people(tier="duty_manager")[:2]
    lead = served.person(tier="lead")
    first = done(act(managers[0], waiting(served, LARGE), "approve"))
    with lent(served, one, lead):
        refused(act(served.client(lead), first, "approve"), 403, "beyond-approval-limit")
    with lent(served, one, other):
        # On their own authority they may; it is theirs.
        assert done(act(managers[1], first, "approve"))["approval"]["settled_for"] is None


def test_a_large_offer_takes_two_as_well(served, managers):
    agent = served.client(served.person(tier="agent"))
    offered = done(act(managers[0], waiting(served, 180_000), "offer", amount=LARGE, comment="wear"))
    taken = done(act(agent, offered, "accept"))
    assert (taken["state"], taken["amount"]) == ("pending", LARGE)
    assert [one["by"]["id"] for one in taken["approval"]["given"]] == [served.person(tier="duty_manager").id]
    assert done(act(managers[1], taken, "approve"))["state"] != "pending"


def test_the_context_says_how_many_it_takes_of_me(served, managers):
    request = waiting(served, LARGE)
    director = served.client(served.person(tier="director"))
    seen = [get(client, f"/requests/{request['id']}/context")["approvers_needed"] for client in (managers[0], director)]
    assert seen == [2, 1]


def test_fewer_approvers_need_a_second_person_and_more_do_not(served, ops):
    strict = drafted(ops[0], setting(ops[0], krona(50_000)))
    DraftOut.model_validate(strict, **CLOSED)
    diff = get(ops[0], f"/policy/drafts/{strict['id']}/diff")
    assert diff["raises_authority"] is False
    assert [one["text"] for one in diff["lines"]] == ["Above SEK 500.00 a duty manager approves as one of 2"]
    assert on(ops[0], strict, "publish", note="Two above 500.").status_code == 201
    shown = PolicyOut.model_validate(get(ops[0], "/policy"), strict=False)
    assert ("SEK", 50_000) in [(one.currency, one.above) for one in shown.quorums]
    for loose in ((), (krona(50_001),), (krona(50_000), krona(60_000, "lead"))):
        draft = drafted(ops[0], setting(ops[0], *loose))
        assert get(ops[0], f"/policy/drafts/{draft['id']}/diff")["raises_authority"]
        refused(on(ops[0], draft, "publish", note="Fewer."), 403, "second-person-required")
    number = seconded(*ops, setting(ops[0]))["version"]
    assert [one["currency"] for one in get(ops[0], "/policy")["quorums"]] == ["USD", "USD"]
    back = ops[0].post(f"{API}/policy/rollback", json={"to_version": number - 1, "note": "back"})
    assert back.status_code == 201
    assert "SEK" in [one["currency"] for one in get(ops[0], "/policy")["quorums"]]
    assert ops[0].post(f"{API}/policy/rollback", json={"to_version": number, "note": "again"}).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tier": "emperor"}, "tier"),
        ({"currency": "kr"}, "currency"),
        ({"above": -1}, "above"),
        ({"approvers": 1}, "approvers"),
        ({"approvers": 99}, "approvers"),
    ],
)
def test_what_nobody_could_follow_is_refused(ops, wrong, field):
    draft = drafted(ops[0])
    problem = refused(revise(ops[0], draft, setting(ops[0], {**krona(1), **wrong})), 422, "invalid-quorums")
    assert (problem["field"], problem["index"]) == (field, 0)

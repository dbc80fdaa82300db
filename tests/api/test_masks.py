"""The decision log as a whole: whatever names a person leaves masked, always with the same mask, but for auditors."""

import json

import pytest

from tests.api.calls import API, act, asking, done, get, made, refused


@pytest.fixture
def story(served):
    """Two asks of one agent for one customer's order, one rejected and asked again, and one of somebody else."""
    ana, ben, lead = [*served.people(tier="agent")[:2], served.person(tier="lead")]
    order, other = served.order(at_least=20_000), served.order()
    first = made(served.client(ana), asking(order, 9_000, note="Kim called from +49 151 000"))
    done(act(served.client(lead), first, "reject", comment="Kim said no."))
    again = made(served.client(ana), asking(order, 9_000))
    done(act(served.client(lead), again, "approve"))
    small = made(served.client(ben), asking(other, 1_000))
    return (ana, ben, lead), (order, other), (first, again, small)


def lines(client, asked: list[dict], **said) -> dict[str, dict]:
    """The lines of these amounts, from before they were asked for: by what they are about, the latest of each."""
    after, found = 0, []
    while after is not None:
        page = get(client, "/decisions", after=after, limit=1000, **said)
        assert page["masked"] is ("clear" not in said)
        found, after = [*found, *page["items"]], page["next_after"]
    seqs = {one["seq"] for request in asked for one in get(client, f"/requests/{request['id']}/decision")["items"]}
    return {one["seq"]: one for one in found if one["seq"] in seqs}


@pytest.mark.parametrize("role", ["ops", "coach", "auditor"])
def test_nothing_that_names_anybody_leaves(served, story, role):
    people, orders, requests = story
    masked = lines(served.client(served.person(role=role)), list(requests))
    text = json.dumps(list(masked.values()))
    names = {one.id for one in people} | {one.name for one in people}
    names |= {one.id for one in orders} | {one.customer.id for one in orders} | {one.customer.name for one in orders}
    names |= {one["id"] for one in requests} | {one["reference"] for one in requests} | {"Kim", "+49"}
    assert not {one for one in names if one in text}
    asked, edited, word, small = [masked[seq] for seq in sorted(masked)]
    assert asked["requester"] == edited["requester"] == word["requester"] != small["requester"]
    assert asked["customer"] == edited["customer"]
    assert asked["order"] == edited["order"] != small["order"]
    assert asked["request"] != edited["request"] == word["request"]
    assert (word["what"], word["approver"][:7], asked["approver"]) == ("approved", "person~", None)
    assert (asked["amount"], asked["answer"]["outcome"], asked["facts"]["reason"]) == (
        9_000,
        "escalate",
        "DAMAGED_DEFECTIVE",
    )
    assert edited["answer"]["signals"] == ["repeat-after-rejection"]
    assert "sentence" not in edited["answer"]
    again = lines(served.client(served.person(role=role)), list(requests))
    assert again == masked


def test_auditors_may_have_it_in_the_clear(served, story):
    people, orders, requests = story
    clear = lines(served.client(served.person(role="auditor")), list(requests), clear=True)
    asked, again, word, _ = [clear[seq] for seq in sorted(clear)]
    assert (asked["requester"], asked["order"], asked["request"]) == (people[0].id, orders[0].id, requests[0]["id"])
    assert (word["approver"], word["reference"]) == (people[2].id, requests[1]["reference"])
    assert again["answer"]["sentence"]


def test_the_rest_may_not(served):
    for role in ("ops", "coach"):
        client = served.client(served.person(role=role))
        problem = refused(client.get(f"{API}/decisions", params={"clear": True}), 403, "not-permitted")
        assert "the same lines come with masks" in problem["detail"]
    for who in ({"tier": "agent"}, {"tier": "lead"}, {"role": "admin"}):
        refused(served.client(served.person(**who)).get(f"{API}/decisions"), 403, "not-permitted")


def test_page_by_page_it_is_all_of_it(served, story):
    client = served.client(served.person(role="auditor"))
    page = get(client, "/decisions", limit=2)
    following = get(client, "/decisions", limit=2, after=page["next_after"])
    seqs = [one["seq"] for one in (*page["items"], *following["items"])]
    assert (len(seqs), seqs) == (4, sorted(set(seqs)))

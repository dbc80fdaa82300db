"""A draft in shadow over HTTP: it judges what is asked for from then on, and whoever asks is answered as ever."""

import time

import pytest

from tests.api.calls import API, act, asking, done, get, made, refused, waiting
from tests.api.test_backtest import raising

_PATIENCE_S = 60


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


@pytest.fixture
def draft(ops):
    """A draft that is let go in the end, so that it does not judge along with the tests that follow."""
    made = raising(ops, 6_500)
    yield made
    ops.delete(f"{API}/policy/drafts/{made['id']}")


def shadow(draft: dict, more: str = "") -> str:
    return f"/policy/drafts/{draft['id']}/shadow{more}"


def begin(client, draft: dict) -> dict:
    return done(client.post(API + shadow(draft)))


def shown(client, draft: dict, **ways) -> dict[str, dict]:
    """What is answered otherwise, by request: other tests ask for things at the same time."""
    return {one["request"]: one for one in get(client, shadow(draft, "/requests"), limit=200, **ways)["items"]}


def told(client, draft: dict, request: dict) -> dict:
    """What the draft says to this request, once it was judged."""
    until = time.monotonic() + _PATIENCE_S
    while (found := shown(client, draft).get(request["id"])) is None:
        assert time.monotonic() < until, get(client, shadow(draft))
        time.sleep(0.05)
    return found


def test_what_is_asked_from_then_on_is_judged_along(served, ops, draft):
    off = get(ops, shadow(draft))
    assert (off["running"], off["begun_at"], off["judged"], off["ways"]) == (False, None, 0, [])
    agents = served.people(tier="agent")
    before = waiting(served, 6_000, agents[0])
    on = begin(ops, draft)
    assert (on["running"], on["anew"], on["since"], on["ended"]) == (True, False, on["begun_at"], None)
    small = made(served.client(agents[1]), asking(served.order(), 1_000))
    over = waiting(served, 6_100, agents[1])
    assert over["state"] == "pending"
    said = told(ops, draft, over)
    assert (said["said"], said["would"], said["amount"], said["reference"]) == (
        "escalate",
        "allow",
        6_100,
        over["reference"],
    )
    assert said["requester"] == {"id": agents[1].id, "name": agents[1].name}
    assert "refund limit" in said["sentence"]
    assert (said["state"], said["by_person"]) == ("pending", False)
    assert not {before["id"], small["id"]} & shown(ops, draft).keys()
    found = get(ops, shadow(draft))
    (refund,) = [one for one in found["remedies"] if one["id"] == "refund"]
    assert refund["changed"] >= 1
    assert refund["cases"] > refund["changed"]
    assert found["judged"] == sum(found["before"].values()) == sum(found["after"].values())
    ways = {(one["said"], one["would"]): one for one in found["ways"]}
    assert ways["escalate", "allow"]["count"] >= 1
    assert any(one.startswith("Was escalated, would be given alone: ") for one in found["sentences"])


def test_a_persons_word_stands_beside_it(served, ops, draft):
    begin(ops, draft)
    request = waiting(served, 6_200, served.person(tier="agent"))
    told(ops, draft, request)
    done(act(served.client(served.person(tier="lead")), request, "reject", comment="Not damaged."))
    said = shown(ops, draft, remedy="refund", said="escalate", would="allow")[request["id"]]
    assert (said["state"], said["by_person"]) == ("rejected", True)
    assert request["id"] not in shown(ops, draft, said="allow")
    assert request["id"] not in shown(ops, draft, remedy="discount")


def test_it_goes_on_anew_when_the_draft_is_edited_and_is_taken_out_by_hand(served, ops, draft):
    begin(ops, draft)
    told(ops, draft, waiting(served, 6_300, served.person(tier="agent")))
    now = get(ops, f"/policy/drafts/{draft['id']}")
    about = ("change", "subject", "remedy", "currency", "brand", "mode", "kind", "when")
    less = [{**{name: now["changes"][0][name] for name in about}, "amount": 5_500}]
    done(ops.patch(f"{API}/policy/drafts/{draft['id']}", json={"revision": now["revision"], "changes": less}))
    until = time.monotonic() + _PATIENCE_S
    while not (found := get(ops, shadow(draft)))["anew"]:
        assert time.monotonic() < until, found
        time.sleep(0.05)
    assert found["running"]
    assert found["since"] > found["begun_at"]
    stopped = done(ops.delete(API + shadow(draft)))
    assert (stopped["running"], stopped["ended"]["why"]) == (False, "stopped")
    assert stopped["ended"]["by"]["id"] == served.person(role="ops").id
    refused(ops.delete(API + shadow(draft)), 409, "nothing-shadows")


def test_it_ends_with_its_draft(ops, draft):
    begin(ops, draft)
    done(ops.delete(f"{API}/policy/drafts/{draft['id']}"))
    until = time.monotonic() + _PATIENCE_S
    while (found := get(ops, shadow(draft)))["running"]:
        assert time.monotonic() < until, found
        time.sleep(0.05)
    assert (found["ended"]["why"], found["ended"]["by"]) == ("discarded", None)
    refused(ops.post(API + shadow(draft)), 409, "draft-closed")


def test_it_is_for_those_who_draft(served, ops, draft):
    agent = served.client(served.person(tier="agent"))
    refused(agent.post(API + shadow(draft)), 403, "not-permitted")
    refused(agent.get(API + shadow(draft, "/requests")), 403, "not-permitted")
    refused(ops.post(API + shadow({"id": "drf_nowhere"})), 404, "not-found")
    assert ops.get(API + shadow(draft, "/requests"), params={"remedy": "gold"}).status_code == 422

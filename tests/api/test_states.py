"""From asking to the end: what is granted, waits, is split or denied, and when the version rises."""

import pytest

from remit.api.shapes.requests import CheckOut, RequestOut, TimelineOut
from tests.api.calls import API, act, asking, done, get, made, now, reaches, waiting

CLOSED = {"strict": False, "extra": "forbid"}


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="agent"))


@pytest.fixture
def lead(served):
    return served.client(served.person(tier="lead"))


def test_within_the_limit_it_is_granted_and_settled(served, agent):
    order = served.order()
    request = made(agent, asking(order, 5_000, channel="phone", note="box torn", customer_waiting=True))
    assert (request["state"], request["version"], request["approval"]) == ("granted", 1, None)
    decision = request["decision"]
    assert (decision["outcome"], decision["mode"], decision["limit"]) == ("allow", "auto", 5_000)
    assert (decision["headroom"], decision["over_by"], decision["approver_tiers"]) == (0, None, [])
    settled = reaches(agent, request, "settled")
    assert settled["version"] > request["version"]
    execution = settled["execution"]
    assert (execution["state"], execution["provider"], execution["attempts"]) == ("succeeded", "sandbox", 1)
    assert execution["provider_reference"]
    assert settled["decision"] == decision
    assert get(agent, f"/orders/{order.id}")["refunded"] == 5_000


def test_one_cent_over_it_waits_and_says_by_how_much(served, agent):
    request = made(agent, asking(served.order(), 5_001))
    assert (request["state"], request["version"]) == ("pending", 1)
    decision = request["decision"]
    assert (decision["outcome"], decision["limit"], decision["over_by"]) == ("escalate", 5_000, 1)
    assert decision["approver_tiers"] == ["lead", "duty_manager", "director"]
    assert "USD 50.00" in decision["sentence"]
    assert "USD 0.01" in decision["sentence"]
    approval = request["approval"]
    assert (approval["offered_to"], approval["claimed_by"], approval["settled_by"]) == ([], None, None)
    assert approval["expires_at"] > approval["asked_at"]
    assert request["execution"]["state"] == "none"
    assert {"kind": "split", "now": 5_000, "ask": 1} in decision["alternatives"]


def test_only_the_tiers_that_may_are_named(served, agent):
    request = made(agent, asking(served.order(at_least=100_000), 60_000))
    assert request["decision"]["approver_tiers"] == ["duty_manager", "director"]
    request = made(agent, asking(served.order(at_least=250_000), 240_000))
    assert request["decision"]["approver_tiers"] == ["director"]


def test_over_everybody_it_is_denied_and_recorded(served, agent):
    request = made(agent, asking(None, 100_001))
    assert (request["state"], request["decision"]["outcome"], request["approval"]) == ("denied", "deny", None)
    assert now(agent, request) == request
    assert [line["event"] for line in get(agent, f"/requests/{request['id']}/timeline")["items"]] == [
        "request.created",
        "request.denied",
    ]


def test_review_is_carried_out_at_once(served, agent):
    request = made(agent, asking(None, 2_000))
    assert (request["state"], request["decision"]["outcome"], request["decision"]["mode"]) == (
        "granted",
        "review",
        "review",
    )
    assert reaches(agent, request, "settled")["approval"] is None


def test_an_override_without_a_limit_for_it_is_an_ordinary_request(served, agent):
    request = made(agent, asking(served.order(), 9_000, override=True, note="Customer at the door."))
    assert request["state"] == "pending"


def test_a_split_is_two_requests_that_live_their_own_lives(served, agent, lead):
    order = served.order()
    first = made(agent, asking(order, 9_000, split=True))
    assert (first["state"], first["amount"], first["decision"]["outcome"]) == ("granted", 5_000, "allow")
    parts = first["parts"]
    assert [(part["amount"], part["state"]) for part in parts] == [(5_000, "granted"), (4_000, "pending")]
    assert parts[0]["id"] == first["id"]
    assert parts[0]["reference"] == first["reference"]
    second = now(agent, parts[1])
    assert (second["state"], second["amount"]) == ("pending", 4_000)
    assert {part["id"] for part in second["parts"]} == {part["id"] for part in parts}
    reaches(agent, first, "settled")
    approved = done(act(lead, second, "approve"))
    assert [part["state"] for part in approved["parts"] if part["id"] == second["id"]] == ["granted"]
    reaches(agent, second, "settled")
    for one in (now(agent, first), now(lead, second), *get(agent, "/requests", order_id=order.id)["items"]):
        assert [part["state"] for part in one["parts"]] == ["settled", "settled"]
    assert get(agent, f"/orders/{order.id}")["refunded"] == 9_000


def test_a_split_is_one_where_there_is_nothing_to_split(served, agent):
    within = made(agent, asking(served.order(), 5_000, split=True))
    trainee = served.client(served.person(tier="trainee"))
    without_limit = made(trainee, asking(served.order(), 5_000, split=True))
    assert (within["parts"], within["amount"], without_limit["parts"], without_limit["state"]) == (
        [],
        5_000,
        [],
        "pending",
    )
    assert without_limit["decision"]["limit"] is None


def test_the_version_rises_with_content_and_state_only(served, agent, lead):
    request = waiting(served)
    versions = [request["version"]]
    for client, verb, said in (
        (lead, "claim", {}),
        (lead, "forward", {"to": served.people(tier="lead")[1].id}),
        (lead, "ask", {"question": "Which box?"}),
        (agent, "answer", {"answer": "The blue one."}),
        (lead, "offer", {"amount": 6_000, "comment": "Two thirds."}),
        (agent, "accept", {}),
    ):
        request = done(act(client, request, verb, **said))
        versions.append(request["version"])
    assert versions == [1, 1, 1, 2, 3, 4, 5]
    settled = reaches(agent, request, "settled")
    assert settled["version"] == 7
    assert settled["amount"] == 6_000


def test_references_can_be_read_aloud_and_ids_tell_their_kind(served, agent):
    for request in get(agent, "/requests", limit=50)["items"]:
        letters = request["reference"].replace("-", "")
        assert not set(letters) & set("01OILU")
        assert len(letters) <= 8
        assert request["id"].startswith("req_")
        assert request["requester"]["id"].startswith("usr_")


def test_every_answer_has_exactly_the_shape_of_the_contract(served, agent, lead):
    escalated = waiting(served, channel="chat", note="n", customer_waiting=True)
    shown = [escalated, made(agent, asking(served.order(), 9_000, split=True)), made(agent, asking(None, 10**12))]
    shown += [
        done(act(lead, escalated, "ask", question="Why?")),
        *get(served.client(served.person(role="ops")), "/requests", limit=200)["items"],
    ]
    for request in shown:
        RequestOut.model_validate(request, **CLOSED)
    for trace in ("true", "false"):
        check = agent.post(f"{API}/requests/check?trace={trace}", json=asking(served.order(), 9_000))
        CheckOut.model_validate(done(check), **CLOSED)
    TimelineOut.model_validate(get(agent, f"/requests/{escalated['id']}/timeline"), **CLOSED)
    assert all(one["created_at"].endswith("Z") for one in shown)


def test_the_timeline_tells_the_whole_story_in_order(served, agent, lead):
    request = waiting(served)
    done(act(lead, request, "claim"))
    done(act(lead, request, "approve", comment="Fine by me."))
    reaches(agent, request, "settled")
    lines = get(agent, f"/requests/{request['id']}/timeline")["items"]
    told = [line["event"].removeprefix("request.") for line in lines]
    assert told == ["created", "pending", "claimed", "granted", "executing", "settled"]
    assert [line["seq"] for line in lines] == sorted({line["seq"] for line in lines})
    actors = [(line["actor"] or {}).get("id") for line in lines]
    agent_id, lead_id = served.person(tier="agent").id, served.person(tier="lead").id
    assert actors == [agent_id, None, lead_id, lead_id, None, None]
    assert "Fine by me." in lines[3]["sentence"]
    assert all(line["data"]["id"] == request["id"] and line["sentence"] for line in lines)


def test_what_was_written_is_read_at_once(served, agent, lead):
    for _ in range(10):
        request = waiting(served)
        assert now(agent, request) == request
        assert now(lead, request)["state"] == "pending"
        assert request["id"] in {one["id"] for one in get(lead, "/approvals")["items"]}
        assert get(agent, "/requests", limit=1)["items"][0]["id"] == request["id"]
        approved = done(act(lead, request, "approve"))
        assert now(agent, request)["version"] >= approved["version"]
        assert request["id"] not in {one["id"] for one in get(lead, "/approvals")["items"]}

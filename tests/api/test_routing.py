"""Routing over HTTP: what is asked of whom, changed by operations, tried by everybody who approves."""

import pytest

from tests.api.calls import API, done, get, refused


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


@pytest.fixture
def put_back(ops):
    """Whatever the test makes of it, it is as before afterwards."""
    before = as_said(get(ops, "/routing"))
    yield before
    put(ops, **{**before, "revision": get(ops, "/routing")["revision"]})


def as_said(shown: dict) -> dict:
    policies = [
        {**one, "steps": [{**step, "people": [who["id"] for who in step["people"]]} for step in one["steps"]]}
        for one in shown["policies"]
    ]
    apart = [[who["id"] for who in pair] for pair in shown["apart"]]
    return {"policies": policies, "hours": shown["hours"], "apart": apart}


def put(client, **said):
    return client.put(f"{API}/routing", json={"note": "as agreed", **said})


def policy(**changed) -> dict:
    steps = [{"to": "own_team", "seconds": 45}, {"to": "everyone", "seconds": 60, "ask": "all"}]
    return {"team": "north", "steps": steps, **changed}


def test_what_was_put_is_what_counts_with_who_said_it(served, ops, put_back):
    someone, other = served.people(tier="duty_manager")[:2]
    steps = [{"to": "people", "seconds": 30, "people": [someone.id]}, {"to": "tier", "seconds": 20, "tier": "director"}]
    hours = [{"team": "north", "zone": "Europe/Berlin", "shifts": [{"day": "mon", "start": "09:00", "until": "24:00"}]}]
    revision = get(ops, "/routing")["revision"]
    shown = done(
        put(
            ops,
            revision=revision,
            policies=[policy(steps=steps, at_end="reject", reason="Closed.", expires_after_s=3600)],
            hours=hours,
            apart=[[someone.id, other.id]],
        )
    )
    assert shown == get(ops, "/routing")
    assert shown["revision"] == revision + 1
    (kept,) = shown["policies"]
    assert [step["to"] for step in kept["steps"]] == ["people", "tier"]
    assert kept["steps"][0]["people"] == [{"id": someone.id, "name": someone.name}]
    assert (kept["at_end"], kept["reason"], kept["expires_after_s"]) == ("reject", "Closed.", 3600)
    assert shown["hours"] == hours
    assert {who["id"] for who in shown["apart"][0]} == {someone.id, other.id}
    assert (shown["note"], shown["saved_by"]["name"]) == ("as agreed", served.person(role="ops").name)
    refused(put(ops, revision=revision, policies=[]), 409, "stale-entry")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"policies": [policy(team="nowhere")]}, "invalid-routing"),
        ({"policies": [policy(steps=[{"to": "tier", "seconds": 9, "tier": "king"}])]}, "invalid-routing"),
        ({"policies": [policy(steps=[{"to": "people", "seconds": 9, "people": ["usr_nobody"]}])]}, "invalid-routing"),
        ({"policies": [policy(at_end="reject")]}, "invalid-routing"),
        ({"policies": [policy(), policy()]}, "invalid-routing"),
        ({"policies": [policy(steps=[])]}, "invalid"),
        ({"policies": [policy(steps=[{"to": "own_team", "seconds": 4}])]}, "invalid"),
        ({"policies": [policy(at_end="shrug")]}, "invalid"),
        ({"policies": [], "hours": [{"team": None, "zone": "Mars/Base", "shifts": []}]}, "invalid-routing"),
        (
            {
                "policies": [],
                "hours": [{"zone": "UTC", "shifts": [{"day": "mon", "start": "12:00", "until": "12:00"}]}],
            },
            "invalid-routing",
        ),
        ({"policies": [], "apart": [["usr_a", "usr_b"]]}, "invalid-routing"),
        ({"policies": [], "apart": [["usr_a"]]}, "invalid"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_a_sentence(ops, said, name):
    revision = get(ops, "/routing")["revision"]
    refused(put(ops, revision=revision, **said), 422, name)
    assert get(ops, "/routing")["revision"] == revision


def test_only_operations_change_it_and_agents_do_not_read_it(served):
    lead, agent = served.client(served.person(tier="lead")), served.client(served.person(tier="agent"))
    revision = get(lead, "/routing")["revision"]
    refused(put(lead, revision=revision, policies=[]), 403, "not-permitted")
    refused(agent.get(f"{API}/routing"), 403, "not-permitted")


def simulated(client, **changed) -> dict:
    case = {"requester": "tier:agent", "remedy": "refund", "amount": 9_000, "currency": "USD"}
    return done(client.post(f"{API}/routing/simulate", json={**case, "reason": "DAMAGED_DEFECTIVE", **changed}))


def test_the_simulator_tells_who_would_be_asked_and_who_is_skipped(served, ops, put_back):
    lead, manager = served.person(tier="lead", team="north"), served.person(tier="duty_manager")
    agent = served.person(tier="agent", team="north")
    steps = [
        {"to": "tier", "seconds": 20, "tier": "trainee"},
        {"to": "own_team", "seconds": 45},
        {"to": "everyone", "seconds": 60, "ask": "all"},
    ]
    kept = done(put(ops, revision=get(ops, "/routing")["revision"], policies=[policy(steps=steps)]))
    assert [(flaw["kind"], flaw["step"]) for flaw in kept["lints"]] == [("never-runs", 0)]
    found = simulated(ops, requester=f"user:{agent.id}", present=[lead.id, manager.id])
    assert (found["team"], found["decision"]["outcome"]) == ("north", "escalate")
    assert [stop["after_s"] for stop in found["stops"]] == [None, 0, 45]
    assert [[who["id"] for who in stop["asked"]] for stop in found["stops"]][:2] == [[], [lead.id]]
    assert {who["id"] for who in found["stops"][2]["asked"]} == {lead.id, manager.id}
    assert {who["id"] for who in found["at_end_asked"]} == {lead.id, manager.id}
    assert found["stops"][0]["able"] == 0
    assert found["stops"][2]["able"] > found["stops"][2]["there"] == 2
    apart = done(put(ops, revision=kept["revision"], policies=[policy()], apart=[[agent.id, lead.id]]))
    assert apart["lints"] == []
    alone = simulated(ops, requester=f"user:{agent.id}", present=[lead.id])
    assert [stop["asked"] for stop in alone["stops"]] == [[], []]


def test_within_the_limit_nobody_would_be_asked(served):
    found = simulated(served.client(served.person(tier="lead")), amount=100)
    assert (found["decision"]["outcome"], found["stops"]) == ("allow", [])

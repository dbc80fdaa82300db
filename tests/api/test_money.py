"""The kill switch and what needs a person, over HTTP."""

import pytest

from tests.api.calls import API, asking, get, key, reaches

NOTE = {"note": "odd refunds"}


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="senior"))


def ask(served, client, amount=1_000):
    answer = client.post(f"{API}/requests", json=asking(served.order(), amount), headers=key())
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_stopped_money_waits_and_goes_on(served, ops, agent):
    said = get(ops, "/money")
    assert (said["state"], said["since"], said["by"]) == ("moving", None, None)
    try:
        stopped = ops.post(f"{API}/money/stop", json=NOTE).json()
        assert (stopped["state"], stopped["note"]) == ("stopped", "odd refunds")
        assert stopped["by"]["id"] == served.person(role="ops").id
        assert served.visitor().get("/readyz").json()["money"] == "stopped"
        request = ask(served, agent)
        assert request["state"] == "granted"
        assert get(agent, "/money")["waiting"] >= 1
        assert get(agent, "/money")["to_resolve"] is None, "not theirs to resolve"
        assert get(agent, f"/requests/{request['id']}")["execution"]["attempts"] == 0
    finally:
        assert ops.post(f"{API}/money/start", json=NOTE).json()["state"] == "moving"
    reaches(agent, request, "settled")


@pytest.mark.parametrize("path", ["/money/stop", "/money/start"])
def test_only_operations_and_administrators_throw_the_switch(served, agent, path):
    assert agent.post(f"{API}{path}", json=NOTE).status_code == 403
    assert served.client(served.person(role="ops")).post(f"{API}{path}", json={}).status_code == 422
    assert served.client(served.person(role="ops")).post(f"{API}{path}", json={"note": ""}).status_code == 422


def test_how_it_was_carried_out(served, agent):
    request = reaches(agent, ask(served, agent), "settled")
    told = get(agent, f"/requests/{request['id']}/execution")
    assert (told["state"], told["key"]) == ("succeeded", f"remit-{request['id']}")
    assert told["provider_reference"] == request["execution"]["provider_reference"]
    assert told["moved_at"]
    assert [(one["number"], one["step"], one["outcome"]) for one in told["attempts"]] == [(1, "post", "succeeded")]


def stuck(served, agent):
    return reaches(agent, ask(served, agent, 6613), "needs_human")


def test_a_person_of_operations_resolves_it(served, ops, agent):
    request = stuck(served, agent)
    where = f"{API}/requests/{request['id']}/resolve"
    found = {"version": request["version"], "outcome": "settled", "comment": "in the list"}
    assert agent.post(where, json=found).json()["type"] == "/problems/not-permitted"
    assert ops.post(where, json=found).json()["type"] == "/problems/reference-required"
    stale = ops.post(where, json={**found, "version": request["version"] + 1})
    assert (stale.status_code, stale.json()["current"]["id"]) == (409, request["id"])
    assert ops.post(where, json={**found, "outcome": "maybe"}).status_code == 422
    assert get(ops, "/money")["to_resolve"] >= 1
    settled = ops.post(where, json={**found, "provider_reference": "re_found"})
    assert (settled.status_code, settled.json()["state"]) == (200, "settled")
    again = ops.post(where, json={**found, "provider_reference": "re_found"})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-settled")


def test_nothing_but_what_needs_a_person_is_resolved(served, ops, agent):
    request = reaches(agent, ask(served, agent), "settled")
    said = {"version": request["version"], "outcome": "failed", "comment": "no"}
    assert ops.post(f"{API}/requests/{request['id']}/resolve", json=said).json()["type"] == "/problems/already-settled"
    assert ops.post(f"{API}/requests/req_none/resolve", json=said).status_code == 404

"""What an approver may do with somebody else's request, and every refusal in its order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.store import requests as request_rows
from remit.store.database.session import connect
from tests.api.calls import API, act, asking, done, get, made, now, reaches, refused, waiting
from tests.serving import aside

DECISIONS = {
    "approve": {},
    "reject": {"comment": "Not this time."},
    "offer": {"comment": "Half of it.", "amount": 4_500},
    "ask": {"question": "Which one?"},
    "claim": {},
}


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="agent"))


@pytest.fixture
def lead(served):
    return served.client(served.person(tier="lead"))


def everything(served):
    return {**DECISIONS, "forward": {"to": served.people(tier="lead")[2].id}}


def test_one_click_approves(served, agent, lead):
    request = waiting(served)
    approved = done(act(lead, request, "approve"))
    assert (approved["state"], approved["version"]) == ("granted", 2)
    approval = approved["approval"]
    assert approval["settled_by"] == {"id": served.person(tier="lead").id, "name": served.person(tier="lead").name}
    assert approval["settled_at"]
    assert approval["offered_to"] == []
    assert approved["decision"] == request["decision"]
    assert reaches(agent, request, "settled")["execution"]["state"] == "succeeded"


def test_a_comment_goes_along(served, lead):
    assert done(act(lead, waiting(served), "approve", comment="Fine."))["approval"]["comment"] == "Fine."


def test_a_rejection_says_why_and_frees_the_order(served, agent, lead):
    request = waiting(served)
    left = get(agent, f"/orders/{request['order_id']}")["refundable"]
    rejected = done(act(lead, request, "reject", comment="Out of warranty."))
    assert (rejected["state"], rejected["approval"]["comment"]) == ("rejected", "Out of warranty.")
    assert rejected["execution"]["state"] == "none"
    assert get(agent, f"/orders/{request['order_id']}")["refundable"] == left + 9_000


def test_an_offer_is_within_ones_limit_and_not_above_what_was_asked(served, agent, lead):
    request = waiting(served, 60_000)
    refused(act(lead, request, "offer", amount=60_001, comment="More!"), 422, "offer-too-high")
    refused(act(lead, request, "offer", amount=50_001, comment="Still much."), 403, "beyond-approval-limit")
    refused(act(lead, request, "offer", comment="All of it."), 403, "beyond-approval-limit")
    offered = done(act(lead, request, "offer", amount=50_000, remedy="replacement", comment="A new one."))
    offer = offered["approval"]["offer"]
    assert (offered["state"], offered["amount"], offered["remedy"]) == ("offered", 60_000, "refund")
    assert (offer["amount"], offer["remedy"], offer["comment"]) == (50_000, "replacement", "A new one.")
    assert offer["by"]["id"] == served.person(tier="lead").id
    taken = done(act(agent, offered, "accept"))
    assert (taken["state"], taken["amount"], taken["remedy"]) == ("granted", 50_000, "replacement")
    assert taken["approval"]["settled_by"]["id"] == served.person(tier="lead").id


def test_a_question_and_its_answer(served, agent, lead):
    asked = done(act(lead, waiting(served), "ask", question="Was it wet?"))
    assert (asked["state"], asked["approval"]["question"]["text"]) == ("needs_info", "Was it wet?")
    answered = done(act(agent, asked, "answer", answer="Soaked."))
    assert (answered["state"], answered["approval"]["question"]["answer"]) == ("pending", "Soaked.")
    assert done(act(lead, answered, "approve"))["state"] == "granted"


def test_a_claim_binds_nobody(served, lead):
    request = waiting(served)
    assert done(act(lead, request, "claim"))["approval"]["claimed_by"]["id"] == served.person(tier="lead").id
    assert done(act(served.client(served.person(tier="director")), request, "approve"))["state"] == "granted"


def test_forwarding_goes_to_somebody_who_can_finish_it(served, lead):
    request = waiting(served, 60_000)
    director = served.person(tier="director")
    refused(act(lead, request, "forward", to="usr_nobody"), 422, "cannot-finish")
    refused(act(lead, request, "forward", to=served.people(tier="lead")[1].id), 422, "cannot-finish")
    refused(act(lead, request, "forward", to=served.person(tier="agent").id), 403, "own-request")
    events = [one["event"] for one in get(lead, f"/requests/{request['id']}/timeline")["items"]]
    assert "request.refused" not in events, "it is not theirs"
    forwarded = done(act(lead, request, "forward", to=director.id, comment="Yours."))
    assert forwarded["approval"]["offered_to"] == [{"id": director.id, "name": director.name}]
    assert (forwarded["state"], forwarded["version"]) == ("pending", request["version"])


def test_who_else_could_settle_it_is_told_with_those_who_are_there_first(served, lead):
    request = waiting(served, 60_000)
    could = get(lead, f"/requests/{request['id']}/colleagues")
    assert could["total"] == len(could["items"])
    ranks = [(not one["available"], one["name"]) for one in could["items"]]
    assert ranks == sorted(ranks)
    tiers = {one["tier"] for one in could["items"]}
    assert {"duty_manager", "director"} <= tiers, "and nobody whose limit is lower"
    assert not tiers & {"lead", "agent", "senior", "trainee"}
    name = could["items"][-1]["name"]
    named = get(lead, f"/requests/{request['id']}/colleagues", q=name.upper())["items"]
    assert name in {one["name"] for one in named}
    assert get(lead, f"/requests/{request['id']}/colleagues", q="nobody is called that") == {"items": [], "total": 0}
    for one in named:
        done(act(lead, request, "forward", to=one["id"]))
    manager = served.client(served.person(tier="duty_manager"))
    smaller = get(manager, f"/requests/{waiting(served, 6_000)['id']}/colleagues")
    assert "lead" in {one["tier"] for one in smaller["items"]}
    stranger = served.client(served.people(tier="agent")[-1])
    refused(stranger.get(f"{API}/requests/{request['id']}/colleagues"), 404, "not-found")


def test_beyond_ones_limit_one_settles_nothing(served, lead):
    request = waiting(served, 60_000)
    problem = refused(act(lead, request, "approve"), 403, "beyond-approval-limit")
    assert problem["limit"] == 50_000
    assert "USD 500.00" in problem["detail"]
    for verb in ("reject", "ask", "claim"):
        refused(act(lead, request, verb, **DECISIONS[verb]), 403, "beyond-approval-limit")
    assert now(lead, request)["version"] == request["version"]
    assert request["id"] not in {one["id"] for one in get(lead, "/approvals")["items"]}
    manager = served.client(served.person(tier="duty_manager"))
    assert request["id"] in {one["id"] for one in get(manager, "/approvals")["items"]}


def test_nobody_settles_their_own_and_the_record_says_who_tried(served):
    own = served.person(tier="lead")
    client = served.client(own)
    request = waiting(served, 60_000, by=own)
    for verb, said in everything(served).items():
        refused(act(client, {**request, "version": 99}, verb, **said), 403, "own-request")
    timeline = get(client, f"/requests/{request['id']}/timeline")["items"]
    tried = [one for one in timeline if one["event"] == "request.refused"]
    assert [one["actor"]["id"] for one in tried] == [own.id] * len(everything(served))
    assert "tried to settle it and was refused" in tried[0]["sentence"]
    assert now(client, request)["version"] == request["version"]
    assert done(act(served.client(served.person(tier="director")), request, "approve"))["state"] == "granted"


def test_who_was_first_is_named(served, agent, lead):
    request = waiting(served)
    first = done(act(served.client(served.person(tier="director")), request, "approve"))
    for verb, said in everything(served).items():
        problem = refused(act(lead, request, verb, **said), 409, "already-settled")
        assert problem["settled_by"]["id"] == served.person(tier="director").id
        assert problem["settled_at"] == first["approval"]["settled_at"]
        assert served.person(tier="director").name in problem["detail"]
    refused(act(agent, request, "withdraw"), 409, "already-settled")


@pytest.mark.parametrize("end", ["reject", "withdraw", "deny"])
def test_what_has_ended_is_settled_too(served, agent, lead, end):
    if end == "deny":
        team_mate = served.people(tier="agent", team=served.person(tier="lead").team)[0]
        request = made(served.client(team_mate), asking(None, 10**12))
    else:
        request = waiting(served)
        done(act(lead, request, "reject", comment="No.") if end == "reject" else act(agent, request, "withdraw"))
    for verb, said in everything(served).items():
        refused(act(lead, request, verb, **said), 409, "already-settled")


def test_a_version_that_was_not_seen_decides_nothing(served, agent, lead):
    request = waiting(served)
    edited = done(agent.patch(f"/api/v1/requests/{request['id']}", json={"version": 1, "amount": 8_000}))
    for version in (1, 3, 99):
        for verb, said in everything(served).items():
            problem = refused(act(lead, {**request, "version": version}, verb, **said), 409, "stale-version")
            assert problem["current"] == edited
    refused(act(agent, request, "withdraw"), 409, "stale-version")


def age(served, request, by):
    """Make the request as old as if it had been asked this long ago."""

    def older(connection):
        found = request_rows.by_ids(connection, (request["id"],))[request["id"]]
        past = replace(found.approval, expires_at=datetime.now(UTC) - by)
        request_rows.save(connection, {found.id: replace(found, approval=past)}, {found.id: found})

    async def run():
        database = connect(served.settings.database_url)
        try:
            await database.write(older)
        finally:
            await database.close()

    aside(run)


def test_the_order_of_the_refusals(served, agent, lead):
    """404, own, settled, expired, stale, beyond: each put right shows the next."""
    unknown = {"id": "req_unknown", "version": 9}
    refused(act(lead, unknown, "approve"), 404, "not-found")
    stranger = served.people(tier="agent")[5]
    too_much = waiting(served, 60_000, by=stranger)
    foreign = served.client(next(one for one in served.people(tier="lead") if one.team != stranger.team))
    refused(act(foreign, {**too_much, "version": 9}, "approve"), 404, "not-found")
    near = served.client(next(one for one in served.people(tier="lead") if one.team == stranger.team))
    refused(act(near, {**too_much, "version": 9}, "approve"), 409, "stale-version")
    refused(act(near, too_much, "approve"), 403, "beyond-approval-limit")
    age(served, too_much, timedelta(seconds=1))
    for verb, said in everything(served).items():
        refused(act(near, {**too_much, "version": 9}, verb, **said), 409, "expired")
    refused(act(served.client(stranger), {**too_much, "version": 9}, "approve"), 403, "own-request")
    refused(act(served.client(stranger), {**too_much, "version": 9}, "withdraw"), 409, "expired")
    done_one = waiting(served)
    done(act(agent, done_one, "withdraw"))
    refused(act(agent, {**done_one, "version": 9}, "approve"), 403, "own-request")
    refused(act(lead, {**done_one, "version": 9}, "approve"), 409, "already-settled")


def test_those_who_only_look_decide_nothing(served):
    request = waiting(served)
    for role in ("ops", "coach", "auditor", "admin"):
        client = served.client(served.person(role=role))
        for verb, said in everything(served).items():
            refused(act(client, request, verb, **said), 403, "not-permitted")


def test_whoever_cannot_know_of_it_is_told_nothing(served):
    request = waiting(served)
    other = served.client(served.people(tier="senior")[0])
    for verb, said in everything(served).items():
        assert refused(act(other, request, verb, **said), 404) == refused(
            act(other, {"id": "req_0", "version": 1}, verb, **said), 404
        )


def test_the_approvals_list_has_waiting_customers_first(served, lead):
    plain, held = waiting(served), waiting(served, customer_waiting=True)
    ids = [one["id"] for one in get(lead, "/approvals")["items"]]
    assert ids.index(held["id"]) < ids.index(plain["id"])
    done(act(lead, held, "ask", question="?"))
    assert held["id"] not in {one["id"] for one in get(lead, "/approvals")["items"]}

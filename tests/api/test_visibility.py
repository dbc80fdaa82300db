"""Who sees what, and who may call what: closed by default."""

import pytest

from tests.api.calls import API, act, asking, done, get, made, refused, waiting
from tests.api.test_lists import pages

EVERYONE = {"agent", "approver", "ops", "coach", "auditor", "admin"}
TALKS = {"agent", "approver"}
TUNES = {"ops"}
LOOKS_AT_PEOPLE = {"ops", "admin"}

ROUTES = {
    ("GET", "/me"): EVERYONE,
    ("GET", "/me/authority"): EVERYONE,
    ("GET", "/orders"): EVERYONE,
    ("GET", "/reasons"): EVERYONE,
    ("GET", "/remedies"): EVERYONE,
    ("GET", "/requests"): EVERYONE,
    ("GET", "/policy"): EVERYONE,
    ("GET", "/policy/versions"): EVERYONE,
    ("GET", "/policy/versions/1"): EVERYONE,
    ("GET", "/policy/versions/1/policy.csv"): EVERYONE,
    ("GET", "/events"): EVERYONE,
    ("GET", "/approvals"): TALKS,
    ("POST", "/requests"): TALKS,
    ("POST", "/requests/x/withdraw"): TALKS,
    ("POST", "/requests/x/answer"): TALKS,
    ("POST", "/requests/x/accept"): TALKS,
    ("PATCH", "/requests/x"): TALKS,
    ("POST", "/requests/x/approve"): TALKS,
    ("POST", "/requests/x/reject"): TALKS,
    ("POST", "/requests/x/offer"): TALKS,
    ("POST", "/requests/x/ask"): TALKS,
    ("POST", "/requests/x/claim"): TALKS,
    ("POST", "/requests/x/forward"): TALKS,
    ("GET", "/people"): LOOKS_AT_PEOPLE,
    ("GET", "/teams"): LOOKS_AT_PEOPLE,
    ("GET", "/people/count"): LOOKS_AT_PEOPLE,
    ("GET", "/people/x"): LOOKS_AT_PEOPLE,
    ("GET", "/people/x/departure"): LOOKS_AT_PEOPLE,
    ("POST", "/people"): LOOKS_AT_PEOPLE,
    ("PATCH", "/people/x"): LOOKS_AT_PEOPLE,
    ("POST", "/people/import"): LOOKS_AT_PEOPLE,
    ("POST", "/people/x/deactivate"): LOOKS_AT_PEOPLE,
    ("POST", "/people/x/reactivate"): LOOKS_AT_PEOPLE,
    ("POST", "/people/x/accept"): LOOKS_AT_PEOPLE,
    ("POST", "/people/x/decline"): LOOKS_AT_PEOPLE,
    ("POST", "/people/x/invitation"): LOOKS_AT_PEOPLE,
    ("POST", "/people/x/replace"): LOOKS_AT_PEOPLE,
    ("PUT", "/people/x/certificates/X-1"): LOOKS_AT_PEOPLE,
    ("DELETE", "/people/x/certificates/X-1"): LOOKS_AT_PEOPLE,
    ("POST", "/teams"): LOOKS_AT_PEOPLE,
    ("PUT", "/teams/order"): LOOKS_AT_PEOPLE,
    ("PATCH", "/teams/x"): LOOKS_AT_PEOPLE,
    ("DELETE", "/teams/x"): LOOKS_AT_PEOPLE,
    ("GET", "/tiers"): LOOKS_AT_PEOPLE,
    ("POST", "/tiers"): TUNES,
    ("PUT", "/tiers/order"): TUNES,
    ("PATCH", "/tiers/x"): TUNES,
    ("DELETE", "/tiers/x"): TUNES,
    ("GET", "/certificates"): LOOKS_AT_PEOPLE,
    ("PUT", "/certificates/X-1"): LOOKS_AT_PEOPLE,
    ("DELETE", "/certificates/X-1"): LOOKS_AT_PEOPLE,
    ("GET", "/policy/drafts"): TUNES,
    ("POST", "/policy/drafts"): TUNES,
    ("GET", "/policy/drafts/x"): TUNES,
    ("PATCH", "/policy/drafts/x"): TUNES,
    ("DELETE", "/policy/drafts/x"): TUNES,
    ("GET", "/policy/drafts/x/diff"): TUNES,
    ("POST", "/policy/drafts/x/submit"): TUNES,
    ("POST", "/policy/drafts/x/approve"): TUNES,
    ("POST", "/policy/drafts/x/publish"): TUNES,
    ("POST", "/policy/rollback"): TUNES,
}


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_a_role_may_call_what_is_its_own_and_nothing_else(served, role):
    client = served.client(served.person(role=role))
    for (method, path), may in ROUTES.items():
        answer = client.request(method, API + path, **({} if method == "GET" else {"json": {}}))
        if role in may:
            assert answer.status_code in (200, 404, 422), f"{role} {method} {path}: {answer.text[:200]}"
        else:
            problem = refused(answer, 403, "not-permitted")
            assert problem["permission"] in problem["detail"]


def test_what_one_may_is_what_me_says(served):
    for role in EVERYONE:
        client = served.client(served.person(role=role))
        said = set(get(client, "/me")["permissions"])
        assert ("requests.create" in said) == (role in TALKS)
        assert ("policy.publish" in said) == (role in TUNES)


def sees(served, person, request, seq):
    """Whether they see it, everywhere alike: by itself, its timeline, the list, the record."""
    client = served.client(person)
    alone = client.get(f"{API}/requests/{request['id']}").status_code
    assert client.get(f"{API}/requests/{request['id']}/timeline").status_code == alone
    theirs = get(client, "/requests", customer_id=request["customer_id"])["items"]
    listed = any(one["id"] == request["id"] for one in theirs)
    recorded = any(one["seq"] == seq for one in get(client, "/events", after=seq - 1, limit=1)["items"])
    assert listed == recorded == (alone == 200), f"{person.name}: {alone} {listed} {recorded}"
    return alone == 200


def test_each_person_sees_what_is_theirs(served):
    """Relation × request: own, team, could settle, all, none."""
    north = served.person(tier="agent")
    within = made(served.client(north), asking(served.order()))
    small, large = waiting(served), waiting(served, 60_000)
    ops = served.client(served.person(role="ops"))
    timelines = {one["id"]: get(ops, f"/requests/{one['id']}/timeline")["items"] for one in (within, small, large)}
    first = {name: lines[0]["seq"] for name, lines in timelines.items()}
    near = next(one for one in served.people(tier="lead") if one.team == north.team)
    far = next(one for one in served.people(tier="lead") if one.team != north.team)
    expected = {
        north: (True, True, True),
        served.people(tier="agent", team=north.team)[1]: (False, False, False),
        served.people(tier="senior")[0]: (False, False, False),
        near: (True, True, True),
        far: (False, True, False),
        served.person(tier="duty_manager"): (False, True, True),
        served.person(tier="director"): (False, True, True),
        served.person(role="ops"): (True, True, True),
        served.person(role="coach"): (True, True, True),
        served.person(role="auditor"): (True, True, True),
        served.person(role="admin"): (False, False, False),
    }
    for person, seen in expected.items():
        assert tuple(sees(served, person, one, first[one["id"]]) for one in (within, small, large)) == seen, person


def test_an_agent_lists_only_their_own(served):
    person = served.people(tier="agent")[2]
    made(served.client(person), asking(served.order()))
    found = pages(served.client(person), "/requests", limit=200)
    assert {one["requester"]["id"] for one in found} == {person.id}
    everything = pages(served.client(served.person(role="ops")), "/requests", limit=200, requester=person.id)
    assert [one["id"] for one in found] == [one["id"] for one in everything]
    other = served.people(tier="agent")[3]
    assert get(served.client(person), "/requests", requester=other.id)["items"] == []


def test_what_one_may_not_know_of_looks_like_what_is_not_there(served):
    request, stranger = waiting(served), served.client(served.people(tier="senior")[0])
    for path in ("", "/timeline", "/context"):
        hidden = refused(stranger.get(f"{API}/requests/{request['id']}{path}"), 404, "not-found")
        assert hidden == refused(stranger.get(f"{API}/requests/req_{'0' * 32}{path}"), 404, "not-found")


def test_the_context_is_for_those_who_settle(served):
    request = waiting(served)
    context = get(served.client(served.person(tier="lead")), f"/requests/{request['id']}/context")
    assert context["order"]["id"] == request["order_id"]
    assert context["requester"]["escalated"] >= 1
    assert context["customer"].keys() >= {"since", "requests", "granted", "rejected", "amount"}
    assert context["precedents"].keys() >= {"count", "approved", "rejected", "median_amount"}
    refused(
        served.client(served.person(tier="agent")).get(f"{API}/requests/{request['id']}/context"), 403, "not-permitted"
    )
    customer_only = made(served.client(served.person(tier="agent")), asking(None, 9_000))
    director = served.client(served.person(tier="director"))
    assert get(director, f"/requests/{customer_only['id']}/context")["order"] is None


def test_a_settled_request_stays_visible_to_who_settled_it(served):
    request = waiting(served)
    far = next(one for one in served.people(tier="lead") if one.team != request["requester"]["team"])
    done(act(served.client(far), request, "approve"))
    assert served.client(far).get(f"{API}/requests/{request['id']}").status_code == 200

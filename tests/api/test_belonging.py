"""Teams, tiers, certificates: what there is to belong to and to hold; and who takes over from whom."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from remit.api.shapes.administration import CertificatesOut, LadderOut, TeamsOut
from tests.api.calls import API, act, done, get, refused, waiting
from tests.api.staff import accepted, changed, hired, ops, signed_in

CLOSED = {"strict": False, "extra": "forbid"}
_numbers = count(1)


@pytest.fixture
def client(served):
    return ops(served)


@pytest.fixture
def kind(client):
    """A certificate of the test's own."""
    code = f"TST-{next(_numbers)}"
    body = {"name": "Test", "months": 12, "warning_days": 30}
    return done(client.put(f"{API}/certificates/{code}", json=body))


def test_teams_are_founded_named_ordered_and_dissolved(served, client):
    TeamsOut.model_validate(get(client, "/teams"), **CLOSED)
    before = [one["name"] for one in get(client, "/teams")["items"]]
    answer = client.post(f"{API}/teams", json={"name": "night", "title": "Night shift"})
    assert answer.status_code == 201
    refused(client.post(f"{API}/teams", json={"name": "night", "title": "Again"}), 422, "invalid")
    titled = done(client.patch(f"{API}/teams/night", json={"title": "The night", "version": 1}))
    assert (titled["title"], titled["version"]) == ("The night", 2)
    refused(client.patch(f"{API}/teams/night", json={"title": "Late", "version": 1}), 409, "stale-entry")
    order = done(client.put(f"{API}/teams/order", json={"names": ["night", *before]}))
    assert [one["name"] for one in order["items"]] == ["night", *before]
    refused(client.put(f"{API}/teams/order", json={"names": before}), 409, "stale-entry")
    person = hired(served, team="night")
    used = refused(client.delete(f"{API}/teams/night"), 409, "in-use")
    assert used["people"] == [{"id": person["id"], "name": person["name"]}]
    assert person["name"] in used["detail"]
    done(changed(served, person, team=None))
    assert client.delete(f"{API}/teams/night").status_code == 204
    refused(client.delete(f"{API}/teams/night"), 404, "not-found")


def test_the_ladder_gets_a_rung_and_loses_it_and_nobody_gains(served, client):
    ladder = get(client, "/tiers")
    LadderOut.model_validate(ladder, **CLOSED)
    names = [one["name"] for one in ladder["items"]]
    answer = client.post(f"{API}/tiers", json={"name": "expert", "title": "expert", "above": "senior"})
    assert answer.status_code == 201
    grown = answer.json()
    place = names.index("senior") + 1
    assert [one["name"] for one in grown["items"]] == [*names[:place], "expert", *names[place:]]
    assert grown["policy_version"] == ladder["policy_version"] + 1 == get(client, "/policy")["version"]
    titled = done(client.patch(f"{API}/tiers/expert", json={"title": "Expert"}))
    assert titled["items"][place]["title"] == "Expert"
    person = accepted(served, done(changed(served, hired(served), tier="expert")))
    used = refused(client.delete(f"{API}/tiers/expert"), 409, "in-use")
    assert used["people_count"] == 1
    check = signed_in(served, person).get(f"{API}/me/authority").json()
    assert any(one["remedy"] == "refund" and one["auto"] == 15_000 for one in check["items"])
    done(changed(served, get(client, f"/people/{person['id']}"), tier="senior"))
    assert [one["name"] for one in done(client.delete(f"{API}/tiers/expert"))["items"]] == names
    ruled = refused(client.delete(f"{API}/tiers/agent"), 409, "in-use")
    assert ruled["rules_count"] > 0


def test_an_order_in_which_somebody_gains_is_refused(client):
    names = [one["name"] for one in get(client, "/tiers")["items"]]
    swapped = ["trainee", "senior", "agent", *names[3:]]
    gains = refused(client.put(f"{API}/tiers/order", json={"names": swapped}), 409, "ladder-raises")
    assert "by a draft" in gains["detail"]
    refused(client.put(f"{API}/tiers/order", json={"names": names[1:]}), 409, "stale-entry")
    version = get(client, "/policy")["version"]
    assert done(client.put(f"{API}/tiers/order", json={"names": names}))["policy_version"] == version


def test_tiers_are_for_those_who_publish(served):
    admin = served.client(served.person(role="admin"))
    assert admin.get(f"{API}/tiers").status_code == 200
    refused(admin.post(f"{API}/tiers", json={"name": "x", "title": "x", "above": None}), 403, "not-permitted")


def test_a_certificate_is_granted_renewed_and_taken_back(served, client, kind):
    CertificatesOut.model_validate(get(client, "/certificates"), **CLOSED)
    person = hired(served)
    path = f"{API}/people/{person['id']}/certificates/{kind['code']}"
    since = (datetime.now(UTC) - timedelta(days=340)).isoformat()
    held = done(client.put(path, json={"version": person["version"], "granted_at": since}))
    assert [one["standing"] for one in held["certificates"]] == ["expiring"]
    refused(client.put(path, json={"version": person["version"]}), 409, "stale-person")
    renewed = done(client.put(path, json={"version": held["version"]}))
    assert [one["standing"] for one in renewed["certificates"]] == ["valid"]
    assert _shown(client, kind)["held"] == 1
    refused(client.delete(f"{API}/certificates/{kind['code']}"), 409, "in-use")
    gone = done(client.delete(path, params={"version": renewed["version"]}))
    assert gone["certificates"] == []
    refused(client.delete(path, params={"version": gone["version"]}), 404, "not-found")
    assert client.delete(f"{API}/certificates/{kind['code']}").status_code == 204


def test_a_certificate_is_not_granted_ahead_or_for_the_past(served, client, kind):
    person = hired(served)
    path = f"{API}/people/{person['id']}/certificates/"
    for days in (2, -800):
        body = {"version": person["version"], "granted_at": (datetime.now(UTC) + timedelta(days=days)).isoformat()}
        refused(client.put(path + kind["code"], json=body), 422, "invalid")
    refused(client.put(path + "NO-1", json={"version": person["version"]}), 422, "invalid")


def test_a_kind_is_changed_as_it_was_seen(client, kind):
    path, body = f"{API}/certificates/{kind['code']}", {"name": "Better", "months": None, "warning_days": 10}
    refused(client.put(path, json=body), 422, "invalid")
    assert done(client.put(path, json=body | {"version": 1}))["version"] == 2
    refused(client.put(path, json=body | {"version": 1}), 409, "stale-entry")
    refused(client.put(f"{API}/certificates/NEW-1", json=body | {"version": 1}), 404, "not-found")


def _shown(client, kind):
    return next(one for one in get(client, "/certificates")["items"] if one["code"] == kind["code"])


def test_a_successor_takes_over_what_waits_the_seat_and_by_a_draft_the_limits(served, client):
    leaver = hired(served, tier="lead", team="north", roles=["approver"])
    successor = hired(served, tier="lead", team="south", roles=["approver"])
    _limit_of_their_own(served, client, leaver)
    theirs = signed_in(served, leaver)
    offered = done(act(theirs, waiting(served), "offer", amount=7_000, comment="this much"))
    claimed = done(act(theirs, waiting(served), "claim"))
    leaver = get(client, f"/people/{leaver['id']}")
    ahead = get(client, f"/people/{leaver['id']}/departure")
    assert (ahead["claimed"], ahead["offers"], len(ahead["rules"])) == ([claimed["id"]], [offered["id"]], 1)
    body = {"version": leaver["version"], "successor": successor["id"]}
    done_ = done(client.post(f"{API}/people/{leaver['id']}/replace", json=body))
    assert (done_["passed_on"], done_["successor"]["team"], done_["successor"]["tier"]) == (2, "north", "lead")
    assert not done_["person"]["active"]
    assert get(client, f"/requests/{claimed['id']}")["approval"]["claimed_by"]["id"] == successor["id"]
    offer = get(client, f"/requests/{offered['id']}")
    assert (offer["state"], offer["approval"]["offer"]["by"]["id"]) == ("offered", successor["id"])
    agent = served.client(next(one for one in served.world.people if one.id == offer["requester"]["id"]))
    assert done(act(agent, offer, "accept"))["approval"]["settled_by"]["id"] == successor["id"]
    kinds = [(one["change"], one.get("subject")) for one in done_["draft"]["changes"]]
    assert kinds == [("remove_limit", None), ("set_limit", f"user:{successor['id']}")]
    own = [one for one in get(client, "/policy")["limits"] if one["subject"] == f"user:{leaver['id']}"]
    assert len(own) == 1, "authority moves by publishing the draft, not silently"
    client.delete(f"{API}/policy/drafts/{done_['draft']['id']}")
    before = {"to_version": get(client, "/policy")["version"] - 1, "note": "as it was"}
    assert client.post(f"{API}/policy/rollback", json=before).status_code == 201
    # Rules of people who are not there are left out of exports: other tests compare every version with its export.
    back = {"version": done_["person"]["version"]}
    done(client.post(f"{API}/people/{leaver['id']}/reactivate", json=back))


def test_a_successor_is_somebody_else_who_is_there(served, client):
    leaver, gone = hired(served), hired(served)
    done(client.post(f"{API}/people/{gone['id']}/deactivate", json={"version": gone["version"]}))
    for successor in (leaver["id"], gone["id"]):
        body = {"version": leaver["version"], "successor": successor}
        refused(client.post(f"{API}/people/{leaver['id']}/replace", json=body), 422, "invalid")


def _limit_of_their_own(served, client, person):
    version = get(client, "/policy")["version"]
    draft = client.post(f"{API}/policy/drafts", json={"name": "own", "base_version": version}).json()
    limit = {
        "change": "set_limit",
        "subject": f"user:{person['id']}",
        "remedy": "refund",
        "currency": "USD",
        "brand": "acme",
        "mode": "auto",
        "amount": 4_200,
        "kind": "cap",
    }
    body = {"revision": draft["revision"], "changes": [limit]}
    done(client.patch(f"{API}/policy/drafts/{draft['id']}", json=body))
    published = client.post(f"{API}/policy/drafts/{draft['id']}/publish", json={"note": "a cap of one's own"})
    assert published.status_code == 201, published.text

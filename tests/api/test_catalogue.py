"""Reasons, remedies and brands: administered by operations, followed by what is asked; what was asked stays."""

from secrets import token_hex

import pytest

from remit.api.shapes.catalogue import CatalogueOut
from tests.api.calls import API, act, asking, done, get, made, post, refused

STRIKE = {"code": "CARRIER_STRIKE", "title": "Carrier on strike", "basis": "entitlement"}


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


@pytest.fixture
def put(ops):
    """Puts something else, and puts what may go away back when the test is over."""

    def say(status=200, *, reasons=(), bare=False, **changes):
        now = get(ops, "/catalogue")
        own = {one["code"]: _sent(one) for one in now["reasons"] if one["own"] and not bare}
        said = {"retired": [], "brands": now["brands"], **changes}
        said["reasons"] = [*(one for code, one in own.items() if code not in _codes(reasons)), *reasons]
        body = {"revision": now["revision"], "note": "For a test.", **said}
        answer = ops.put(f"{API}/catalogue", json=body)
        assert answer.status_code == status, answer.text
        return answer

    yield say
    left = get(ops, "/catalogue")
    own = [{**_sent(one), "retired": True} for one in left["reasons"] if one["own"]]
    # A brand that limits speak of stays; it lives by the clock that it had.
    say(reasons=own, brands=[{**one, "time_zone": "UTC"} for one in left["brands"] if one["name"] == "acme"])


def _codes(reasons):
    return {one["code"] for one in reasons}


def _sent(one):
    return {name: one[name] for name in ("code", "title", "basis", "note_required", "retired")}


def _own(one, **changes):
    return {"note_required": False, "retired": False, **one, **changes}


def _reasons(client):
    return {one["code"]: one for one in get(client, "/reasons")["items"]}


def test_a_reason_of_ones_own_is_offered_asked_and_decided_by_its_basis(served, put):
    agent = served.client(served.person(tier="agent"))
    found = put(reasons=[_own(STRIKE, note_required=True)]).json()
    CatalogueOut.model_validate(found, extra="forbid")
    assert _reasons(agent)["CARRIER_STRIKE"] == {**STRIKE, "note_required": True}
    body = asking(served.order(at_least=9_000), 4_000, reason="CARRIER_STRIKE")
    refused(post(agent, body), 422, "note-required")
    request = made(agent, {**body, "note": "Both lorries stand still."})
    assert (request["basis"], request["decision"]["outcome"]) == ("entitlement", "allow")
    put(reasons=[_own(STRIKE, retired=True)])
    assert "CARRIER_STRIKE" not in _reasons(agent)
    problem = refused(
        post(agent, asking(served.order(at_least=9_000), 100, reason="CARRIER_STRIKE")), 422, "unknown-reason"
    )
    assert "not used any more" in problem["detail"]
    assert get(agent, f"/requests/{request['id']}")["reason"] == "CARRIER_STRIKE"


def test_a_reason_of_ones_own_is_asked_about_in_conditions(served, ops, put):
    code = f"STORM_{token_hex(4).upper()}"
    storm = {"code": code, "title": "Damaged by a storm", "basis": "entitlement"}
    when = f"reason in {code}|LATE_DELIVERY"
    limit = {"change": "set_limit", "subject": "tier:agent", "remedy": "refund", "currency": "USD", "mode": "auto"}
    said = [{**limit, "amount": 100, "when": when}]
    live = get(ops, "/policy/outline")["version"]
    draft = ops.post(f"{API}/policy/drafts", json={"name": "Storm", "base_version": live}).json()
    path = f"{API}/policy/drafts/{draft['id']}"

    problem = refused(ops.patch(path, json={"revision": 1, "changes": said}), 422, "invalid-rule")
    assert (problem["field"], problem["index"]) == ("when", 0)
    assert code in problem["detail"]
    refused(ops.post(f"{API}/policy/conditions/check", json={"when": when}), 422, "invalid-condition")

    put(reasons=[_own(storm)])
    assert done(ops.patch(path, json={"revision": 1, "changes": said}))["revision"] == 2
    (line,) = get(ops, f"/policy/drafts/{draft['id']}/diff")["lines"]
    assert "for damaged by a storm or late delivery" in line["text"]
    read = done(ops.post(f"{API}/policy/conditions/check", json={"when": when}))
    assert read["sentence"] == "for damaged by a storm or late delivery"
    assert code in _askable(ops)

    put(reasons=[_own(storm, retired=True)])
    assert code not in _askable(ops)
    found = get(ops, f"/policy/drafts/{draft['id']}/lint")["items"]
    assert [one["severity"] for one in found if one["kind"] == "retired-reason"] == ["warning"]
    done(ops.delete(path))


def _askable(client):
    (reason,) = [one for one in get(client, "/policy/conditions")["facts"] if one["fact"] == "reason"]
    return [one["value"] for one in reason["values"]]


def test_what_waits_with_a_retired_reason_can_still_be_changed(served, put):
    agent = served.client(served.person(tier="agent"))
    waiting = made(agent, asking(served.order(at_least=9_000), 9_000, reason="LATE_DELIVERY"))
    late = get(agent, "/catalogue")["reasons"]
    usual = next(one for one in late if one["code"] == "LATE_DELIVERY")
    put(reasons=[{**_sent(usual), "retired": True}])
    path = f"{API}/requests/{waiting['id']}"
    changed = done(agent.patch(path, json={"version": waiting["version"], "amount": 8_000}))
    assert changed["reason"] == "LATE_DELIVERY"
    said = {"version": changed["version"], "reason": "CARRIER_STRIKE"}
    refused(agent.patch(path, json=said), 422, "unknown-reason")


def test_a_retired_remedy_is_neither_offered_nor_given(served, put):
    agent = served.client(served.person(tier="agent"))
    place = served.order(at_least=9_000)
    before = done(agent.post(f"{API}/requests/check", json=asking(place, 9_000)))["decision"]["alternatives"]
    assert any(one.get("remedy") == "replacement" for one in before)
    put(retired=["replacement"])
    assert "replacement" not in {one["remedy"] for one in get(agent, "/remedies")["items"]}
    now = made(agent, asking(place, 9_000))
    assert not any(one.get("remedy") == "replacement" for one in now["decision"]["alternatives"])
    refused(post(agent, asking(place, 100, remedy="replacement")), 422, "remedy-retired")
    lead = served.client(served.person(tier="lead"))
    refused(act(lead, now, "offer", remedy="replacement", comment="Rather this."), 422, "remedy-retired")
    edited = agent.patch(f"{API}/requests/{now['id']}", json={"version": now["version"], "remedy": "replacement"})
    refused(edited, 422, "remedy-retired")
    put()
    # What was decided meanwhile is decided again as it was, although the remedy is back.
    again = get(served.client(served.person(role="ops")), f"/requests/{now['id']}/decision")
    assert all(one["same"] for one in again["items"])


def test_a_brand_lives_by_its_clock_and_opens_a_matrix(served, ops, put):
    brand = {"name": "tokyo", "title": "Tokyo", "time_zone": "Asia/Tokyo", "currencies": ["JPY", "USD"]}
    assert brand in put(brands=[*get(ops, "/catalogue")["brands"], brand]).json()["brands"]
    scopes = {(one["brand"], one["currency"]): one["limits"] for one in get(ops, "/policy/outline")["scopes"]}
    assert (scopes["tokyo", "JPY"], scopes["tokyo", "USD"]) == (0, 0)
    assert scopes["acme", "USD"] > 0


def test_the_clock_of_a_brand_decides(served, put):
    agent = served.client(served.person(tier="agent"))
    body = asking(served.order(at_least=9_000), 100)
    hours = []
    for zone in ("UTC", "Asia/Tokyo"):
        put(brands=[{"name": "acme", "title": "Acme", "time_zone": zone, "currencies": ["USD"]}])
        check = done(agent.post(f"{API}/requests/check?trace=true", json=body))
        facts = check["trace"][0]["request"][5]
        hours.append((facts["time_zone"], facts["hour"], facts["moment"]))
    assert [zone for zone, *_ in hours] == ["UTC", "Asia/Tokyo"]
    (_, first, at), (_, second, then) = hours
    assert (second - first) % 24 in (9, 10) if at[:13] != then[:13] else (second - first) % 24 == 9


WRONG = [
    ({"reasons": [_own(STRIKE, code="carrier strike")]}, None),
    ({"reasons": [_own(STRIKE), _own(STRIKE)]}, "reasons"),
    ({"reasons": [_own({"code": "OTHER", "title": "Other", "basis": "entitlement"})]}, "basis"),
    ({"reasons": [_own({"code": "OTHER", "title": "Anything", "basis": "goodwill"})]}, "title"),
    ({"retired": ["gift_card"]}, None),
    ({"brands": [{"name": "b1", "title": "B1", "time_zone": "Mars/Olympus", "currencies": ["USD"]}]}, "time_zone"),
    ({"brands": [{"name": "b1", "title": "B1", "time_zone": "UTC", "currencies": ["USD", "USD"]}]}, "currencies"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG)
def test_what_cannot_be_is_refused_with_the_field(put, changes, field):
    problem = refused(put(422, **changes), 422)
    if field is not None:
        assert problem["field"] == field


def test_a_code_stays_for_good_and_somebody_else_may_have_been_faster(served, ops, put):
    put(reasons=[_own(STRIKE)])
    assert refused(put(422, bare=True), 422, "invalid-catalogue")["field"] == "reasons"
    body = {"revision": 0, "note": "Late.", "reasons": [_own(STRIKE)], "retired": [], "brands": []}
    refused(ops.put(f"{API}/catalogue", json=body), 409, "stale-entry")
    refused(served.client(served.person(tier="agent")).put(f"{API}/catalogue", json=body), 403, "not-permitted")


def test_a_brand_that_limits_speak_of_stays(served, put):
    brand = {"name": "acme", "title": "Acme", "time_zone": "UTC", "currencies": ["USD"]}
    put(brands=[brand])
    problem = refused(put(409, brands=[]), 409, "in-use")
    assert problem["rules"]

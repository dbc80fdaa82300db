"""Another tier for one brand: by two people, in lists and files, and in what is decided there."""

import csv
import io

import pytest

from tests.api.calls import API, asking, done, get, made, refused
from tests.api.staff import accepted, changed, created, hired, newest, ops, signed_in, told


@pytest.fixture(autouse=True)
def _leaves_nobody(served):
    """Whoever came is gone again: others count who gains by a change, and export everybody."""
    before = _active(served).keys()
    yield
    for person in _active(served).values():
        if person["id"] not in before:
            done(told(served, person, "deactivate"))


def _active(served) -> dict[str, dict]:
    return {one["id"]: one for one in get(ops(served), "/people", active=True, limit=200)["items"]}


def test_a_higher_tier_for_one_brand_waits_for_a_second_person(served):
    person = hired(served, tier="agent", team="north")
    person = done(changed(served, person, brand_tiers={"b1": "lead"}))
    assert (person["brand_tiers"], person["proposed"]["brand_tiers"]) == ({}, {"b1": "lead"})
    refused(told(served, person, "accept"), 403, "second-person-required")
    person = accepted(served, person)
    assert (person["tier"], person["brand_tiers"], person["proposed"]) == ("agent", {"b1": "lead"}, None)
    sentences = [one["sentence"] for one in newest(served, 20)]
    assert any(f"{person['name']} is agent; agent, lead for b1, north." in one for one in sentences)
    assert person["id"] in [one["id"] for one in get(ops(served), "/people", tier="lead", q=person["email"])["items"]]
    less = done(changed(served, person, brand_tiers={"b1": "trainee"}))
    assert (less["brand_tiers"], less["proposed"]) == ({"b1": "trainee"}, None)
    # Taking a lower tier away gives more there.
    assert done(changed(served, less, brand_tiers={}))["proposed"]["brand_tiers"] == {}


def test_a_new_account_waits_with_it(served):
    person = created(served, team="north", brand_tiers={"b1": "agent"})["person"]
    assert (person["brand_tiers"], person["proposed"]["brand_tiers"]) == ({}, {"b1": "agent"})
    assert accepted(served, person)["brand_tiers"] == {"b1": "agent"}


def test_what_is_no_brand_or_no_tier_is_refused(served):
    person = hired(served)
    assert "Tiers are" in refused(changed(served, person, brand_tiers={"b1": "boss"}), 422, "invalid")["detail"]
    refused(changed(served, person, brand_tiers={"B 1": "agent"}), 422, "invalid")


def test_they_are_told_to_oneself_and_to_whoever_looks_for_a_stand_in(served):
    person = hired(served, tier="agent", team="north", brand_tiers={"b1": "lead"})
    mine = get(signed_in(served, person), "/me")
    assert (mine["tier"], mine["brand_tiers"]) == ("agent", {"b1": "lead"})
    lead = next(one for one in served.people(tier="lead") if one.team == "north")
    found = get(served.client(lead), "/delegations/candidates")["items"]
    told_of = {one["id"]: one["brand_tiers"] for one in found}
    assert told_of[person["id"]] == {"b1": "lead"}
    assert set(map(str, (said for who, said in told_of.items() if who != person["id"]))) == {"{}"}


def test_it_decides_where_it_counts_and_nowhere_else(served):
    for brand, outcome, tier in (("acme", "allow", "agent"), ("elsewhere", "escalate", "trainee")):
        person = hired(served, tier="trainee", team="north", brand_tiers={brand: "agent"})
        request = made(signed_in(served, person), asking(served.order(at_least=4_000), 4_000))
        assert (request["decision"]["outcome"], request["requester"]["tier"]) == (outcome, tier)


def test_it_is_in_the_file_out_and_in(served):
    person = hired(served, tier="trainee", brand_tiers={"b1": "agent", "b2": "senior"})
    client = ops(served)
    answer = client.get(f"{API}/people", headers={"Accept": "text/csv"}, params={"q": person["email"]})
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["brand_tiers"] == "b1=agent b2=senior"
    text = f"email,brand_tiers\n{person['email']},b1=trainee\n"
    report = done(client.post(f"{API}/people/import", json={"csv": text}))
    assert report["lines"][0]["says"] == ["brand_tiers: b1=agent b2=senior → b1=trainee"]
    done(client.post(f"{API}/people/import", json={"csv": text, "mark": report["mark"]}))
    assert get(client, f"/people/{person['id']}")["brand_tiers"] == {"b1": "trainee"}
    for said in ("b1", "b1=", "b1=agent b1=senior"):
        text = f"email,brand_tiers\n{person['email']},{said}\n"
        assert done(client.post(f"{API}/people/import", json={"csv": text}))["refused"] == 1

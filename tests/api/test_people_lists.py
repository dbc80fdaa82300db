"""People by name: searched, narrowed, paged, counted; as a file out of it and into it."""

import csv
import io

import pytest

from tests.api.calls import API, done, get, refused
from tests.api.staff import changed, created, hired, ops, told
from tests.api.test_lists import pages


@pytest.fixture
def client(served):
    return ops(served)


def test_by_name_without_gaps_and_repeats(served, client):
    whole = pages(client, "/people", order="name", limit=200)
    assert [one["id"] for one in pages(client, "/people", order="name", limit=7)] == [one["id"] for one in whole]
    names = [one["name"].casefold() for one in whole]
    assert names == sorted(names)
    assert len(whole) == get(client, "/people/count")["people"] >= len(served.world.people)


def test_search_finds_by_any_word_whatever_the_accents(served, client):
    person = hired(served, name="Zoë Sørensen-Müller", email="zsm@acme.example")
    for q in ("zoe", "muller zoe", "ZSM@", "zsm@acme.example  zoë", "müller"):
        assert person["id"] in [one["id"] for one in get(client, "/people", q=q)["items"]], q
    for q in ("%", "_oe", "nobody of that name"):
        assert person["id"] not in [one["id"] for one in get(client, "/people", q=q)["items"]], q


def test_filters_narrow_and_join(served, client):
    gone = done(told(served, hired(served, team="south"), "deactivate"))
    waits = created(served, tier="senior", team="south")["person"]
    everybody = pages(client, "/people", limit=200)
    for params, fits in (
        ({"role": "ops"}, lambda one: "ops" in one["roles"]),
        ({"team": "north"}, lambda one: one["team"] == "north"),
        ({"team": "-"}, lambda one: one["team"] is None),
        ({"tier": "lead"}, lambda one: "lead" in _tiers(one)),
        ({"active": "false"}, lambda one: not one["active"]),
        ({"proposed": "true"}, lambda one: one["proposed"] is not None),
        ({"tier": "agent", "team": "west"}, lambda one: "agent" in _tiers(one) and one["team"] == "west"),
        ({"certificate": "GW-1", "standing": "held"}, lambda one: _standing(one, "GW-1") in ("valid", "expiring")),
        ({"certificate": "GW-1", "standing": "lapsed"}, lambda one: _standing(one, "GW-1") == "lapsed"),
        ({"certificate": "GW-1", "standing": "missing"}, lambda one: _standing(one, "GW-1") in (None, "lapsed")),
        ({"standing": "expiring"}, lambda one: any(held["standing"] == "expiring" for held in one["certificates"])),
    ):
        found = [one["id"] for one in pages(client, "/people", limit=200, **params)]
        assert found == [one["id"] for one in everybody if fits(one)], params
        assert found, params
        assert get(client, "/people/count", **params)["people"] == len(found)
    assert gone["id"] in [one["id"] for one in pages(client, "/people", active="false")]
    assert waits["id"] in [one["id"] for one in pages(client, "/people", proposed="true")]


def _tiers(person):
    """Theirs, for whichever brand."""
    return {person["tier"], *person["brand_tiers"].values()}


def _standing(person, code):
    return next((held["standing"] for held in person["certificates"] if held["code"] == code), None)


def test_what_is_no_filter_is_refused(client):
    for wrong in ("role=boss", "team=No Team", "standing=missing", "cursor=%21%21", "limit=201", "order=age", "q=%00"):
        refused(client.get(f"{API}/people?{wrong}"), 422, "invalid")


def test_the_file_goes_round(served, client):
    answer = client.get(f"{API}/people", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == get(client, "/people/count")["people"]
    report = done(client.post(f"{API}/people/import", json={"csv": answer.text}))
    assert (report["same"], report["lines"]) == (len(rows), [])


def test_a_list_is_reported_before_it_is_applied(served, client):
    known, leaver = hired(served, team="north"), hired(served)
    text = _listed(
        f"{known['email']},Renamed,agent,,west,yes",
        f"{leaver['email']},{leaver['name']},agent,,,no",
        "new.one@acme.example,New One,agent,senior,west,",
    )
    report = done(client.post(f"{API}/people/import", json={"csv": text}))
    assert (report["create"], report["change"], report["applied"]) == (1, 2, False)
    assert report["lines"][0]["says"] == [f"name: {known['name']} → Renamed", "team: north → west"]
    assert get(client, "/people", q="new.one")["items"] == []
    refused(client.post(f"{API}/people/import", json={"csv": text, "mark": "0" * 64}), 409, "stale-report")
    done(changed(served, known, team="south"))
    mark = report["mark"]
    refused(client.post(f"{API}/people/import", json={"csv": text, "mark": mark}), 409, "stale-report")
    mark = done(client.post(f"{API}/people/import", json={"csv": text}))["mark"]
    assert done(client.post(f"{API}/people/import", json={"csv": text, "mark": mark}))["applied"]
    [new] = get(client, "/people", q="new.one")["items"]
    assert (new["tier"], new["team"], new["proposed"]["tier"]) == (None, "west", "senior")
    assert get(client, f"/people/{known['id']}")["team"] == "west"
    assert not get(client, f"/people/{leaver['id']}")["active"]


def test_a_line_that_cannot_be_stops_them_all(served, client):
    me = get(client, "/me")
    text = _listed(
        "fine@acme.example,Fine,agent,,,",
        "fine@acme.example,Twice,agent,,,",
        "boss@acme.example,Boss,boss,,,",
        "no address,Nobody,agent,,,",
        f"{me['email']},{me['name']},ops admin,,,",
        "short@acme.example,Short",
        "odd@acme.example,Odd,agent,,,perhaps",
    )
    report = done(client.post(f"{API}/people/import", json={"csv": text}))
    assert [one["line"] for one in report["lines"] if one["action"] == "refused"] == [3, 4, 5, 6, 7, 8]
    again = client.post(f"{API}/people/import", json={"csv": text, "mark": report["mark"]})
    refused(again, 422, "refused-lines")
    assert get(client, "/people", q="fine@acme.example")["items"] == []


@pytest.mark.parametrize(
    "text", ["", "name\nAna\n", "email,boss\na@b.cd,1\n", 'email,name\n"a@b.cd,Ana\n', "email,email\n,\n"]
)
def test_what_is_no_list_is_refused(client, text):
    refused(client.post(f"{API}/people/import", json={"csv": text}), 422, "unreadable-list")


def test_a_long_list_fits_and_a_longer_one_is_refused(client):
    lines = [f"person{n}@bulk.example,Person {n},agent,,west,yes" for n in range(2_001)]
    fits = done(client.post(f"{API}/people/import", json={"csv": _listed(*lines[:2_000])}))
    assert fits["create"] == 2_000
    refused(client.post(f"{API}/people/import", json={"csv": _listed(*lines)}), 422, "unreadable-list")


def _listed(*lines):
    return "\n".join(["email,name,roles,tier,team,active", *lines, ""])

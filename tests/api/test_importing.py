"""Limits brought in as text: reported first, a draft if wanted, and out again as they were."""

import json
from itertools import count

import pytest

from tests.api.calls import API, done, get, refused
from tests.api.test_policy import drafted, limit, on

_amounts = count(900_000, -1)
SPAN = {"from": "2020-03-01T00:00:00Z", "until": "2999-04-01T00:00:00Z"}


@pytest.fixture
def ana(served):
    return served.client(served.people(role="ops")[0])


def bring_in(client, text, **said):
    # As json.dumps spells it: a lone surrogate travels as an escape.
    body = json.dumps({"text": text, **said})
    return client.post(f"{API}/policy/import", content=body, headers={"Content-Type": "application/json"})


def out(client, name):
    version = get(client, "/policy")["version"]
    return client.get(f"{API}/policy/versions/{version}/{name}").text


def published(client, *changes):
    draft = drafted(client, *changes)
    answer = on(client, draft, "publish", note="To have it.")
    assert answer.status_code == 201, answer.text
    return answer.json()


def capped(**said):
    """A cap lowers, so one person may publish it."""
    return limit(next(_amounts), currency="NOK", kind="cap", **said)


@pytest.mark.parametrize("name", ["policy.csv", "limits.csv"])
def test_what_went_out_changes_nothing_when_it_comes_in(ana, name):
    published(ana, capped(when="cert has GW-1; hour >= 9", guideline='=1+1, "quoted"', **SPAN))
    report = done(bring_in(ana, out(ana, name)))
    assert (report["problems"], report["diff"]["lines"], report["draft"]) == ([], [], None)
    assert report["rules"] == len(get(ana, "/policy")["limits"])


def test_a_sheet_brings_guidelines_and_spans_into_a_draft(ana):
    published(ana, capped(guideline="Before.", **SPAN))
    sheet = out(ana, "limits.csv").replace("Before.", "After all.").replace("2999-04", "2999-05")
    report = done(bring_in(ana, sheet, draft="From the sheet"))
    draft = report["draft"]
    assert (draft["name"], draft["state"]) == ("From the sheet", "editing")
    (line,) = [one for one in draft["changes"] if one.get("guideline") == "After all."]
    assert (line["from"][:10], line["until"][:10]) == ("2020-03-01", "2999-05-01")
    assert line["author"]["name"] == draft["author"]["name"]


def test_lines_that_cannot_be_are_named_and_nothing_is_taken(ana):
    bad = out(ana, "policy.csv").replace("tier:agent", "tier:king")
    report = done(bring_in(ana, bad))
    assert "There is no tier king here." in {one["sentence"] for one in report["problems"]}
    assert report["diff"]["lines"] == []
    assert refused(bring_in(ana, bad, draft="Never"), 422, "unreadable-limits")["problems"] == report["problems"]
    assert "Never" not in {one["name"] for one in get(ana, "/policy/drafts")["items"]}


@pytest.mark.parametrize(
    "text",
    ["p", ",", '"', "p, " + "9" * 5000, "rule,subject", "\x00", "p" + ", x" * 9, '"a\nb', "\ud800" + "p", "﻿p, 1"],
)
def test_any_text_is_answered(ana, text):
    assert bring_in(ana, text).status_code in (200, 400, 422)
    header = out(ana, "limits.csv").splitlines()[0]
    assert bring_in(ana, f"{header}\n{text}").status_code in (200, 400, 422)


def test_a_limit_says_its_span_and_who_set_it(served, ana):
    change = capped(**SPAN)
    version = published(ana, change)
    limits = get(ana, f"/policy/versions/{version['version']}")["limits"]
    (found,) = [one for one in limits if (one["currency"], one["amount"]) == ("NOK", change["amount"])]
    assert (found["from"][:10], found["until"][:10]) == ("2020-03-01", "2999-04-01")
    assert found["author"]["id"] == served.people(role="ops")[0].id


@pytest.mark.parametrize(
    "said",
    [
        {"from": "2026-03-01"},
        {"from": "2026-03-01T00:00:00"},
        {"until": 1772323200},
        {"from": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z"},
        {"start": "2026-03-02T00:00:00Z"},
        {"until": "9999-12-31T23:59:59-14:00"},
        {"rule": "L-9999999"},
    ],
)
def test_a_span_that_cannot_be_is_refused(ana, said):
    draft = drafted(ana)
    answer = ana.patch(
        f"{API}/policy/drafts/{draft['id']}", json={"revision": draft["revision"], "changes": [capped(**said)]}
    )
    refused(answer, 422)


def test_a_rule_that_is_named_becomes_what_is_said(ana):
    published(ana, capped(**SPAN))
    before = [one for one in get(ana, "/policy")["limits"] if one["currency"] == "NOK"]
    rule = before[-1]
    published(ana, {**capped(), "amount": 1, "rule": rule["rule"], "from": SPAN["from"]})
    after = {one["rule"]: one for one in get(ana, "/policy")["limits"] if one["currency"] == "NOK"}
    assert after.keys() == {one["rule"] for one in before}
    assert (after[rule["rule"]]["amount"], after[rule["rule"]]["until"]) == (1, None)


def test_a_draft_waits_for_its_moment_and_can_be_taken_back(ana):
    draft = drafted(ana, capped())
    refused(on(ana, draft, "publish", note="Late", starts_at="2020-01-01T00:00:00Z"), 422, "not-ahead")
    answer = on(ana, draft, "publish", note="Later", starts_at="2999-01-01T00:00:00Z")
    assert answer.status_code == 202
    assert (answer.json()["start"]["note"], answer.json()["start"]["at"][:4]) == ("Later", "2999")
    shown = get(ana, f"/policy/drafts/{draft['id']}")
    assert shown == answer.json()
    path = f"{API}/policy/drafts/{draft['id']}/start"
    assert done(ana.delete(path))["start"] is None
    refused(ana.delete(path), 409, "nothing-starts")

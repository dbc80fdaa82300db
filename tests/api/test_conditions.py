"""What conditions may ask about, and one looked at before it goes into a draft."""

import pytest

from remit.authority.rules.declared import DECLARED
from tests.api.calls import API, done, get, refused


@pytest.fixture
def ana(served):
    return served.client(served.people(role="ops")[0])


def look(client, **said):
    return client.post(f"{API}/policy/conditions/check", json=said)


def test_the_grammar_says_all_that_can_be_asked(ana):
    facts = {one["fact"]: one for one in get(ana, "/policy/conditions")["facts"]}
    assert facts.keys() == DECLARED.keys()
    assert {"value": "LOST_IN_TRANSIT", "label": "Lost in transit"} in facts["reason"]["values"]
    assert [one["op"] for one in facts["hour"]["operators"]] == ["<=", "<", ">=", ">", "=", "!="]
    assert (facts["hour"]["largest"], facts["order_age_days"]["unit"]) == (23, "days")
    assert facts["customer_segment"]["values"] is None
    assert facts["customer_segment"]["pattern"]


def test_what_the_grammar_offers_is_a_condition(ana):
    for fact in get(ana, "/policy/conditions")["facts"]:
        value = (
            fact["values"][0]["value"] if fact["values"] else {"number": "7", "set": "GW-1"}.get(fact["type"], "vip")
        )
        value = "shoes" if fact["fact"] == "product_category" else value
        for operator in fact["operators"]:
            parts = [{"fact": fact["fact"], "op": operator["op"], "values": [value]}]
            said = done(look(ana, parts=parts))
            assert said["sentence"], parts
            assert [{name: one[name] for name in ("fact", "op", "values")} for one in said["parts"]] == parts
            assert done(look(ana, when=said["when"])) == said


def test_a_condition_is_spelled_and_said(ana):
    said = done(look(ana, when="cert  has GW-1|REF-1 ;hour>=9; weekday not in sat|sun"))
    assert said["when"] == "cert has GW-1|REF-1; hour >= 9; weekday not in sat|sun"
    assert said["sentence"] == "with certificate GW-1 or REF-1, from 9:00, not on Saturday or Sunday"
    assert [one["sentence"] for one in said["parts"]][1] == "from 9:00"


@pytest.mark.parametrize(
    "said",
    [
        {"when": "mood = good"},
        {"when": "hour <= 24"},
        {"when": "cert only GW-1"},
        {"parts": [{"fact": "cert", "op": "has", "values": ["GW-1; hour"]}]},
        {"parts": [{"fact": "reason", "op": "=", "values": ["OTHER", "LOYALTY"]}]},
        {"parts": [{"fact": "reason", "op": "or", "values": ["OTHER"]}]},
        {"when": "", "parts": []},
        {},
    ],
)
def test_what_is_not_a_condition_is_refused(ana, said):
    refused(look(ana, **said), 422, "invalid-condition")

"""Conditions: what parses, what holds, and that doubt never gives authority."""

import pytest

from remit.authority.functions import num, ok
from remit.authority.rules.conditions import InvalidCondition, canonical, holds, parse, share_bounds
from remit.authority.rules.rule import CAP
from remit.authority.rules.spoken import condition, scope
from tests.authority.worlds import rule

FACTS = {
    "reason": "LATE_DELIVERY",
    "basis": "entitlement",
    "channel": "phone",
    "brand": "acme",
    "order_age_days": 30,
    "order_share_percent": 10,
}


@pytest.mark.parametrize(
    ("when", "verdict"),
    [
        ("", True),
        ("reason = LATE_DELIVERY", True),
        ("reason != LATE_DELIVERY", False),
        ("reason in LATE_DELIVERY|OTHER", True),
        ("reason not in LATE_DELIVERY|OTHER", False),
        ("reason not in LOYALTY|OTHER", True),
        ("brand = acme; channel = phone", True),
        ("brand = acme; channel = chat", False),
        ("order_age_days <= 30", True),
        ("order_age_days < 30", False),
        ("order_age_days >= 30", True),
        ("order_age_days > 30", False),
        ("order_age_days = 30", True),
        ("order_age_days != 30", False),
        ("order_share_percent <= 10; basis = goodwill", False),
    ],
)
def test_a_condition_holds_or_not(when, verdict):
    assert holds(when, FACTS) is verdict
    assert ok(when, FACTS, "allow") is verdict
    assert ok(when, FACTS, "deny") is verdict


@pytest.mark.parametrize(
    "facts", [{}, {"order_age_days": "3"}, {"order_age_days": True}, {"order_age_days": 3.0}, None, 7]
)
def test_a_missing_or_wrongly_typed_fact_gives_nothing_and_lifts_no_cap(facts):
    assert ok("order_age_days <= 30", facts, "allow") is False
    assert ok("order_age_days <= 30", facts, "deny") is True


def test_one_clause_that_is_false_settles_it_even_where_another_is_in_doubt():
    when = "channel = phone; reason = OTHER"
    assert holds(when, {"reason": "LOYALTY"}) is False
    assert holds(when, {"reason": "OTHER"}) is None
    assert holds("reason = OTHER", {"reason": 3}) is None


UNPARSABLE = [
    "reason",
    "reason LATE_DELIVERY",
    "reason = NO_SUCH_CODE",
    "reason == OTHER",
    "reason in OTHER|",
    "reason in OTHER,LOYALTY",
    "reason notin OTHER",
    "reason <= OTHER",
    "reason =",
    "basis = kindness",
    "channel = pigeon",
    "brand = Acme",
    "mood = good",
    "order_age_days in 1|2",
    "order_age_days <= thirty",
    "order_age_days <= -1",
    "order_age_days <= 1_000",
    "order_age_days <= ٣",
    "order_age_days <= 1234567890123456",
    "reason = OTHER;",
    "; reason = OTHER",
    "reason = OTHER\n",
    "reason = OTHER; ; basis = goodwill",
    "True",
    "1 == 1) or (1 == 1",
    "__import__('os')",
    "reason = OTHER" + ";reason = OTHER" * 200,
]


@pytest.mark.parametrize("when", UNPARSABLE)
def test_what_does_not_parse_is_refused_and_gives_nothing(when):
    with pytest.raises(InvalidCondition):
        parse(when)
    assert ok(when, FACTS, "allow") is False
    assert ok(when, FACTS, "deny") is True
    assert share_bounds(when) == ()


@pytest.mark.parametrize("when", [None, 3, ["reason = OTHER"], True])
def test_what_is_not_even_text_gives_nothing(when):
    assert ok(when, FACTS, "allow") is False
    assert ok(when, FACTS, "deny") is True
    assert ok("", FACTS, "ALLOW") is True, "an effect that is unknown is no grant to Casbin either"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("  ", ""),
        ("reason=OTHER", "reason = OTHER"),
        (" reason  not   in  OTHER | LOYALTY ;order_age_days<=30", "reason not in OTHER|LOYALTY; order_age_days <= 30"),
        ("reason in LATE_DELIVERY", "reason in LATE_DELIVERY"),
    ],
)
def test_one_spelling_is_stored(written, stored):
    assert canonical(written) == stored
    assert canonical(stored) == stored


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("5000", 5000), ("1000000000000", 10**12), ("007", 7)],
)
def test_a_limit_is_read(text, number):
    assert num(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " 5", "5 ", "5\n", "-5", "+5", "5.0", "1e3", "1_000", "٣", "inf", "nan", "9" * 16, 5, None, True, "0x1"],
)
def test_what_is_not_a_limit_grants_nothing_and_caps_everything(text):
    assert not num(text) >= 0
    assert num(text) < 1


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("", ""),
        ("basis = goodwill", "for goodwill reasons"),
        ("basis = entitlement", "for reasons owed by policy"),
        ("basis != entitlement", "for goodwill reasons"),
        ("reason in LATE_DELIVERY|LOST_IN_TRANSIT", "for late delivery or lost in transit"),
        ("reason not in OTHER|LOYALTY|HARDSHIP", "for any reason but other, loyalty or hardship"),
        ("channel = phone", "by phone"),
        ("channel != social", "not on social media"),
        ("channel in chat|email", "by chat or by e-mail"),
        ("brand = acme", "for acme"),
        ("order_age_days <= 30", "on orders at most 30 days old"),
        ("order_age_days > 1", "on orders more than 1 day old"),
        ("order_share_percent <= 10", "up to 10 % of the order"),
        ("basis = goodwill; channel = chat", "for goodwill reasons, by chat"),
        ("basis in goodwill|entitlement", "for every reason"),
        ("mood = good", "where mood = good"),
    ],
)
def test_a_condition_is_said_aloud(when, said):
    assert condition(when) == said


def test_a_rule_is_said_aloud():
    names = {"tier:agent": "agent"}
    assert scope(rule(), names) == "Refund, agent, alone"
    assert scope(rule(mode="approve", brand="acme", when="basis = goodwill"), names) == (
        "Refund (acme), agent, approving for others, for goodwill reasons"
    )
    assert scope(rule(kind=CAP, mode="*", subject="team:north"), names) == "Refund, team north, capped"


def test_the_shares_that_a_condition_speaks_of():
    assert share_bounds("order_share_percent <= 10; order_age_days < 3; order_share_percent > 5") == (10, 5)

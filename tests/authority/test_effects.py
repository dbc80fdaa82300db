"""Who gains by a change: those with rules of their own are looked at by themselves, all others as one kind."""

from datetime import UTC, datetime

from remit.authority.drafts.difference import difference
from remit.authority.drafts.effects import effects
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from tests.authority.worlds import floor, person, rule, tiers

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
PEOPLE = floor(*(person(f"usr_{number}") for number in range(1, 6)))


def told(*own):
    """By subject, who it is and what they may before and after agents get 70.00 instead of 50.00."""
    before = snapshot(1, [rule(brand="acme", amount=5_000), *own], tiers(), PEOPLE)
    raised = rule(brand="acme", amount=7_000)
    after = before.with_rules(2, [raised])
    found = effects(before, after, difference(before.rules, after.rules), "acme", NOW)
    return {one.subject: (one.who, one.before, one.after) for one in found if one.who}


def test_a_change_of_a_tier_is_told_once_for_everybody_of_it():
    assert told() == {"tier:agent": (("usr_1", "usr_2", "usr_3", "usr_4", "usr_5"), 5_000, 7_000)}


def test_whoever_has_a_cap_of_their_own_is_told_apart():
    cap = rule("L-0002", subject="user:usr_2", brand="acme", kind=CAP, mode="*", amount=6_000)
    found = told(cap)
    assert found["user:usr_2"] == (("usr_2",), 5_000, 6_000)
    assert found["tier:agent"] == (("usr_1", "usr_3", "usr_4", "usr_5"), 5_000, 7_000)


def test_a_rule_of_ones_own_for_another_brand_tells_nobody_apart():
    other = rule("L-0002", subject="user:usr_2", brand="other", amount=9_000)
    assert set(told(other)) == {"tier:agent"}
    anywhere = rule("L-0002", subject="user:usr_2", brand="*", amount=9_000)
    assert told(anywhere).keys() == {"tier:agent"}
    assert "usr_2" not in told(anywhere)["tier:agent"][0]

"""Who gains by a change: those with rules of their own are looked at by themselves, all others as one kind."""

from datetime import UTC, datetime
from random import Random

import pytest

from remit.authority.drafts import effects as module
from remit.authority.drafts.difference import difference
from remit.authority.drafts.effects import effects
from remit.authority.rules.rule import ANY, CAP
from remit.authority.snapshot import snapshot
from tests.authority.worlds import IDS, LADDER, TEAMS, drawn_rule, floor, person, rule, tiers

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


def test_whoever_got_nothing_before_got_nothing_and_not_a_cent():
    before = snapshot(1, [], tiers(), PEOPLE)
    after = before.with_rules(2, [rule(brand="acme", amount=7_000)])
    found = list(effects(before, after, difference(before.rules, after.rules), "acme", NOW))
    assert {(one.before, one.after) for one in found} == {(0, 7_000)}


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


@pytest.mark.parametrize("seed", range(25))
def test_looking_everybody_up_tells_the_same(seed, monkeypatch):
    """The plain way: whether somebody has rules of their own is looked for in all rules, before and after."""
    rng = Random(seed)
    everybody = floor(*(person(one, rng.choice(LADDER), rng.choice((None, *TEAMS))) for one in IDS))
    ids = [f"L-{number:04}" for number in range(rng.choice((8, 40)))]
    before = snapshot(1, [drawn_rule(rng, rid, LADDER) for rid in ids], tiers(), everybody)
    fresh = [drawn_rule(rng, rng.choice((*ids, "L-9999")), LADDER) for _ in range(4)]
    after = before.with_rules(2, {one.rid: one for one in fresh}.values(), rng.sample(ids, 2))
    changes = difference(before.rules, after.rules)
    monkeypatch.setattr(module, "_MOST_ALONE", rng.choice((1, 3, 200)))
    found = list(effects(before, after, changes, "acme", NOW))

    def plainly(_before, _changed, matter):
        every = (*before.rules.values(), *after.rules.values())
        return frozenset(
            one.subject for one in every if (one.remedy, one.currency) == matter[:2] and one.brand in (matter[2], ANY)
        )

    monkeypatch.setattr(module, "_alone", plainly)
    assert found == list(effects(before, after, changes, "acme", NOW))

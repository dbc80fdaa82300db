"""Lints stay quick: steps are counted, and what has not changed is not looked at again."""

from datetime import timedelta
from random import Random

import pytest

from remit.authority.lint.known import Known
from remit.authority.lint.report import EACH, lint
from remit.authority.lint.search import Steps
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot, snapshot
from tests.authority.worlds import IDS, LADDER, NOW, drawn_rule, floor, person, rule, tiers

BASES = ("basis = entitlement", "basis = goodwill")
PEOPLE = floor(*(person(f"usr_{n}", LADDER[n % len(LADDER)], "north") for n in range(60)))


def ladders(brands: int, start: int = 0) -> list[Rule]:
    """48 rules a brand, as an organisation has them: each rung a little more, alone and approving."""
    return [
        rule(f"L-{brand:03}-{n}-{mode}-{remedy}-{place}", **said, remedy=remedy, mode=mode, when=when)
        for brand in range(start, start + brands)
        for n, tier in enumerate(LADDER, 1)
        for mode in ("auto", "approve")
        for remedy in ("refund", "goodwill_credit")
        for place, when in enumerate(BASES, 1)
        for said in [{"subject": f"tier:{tier}", "brand": f"b{brand}", "amount": 1000 * n * place + 5}]
    ]


def world(rules: list[Rule]) -> Snapshot:
    return snapshot(1, rules, tiers(), PEOPLE)


def crowded(count: int) -> Snapshot:
    random = Random(7)
    people = floor(*(person(one, random.choice(LADDER), random.choice(("north", None))) for one in IDS))
    return snapshot(1, [drawn_rule(random, f"L-{n:05}", LADDER) for n in range(count)], tiers(), people)


def spent(limits: Snapshot, known: Known | None = None) -> int:
    steps = Steps(EACH, 5_000_000)
    lint(limits, NOW, steps, known)
    return steps.spent


def test_steps_grow_with_the_rules_and_no_faster():
    few, many = ladders(2), ladders(20)
    assert 0 < spent(world(many)) <= 10 * spent(world(few))
    assert spent(world(many)) <= 25 * len(many)


def test_conditions_that_meet_take_no_more_than_the_budget():
    steps = Steps(each=2_000, left=60_000)
    kinds = [one.kind for one in lint(crowded(400), NOW, steps)]
    assert steps.spent <= 60_000
    assert "not-looked-at" in kinds


def test_what_is_not_looked_at_completely_is_said_for_every_place_left():
    found = lint(world(ladders(3)), NOW, Steps(each=10, left=20))
    said = {one.sentence.partition(".")[0] for one in found if one.kind == "not-looked-at"}
    places = {f"{what} in USD (b{n})" for what in ("refund", "goodwill credit") for n in range(3)}
    assert said == {f"Not looked at completely: {place}" for place in places}


def test_a_draft_is_looked_at_only_where_it_changes_something():
    base, known = world(ladders(20)), Known()
    whole = spent(base, known)
    assert spent(base, known) == 0
    one = next(rule for rule in base.rules.values() if rule.brand == "b7")
    draft = base.with_rules(2, [rule(one.rid, brand="b7", amount=7, when=BASES[0])])
    assert 0 < spent(draft, known) <= whole // 15
    assert spent(base, known) == spent(draft, known) == 0


@pytest.mark.parametrize("seed", range(6))
def test_what_is_known_from_before_is_what_would_be_found_anew(seed):
    random, known = Random(seed), Known()
    limits = crowded(40)
    for version in range(2, 8):
        changed = [drawn_rule(random, random.choice(sorted(limits.rules)), LADDER) for _ in range(2)]
        limits = limits.with_rules(version, changed, [random.choice(sorted(limits.rules))])
        now = NOW + timedelta(days=random.choice((0, 2)))
        assert lint(limits, now, known=known) == lint(limits, now)


def test_whoever_leaves_is_noticed():
    known, limits = Known(), world(ladders(1))
    assert "nobody-approves" not in {one.kind for one in lint(limits, known=known)}
    alone = limits.with_people(floor(person("usr_1", "trainee"), person("usr_2", None)))
    assert lint(alone, known=known) == lint(alone) != lint(limits, known=known)
    assert lint(limits, known=known) == lint(limits)


def test_whoever_is_left_alone_on_a_tier_is_noticed():
    """Each rule is about somebody as before: only who is there has changed."""
    approves = rule("L-2", subject="tier:director", mode="approve", amount=9_000)
    known, limits = Known(), world([rule("L-1", amount=50), approves])
    few = limits.with_people(floor(*(person(f"usr_{n}", tier, "north") for n, tier in enumerate(LADDER))))
    assert "sole-approver" not in {one.kind for one in lint(limits, known=known)}
    assert "sole-approver" in {one.kind for one in lint(few, known=known)}

"""The oracle: a stock Casbin Enforcer holding every exported row answers, and explains, exactly as we do."""

from dataclasses import replace
from random import Random

import casbin
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.authority import functions
from remit.authority.exchange import model_conf, policy_csv
from remit.authority.rules.rule import MODES
from remit.authority.snapshot import snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.questions import at_amount
from tests.authority.worlds import drawn_rule, drawn_world, floor, person, question, rule, stock, stock_answer, tiers

draws = st.randoms(use_true_random=False)
quickly = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def test_two_thousand_requests_are_decided_as_stock_casbin_decides_them(tmp_path):
    random, seen = Random(2), []
    (tmp_path / "model.conf").write_text(model_conf(), "utf-8")
    for _ in range(50):
        world = drawn_world(random)
        (tmp_path / "policy.csv").write_text(policy_csv(world.snapshot), "utf-8")
        enforcer = casbin.Enforcer(str(tmp_path / "model.conf"), str(tmp_path / "policy.csv"))
        functions.register(enforcer)
        for asked in world.questions:
            answer = world.snapshot.ask(asked)
            assert answer == stock_answer(enforcer, asked), asked
            seen.append(answer)
    assert len(seen) == 2000
    assert sum(answer.allowed for answer in seen) > 200, "the requests must not all be denied"
    assert sum(not answer.allowed and answer.rule is not None for answer in seen) > 50, "caps must speak as well"


@quickly
@given(draws)
def test_any_world_is_decided_as_stock_casbin_decides_it(random):
    world = drawn_world(random, rules=15, questions=8)
    enforcer = stock(world.snapshot)
    for asked in world.questions:
        assert world.snapshot.ask(asked) == stock_answer(enforcer, asked)


@quickly
@given(draws)
def test_a_changed_snapshot_equals_one_built_anew(random):
    world = drawn_world(random, rules=15, questions=8)
    names = tuple(tier.name for tier in world.snapshot.tiers)
    rids = [f"L-{number:04}" for number in random.sample(range(1, 20), 6)]
    added, removed = [drawn_rule(random, rid, names) for rid in rids[:4]], rids[3:]
    changed = world.snapshot.with_rules(10, added, removed)
    rules = {
        **{rid: one for rid, one in world.snapshot.rules.items() if rid not in removed},
        **{r.rid: r for r in added},
    }
    anew = snapshot(10, rules.values(), world.snapshot.tiers, world.snapshot.people)
    assert changed.hash == anew.hash
    assert dict(changed.rules) == dict(anew.rules)
    assert list(changed.rules) == sorted(rules)
    for asked in world.questions:
        assert changed.ask(asked) == anew.ask(asked)
        assert changed.reach(asked) == anew.reach(asked)
        assert changed.allows(asked) == anew.allows(asked)
        kinds = [(changed.kind(one, "refund", "USD"), anew.kind(one, "refund", "USD")) for one in anew.people]
        assert all(first == second for first, second in kinds)


@quickly
@given(draws)
def test_reach_is_the_largest_amount_that_is_answered_yes(random):
    world = drawn_world(random, rules=15, questions=3)
    for asked in world.questions:
        found = world.snapshot.reach(asked)
        yes = [amount for amount in (*range(1, 203), MAX_AMOUNT) if _asked_at(world.snapshot, asked, amount).allowed]
        if not yes:
            assert found is None
        else:
            assert found is not None
            assert found.rule == _asked_at(world.snapshot, asked, found.amount).rule
            assert found.amount == max(yes) or (202 in yes and found.amount > 202)


@pytest.mark.parametrize("mode", MODES)
def test_a_ladder_taller_than_stock_casbin_climbs_is_climbed_all_the_way(mode):
    names = tuple(f"rung{number}" for number in range(30))
    lowest = rule(subject="tier:rung0", mode=mode, amount=100)
    tall = snapshot(1, [lowest], tiers(names), floor(person("usr_1", "rung29")))
    asked = question("user:usr_1", 100, mode)
    assert tall.ask(asked).allowed
    assert stock_answer(stock(tall), asked).allowed


def _asked_at(authority, asked, amount):
    return authority.ask(replace(asked, amount=amount, facts=at_amount(asked.facts, amount)))

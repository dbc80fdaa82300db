"""Another tier for some brands: decided as stock Casbin decides it, found in the search, told apart from the others."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.authority.drafts import intake
from remit.authority.engine import members
from remit.authority.exchange import policy_csv
from remit.authority.own import own_limits
from remit.authority.rules.rule import ANY
from remit.authority.snapshot import snapshot
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case
from remit.domain.policy.facts import House
from tests.authority.worlds import NOW, drawn_world, floor, person, question, rule, stock, stock_answer, tiers

quickly = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
draws = st.randoms(use_true_random=False)
KIM = replace(person("usr_kim", "agent", "north"), brand_tiers=(("b1", "senior"),))
RULES = (
    rule("L-0001", subject="tier:agent", amount=50),
    rule("L-0002", subject="tier:senior", amount=150),
    rule("L-0003", subject="tier:agent", kind="cap", mode=ANY, amount=100),
    rule("L-0004", subject="tier:senior", mode="approve", amount=500),
)


def world(*people):
    return snapshot(1, RULES, tiers(), floor(*people))


def asked(amount, brand, mode="auto"):
    return question("user:usr_kim", amount, mode, brand=brand, facts={"brand": brand})


def case(requester, amount, brand):
    return Case(
        requester=requester, remedy="refund", amount=amount, currency="USD", brand=brand, facts={"brand": brand}
    )


def disagreements(random, questions=8):
    drawn = drawn_world(random, rules=25, questions=questions, apart=True)
    enforcer = stock(drawn.snapshot)
    return [one for one in drawn.questions if drawn.snapshot.ask(one) != stock_answer(enforcer, one)]


@quickly
@given(draws)
def test_any_world_is_decided_as_stock_casbin_decides_it(random):
    assert disagreements(random) == []


def test_an_engine_that_forgets_the_brand_is_caught(monkeypatch):
    monkeypatch.setattr(members.Standing, "at", lambda self, _brand: self)
    assert any(disagreements(Random(seed), questions=20) for seed in range(12))


@quickly
@given(draws)
def test_one_of_each_kind_stands_for_everybody(random):
    drawn = drawn_world(random, questions=4, apart=True)
    here = drawn.snapshot
    for one in drawn.questions:
        requester = random.choice(sorted(here.people, key=lambda each: each.id))
        about = case(requester, one.amount, one.brand)
        about = replace(about, remedy=one.remedy, currency=one.currency, facts=one.facts)
        able = {
            each.id: here.ask(about.about(each, "approve")).allowed and each.id != requester.id for each in here.people
        }
        search = Approvers(about, here)
        assert {each.id: search.may(each) for each in here.people} == able
        there = {each.tier_at(one.brand) for each in here.people if able[each.id]}
        assert search.tiers() == tuple(tier.name for tier in here.tiers if tier.name in there)


@pytest.mark.parametrize(("brand", "reach"), [("acme", 50), ("b1", 150), ("b2", 50)])
def test_a_senior_for_one_brand_is_an_agent_elsewhere(brand, reach):
    here = world(KIM)
    enforcer = stock(here)
    assert here.reach(asked(1, brand)).amount == reach
    for amount in (reach, reach + 1):
        assert here.ask(asked(amount, brand)) == stock_answer(enforcer, asked(amount, brand))
        assert here.ask(asked(amount, brand)).allowed == (amount == reach)


def test_the_usual_tiers_caps_do_not_hold_where_another_tier_counts():
    # Whoever is a senior for b1 is not held by what agents are capped at; elsewhere the cap is theirs.
    assert world(KIM).ask(asked(120, "b1")).allowed
    assert world(KIM).ask(asked(120, "acme")).rule == "L-0003"


def test_a_lower_tier_for_a_brand_gives_less_there():
    low = replace(KIM, tier="senior", brand_tiers=(("b1", "trainee"),))
    here = world(low)
    assert here.reach(asked(1, "acme")).amount == 150
    assert here.reach(asked(1, "b1")) is None
    assert not stock_answer(stock(here), asked(1, "b1")).allowed


def test_without_a_tier_elsewhere_there_is_only_the_brand():
    here = world(replace(KIM, tier=None))
    assert here.reach(asked(1, "b1")).amount == 150
    assert here.reach(asked(1, "acme")) is None
    assert not stock_answer(stock(here), asked(1, "acme")).allowed


def test_an_approver_for_one_brand_is_found_there_only():
    ana = person("usr_ana", "trainee")
    here = world(KIM, ana)
    assert Approvers(case(ana, 100, "b1"), here).tiers() == ("senior",)
    assert Approvers(case(ana, 100, "b1"), here).may(KIM)
    assert not Approvers(case(ana, 100, "acme"), here).anyone()
    assert not Approvers(case(ana, 100, "acme"), here).may(KIM)


def test_the_text_read_back_changes_nothing():
    reading = intake.read(policy_csv(world(KIM)))
    assert (reading.problems, reading.memberships) == ((), len(policy_csv(world(KIM)).splitlines()) - len(RULES))
    assert intake.changes(reading, world(KIM).rules) == []


def test_whoever_has_the_usual_tier_only_is_exported_as_before():
    plain, apart = world(person("usr_ana")), world(person("usr_ana"), replace(KIM, brand_tiers=()))
    assert set(policy_csv(plain).splitlines()) <= set(policy_csv(apart).splitlines())
    assert "@" not in policy_csv(apart)


def test_own_limits_name_the_brand_where_they_are_others():
    found = {(one.brand, one.auto, one.approve) for one in own_limits(world(KIM), KIM, House("acme"), NOW)}
    assert found == {(ANY, 50, None), ("b1", 150, 500)}

"""Limits that remember what Casbin said answer as those that ask it every time: rules, budgets, people who move."""

from dataclasses import replace
from random import Random

import pytest

from remit.authority.recalling import recalling
from remit.authority.snapshot import snapshot
from remit.domain.people import directory
from remit.domain.policy.questions import Answer
from tests.authority.worlds import LADDER, drawn_question, drawn_rule, drawn_world, floor, person, question, rule, tiers
from tests.desk.budgeting import budget

ASKED = 60
YES = Answer(allowed=True, rule="L-1")


@pytest.mark.parametrize("seed", range(40))
def test_the_same_answers_and_again_for_other_people(seed):
    random = Random(seed)
    world = drawn_world(random, apart=seed % 2 == 0)
    limits, remembering = world.snapshot, recalling(world.snapshot)
    for revision in (2, 3):
        asked = [*world.questions, *(drawn_question(random) for _ in range(ASKED))]
        for one in [*asked, *asked]:
            assert remembering.ask(one) == limits.ask(one)
            assert remembering.allows(one) == limits.allows(one)
        people = directory(revision, (_moved(random, one) for one in limits.people))
        limits, remembering = limits.with_people(people), remembering.with_people(people)


@pytest.mark.parametrize("seed", range(20))
def test_the_same_answers_once_rules_have_changed(seed):
    random = Random(seed)
    world = drawn_world(random)
    remembering = recalling(world.snapshot)
    assert [remembering.ask(one) for one in world.questions] == [world.snapshot.ask(one) for one in world.questions]
    added = [drawn_rule(random, f"L-{number:04}", LADDER) for number in range(1, 9)]
    later, expected = remembering.with_rules(9, added), world.snapshot.with_rules(9, added)
    assert [later.ask(one) for one in world.questions] == [expected.ask(one) for one in world.questions]


@pytest.mark.parametrize("seed", range(20))
def test_the_same_answers_about_budgets(seed):
    random = Random(seed)
    limits = snapshot(1, [rule()], tiers(), floor(person("usr_1", team="north"), person("usr_2")))
    limits = limits.with_budgets(1, [_budget(random, number) for number in range(6)])
    remembering = recalling(limits)
    for _ in range(ASKED):
        asked = question(f"user:usr_{random.choice('12')}", random.choice((1, 99, 100, 101)), facts=_facts(random))
        sums = {f"B-{number}": random.choice((None, 0, 1, 99, 100, 199)) for number in range(random.choice((5, 6)))}
        assert remembering.within(asked, sums) == limits.within(asked, sums)


def _moved(random: Random, one):
    return replace(one, tier=random.choice(LADDER), team=random.choice(("north", "south", None)))


def _budget(random: Random, number: int):
    return budget(
        f"B-{number}",
        subject=random.choice(("tier:agent", "team:north", "user:usr_2")),
        remedy=random.choice(("refund", "*", "goodwill_credit")),
        brand=random.choice(("acme", "*", "b1")),
        measure=random.choice(("amount", "count")),
        limit=random.choice((0, 1, 2, 100, 200)),
        when=random.choice(("", "basis = goodwill", "channel != social")),
    )


def _facts(random: Random) -> dict:
    facts = {"basis": random.choice(("goodwill", "entitlement")), "channel": random.choice(("phone", "social"))}
    return {name: value for name, value in facts.items() if random.random() < 0.8}


def test_casbin_is_asked_once_about_the_same_rows(monkeypatch):
    asked = []
    limits = recalling(snapshot(1, [rule("L-1", amount=100), rule("L-2", amount=50)], tiers(), floor(person("usr_1"))))
    monkeypatch.setattr("remit.authority.steps.Step._asked", lambda _, *said: asked.append(said[1].amount) or YES)
    assert {limits.ask(question("user:usr_1", amount)) for amount in (1, 2, 50, 51, 100, 7, 80)} == {YES}
    assert asked == [1, 51]

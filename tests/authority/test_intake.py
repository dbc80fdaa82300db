"""Casbin text read back: round trips are equal, and every line that cannot be a rule is named."""

from random import Random

import pytest

from remit.authority.drafts.changes import applied
from remit.authority.drafts.intake import changes, read
from remit.authority.exchange import policy_csv
from remit.authority.rules.rule import CAP, key_of
from remit.authority.snapshot import snapshot
from tests.authority.worlds import drawn_world, floor, person, rule, tiers

GOOD = "p, tier:agent, refund, USD, acme, 5000, basis = goodwill, auto, allow, L-0001"


@pytest.mark.parametrize("seed", range(20))
def test_export_and_import_is_no_change(seed):
    world = drawn_world(Random(seed), questions=0).snapshot
    distinct = {key_of(one): one for one in world.rules.values() if world.knows(one.subject)}
    world = snapshot(1, distinct.values(), world.tiers, world.people)
    reading = read(policy_csv(world), world.knows)
    assert reading.problems == ()
    assert changes(reading, world.rules) == []


def test_what_is_imported_replaces_what_was_there_and_keeps_guidelines():
    before = {"L-0001": rule(guideline="Be kind."), "L-0002": rule("L-0002", mode="approve", amount=None)}
    after = {"L-0001": rule(amount=7000), "L-0003": rule("L-0003", kind=CAP, mode="*", amount=1_000_000)}
    text = policy_csv(snapshot(1, after.values(), tiers(), floor(person("usr_1"))))
    made = applied(before, changes(read(text), before))
    assert made["L-0001"] == rule(amount=7000, guideline="Be kind.")
    assert [(one.kind, one.amount) for rid, one in made.items() if rid != "L-0001"] == [(CAP, 1_000_000)]


def test_rules_of_people_who_are_not_active_come_along():
    away = snapshot(1, [rule(subject="user:usr_1")], tiers(), floor(person("usr_1", active=False)))
    assert policy_csv(away).startswith("# not in force")
    assert len(read(policy_csv(away), away.knows).rules) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD.replace("5000", "5_000"), "whole number"),
        (GOOD.replace("5000", "-1"), "whole number"),
        (GOOD.replace("5000", "\u0665"), "whole number"),
        (GOOD.replace("5000", "9" * 20), "from 1 to"),
        (GOOD.replace("allow", "Deny"), "effect"),
        (GOOD.replace("goodwill", "charity"), "charity"),
        (GOOD.replace("refund", "hug"), "remedy"),
        (GOOD.replace("auto", "*"), "mode of a grant"),
        (GOOD.replace("tier:agent", "agent"), "subject"),
        (GOOD.replace("tier:agent", "tier:king"), "no tier king"),
        (GOOD.removesuffix(", L-0001"), "9 fields"),
        ("q, 1, 2", "begins with"),
    ],
)
def test_a_line_that_cannot_be_a_rule_is_named(line, said):
    world = snapshot(1, [], tiers(), floor())
    reading = read(f"# a comment\n\n{line}\n{GOOD}\n", world.knows)
    assert [problem.line for problem in reading.problems] == [3]
    assert said in reading.problems[0].sentence
    assert len(reading.rules) == 1


def test_two_lines_about_the_same_matter_are_told():
    again = GOOD.replace("5000", "6000").replace("L-0001", "L-0002")
    reading = read(f"{GOOD}\n{again}\ng, tier:lead, tier:agent\n")
    assert [(one.line, one.sentence) for one in reading.problems] == [
        (2, "It speaks of the same matter as line 1; only one can count.")
    ]
    assert reading.memberships == 1

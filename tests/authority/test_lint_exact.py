"""Lints by search find what asking about everybody in every situation finds: no more, and no less."""

import re
from dataclasses import replace
from random import Random

import pytest

from remit.authority.lint.findings import Finding
from remit.authority.lint.report import lint
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from tests.authority.every_situation import TooMany, about_approving, about_rules
from tests.authority.worlds import drawn_world

PLACED = {"unknown-subject", "inactive-person", "empty-subject", "invalid-rule"}
ASIDE = {"override-above-approval"}
"""Told by amounts alone, without a search."""
ABOUT_APPROVING = {"nobody-approves", "approval-gap", "sole-approver", "idle-approver"}
WORLDS = 96


@pytest.mark.parametrize("batch", range(8))
def test_a_search_finds_what_every_situation_shows(batch):
    compared = sum(_compared(Random(seed)) for seed in range(batch * WORLDS // 8, (batch + 1) * WORLDS // 8))
    assert compared >= WORLDS // 16


@pytest.mark.parametrize("batch", range(8))
def test_so_it_does_where_amounts_are_next_to_each_other(batch):
    seeds = range(1_000 + batch * WORLDS // 8, 1_000 + (batch + 1) * WORLDS // 8)
    compared = sum(_compared(Random(seed), most=4) for seed in seeds)
    assert compared >= WORLDS // 16


def _compared(random: Random, most: int | None = None) -> bool:
    world = _crowded(random, most)
    findings = lint(world)
    placed = {one.rules[0] for one in findings if one.kind in PLACED}
    sound = [rule for rule in world.rules.values() if rule.rid not in placed]
    try:
        rules, said = about_rules(world, sound), about_approving(world, sound)
    except TooMany:
        return False
    assert "not-looked-at" not in {one.kind for one in findings}
    assert {_as_told(one, world) for one in findings if one.rules and one.kind not in PLACED | ASIDE} == rules
    told = {_plain(one.sentence) for one in findings if one.kind in ABOUT_APPROVING}
    assert told <= said
    assert set(map(_nameless, told)) == set(map(_nameless, said))
    return True


def _crowded(random: Random, most: int | None) -> Snapshot:
    """A dozen rules, mostly about one remedy and currency, so that they meet; with `most`, of 1 to so many cents."""
    world = drawn_world(random, rules=14, questions=0).snapshot
    together = [_drawn_together(rule, random) for rule in world.rules.values()]
    if most is not None:
        together = [replace(one, amount=one.amount and random.randint(1, most)) for one in together]
    return world.with_rules(world.version, together)


def _drawn_together(rule: Rule, random: Random) -> Rule:
    return replace(rule, remedy="refund", currency="USD") if random.random() < 0.8 else rule


def _as_told(finding: Finding, world: Snapshot) -> tuple[str, str]:
    """A grant below what its tier inherits changes nothing, whichever of the two is said."""
    grant = world.rules[finding.rules[0]].kind == "grant"
    return ("shadowed" if grant and finding.kind == "ladder" else finding.kind), finding.rules[0]


def _plain(sentence: str) -> str:
    return sentence.partition(" This is so")[0]


def _nameless(sentence: str) -> str:
    """One of a kind speaks for all of it."""
    sentence = re.sub(r"although .* may give", "although somebody may give", sentence)
    return re.sub(r"^\S+ may approve", "Somebody may approve", sentence)

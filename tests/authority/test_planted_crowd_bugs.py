"""Bugs planted in what looks for approvers and in what is remembered: asking everybody afresh finds each of them."""

from random import Random

import pytest

from remit.authority import snapshot as snapshots
from remit.authority.engine import crowd, index
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case
from tests.authority.worlds import drawn_world


def _only_plain_people(self, rung, _question, *, by_tier):
    for found in self.plain.get(rung, {}).values() if by_tier else ():
        yield from found


def _whoever_comes_first(self, _question, _members):
    for tier, groups in self.plain.items():
        yield tier, [person for found in groups.values() for person in found[:1]]


BUGS = {
    "people with rows of their own are forgotten": (crowd.Crowd, "_on_rung", _only_plain_people),
    "one stands for all, though it may be the requester": (crowd.Crowd, "hopefuls", _whoever_comes_first),
    "nobody is singled out by rows of their own": (index, "_bears_on_approving", lambda _place: False),
    "a verdict is remembered whatever the amount": (snapshots, "within", lambda rows, _amount: rows),
}


@pytest.fixture(scope="module")
def asked_of_everybody():
    """Cases, with the tiers of those who may approve as asking everybody finds them."""
    worlds = []
    for seed in range(60):
        random = Random(seed)
        drawn = drawn_world(random, questions=12)
        worlds.append((drawn.snapshot, [_case(random, drawn.snapshot, asked) for asked in drawn.questions]))
    return worlds


def _case(random, world, asked):
    about = {name: getattr(asked, name) for name in ("remedy", "amount", "currency", "brand", "facts")}
    case = Case(requester=random.choice(list(world.people)), **about)
    others = (one for one in world.people if one.id != case.requester.id)
    able = {one.tier for one in others if world.ask(case.about(one, "approve")).allowed}
    return case, tuple(tier.name for tier in world.tiers if tier.name in able)


def _differently(worlds) -> int:
    # Made anew, because a snapshot remembers what it found before the bug was there.
    fresh = [(world.with_rules(world.version), cases) for world, cases in worlds]
    return sum(Approvers(case, world).tiers() != able for world, cases in fresh for case, able in cases)


def test_without_a_bug_the_same_tiers_are_found(asked_of_everybody):
    assert _differently(asked_of_everybody) == 0


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_caught(bug, asked_of_everybody, monkeypatch):
    monkeypatch.setattr(*BUGS[bug])
    if bug.startswith("nobody"):
        # What singles people out is found when rows are indexed: all of them have to be indexed again.
        asked_of_everybody = [
            (snapshots.snapshot(world.version, world.rules.values(), world.tiers, world.people), cases)
            for world, cases in asked_of_everybody
        ]
    assert _differently(asked_of_everybody) > 0

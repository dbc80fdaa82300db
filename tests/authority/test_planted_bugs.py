"""The oracle is worth something: each of these bugs, planted in what is ours, makes it disagree with stock Casbin."""

import threading
from random import Random

import pytest

from remit.authority import functions, snapshot
from remit.authority.engine import index, judge, members
from remit.authority.engine.index import Index
from remit.authority.engine.members import Members, Standing
from remit.authority.rules.rule import ALLOW, ANY, DENY
from tests.authority.worlds import drawn_world, stock, stock_answer

_about = Index.about


def _left_out(unwanted):
    def about(self, standing, question):
        return [row for row in _about(self, standing, question) if not unwanted(row, standing)]

    return Index, "about", about


def _backwards(self, standing, question):
    return _about(self, standing, question)[::-1]


def _everybody_active(self, subject):
    person = self.people.get(subject.removeprefix("user:"))
    return members.NOBODY if person is None else members.standing_of(person, self.rungs)


def _registering(num=functions.num, ok=functions.ok):
    def register(enforcer):
        enforcer.add_function("num", num)
        enforcer.add_function("ok", ok)

    return judge, "register", register


def _gives_on_missing_facts(when, facts, effect):
    return functions.holds(when, facts) is not False


def _lifts_caps_on_missing_facts(when, facts, effect):
    return functions.holds(when, facts) is True


def _ignores_conditions(when, facts, effect):
    return True


BUGS = {
    "caps are not looked up": _left_out(lambda row, _: row[7] == DENY),
    "lower tiers are not inherited": _left_out(lambda row, standing: row[0] not in standing.own),
    "rules for every brand are forgotten": _left_out(lambda row, _: row[3] == ANY),
    "caps for every mode are forgotten": _left_out(lambda row, _: row[6] == ANY),
    "team rules are forgotten": _left_out(lambda row, _: row[0].startswith("team:")),
    "personal rules are forgotten": _left_out(lambda row, _: row[0].startswith("user:")),
    "conditional grants are forgotten": _left_out(lambda row, _: row[7] == ALLOW and row[5]),
    "rows come in another order": (Index, "about", _backwards),
    "caps are inherited up the ladder": (Standing, "own", Standing.inherits),
    "inactive people keep their rows": (Members, "standing", _everybody_active),
    "a limit is one too high": _registering(num=lambda text: functions.num(text) + 1),
    "a limit is one too low": _registering(num=lambda text: functions.num(text) - 1),
    "a missing fact makes a grant true": _registering(ok=_gives_on_missing_facts),
    "a missing fact lifts a cap": _registering(ok=_lifts_caps_on_missing_facts),
    "conditions are ignored": _registering(ok=_ignores_conditions),
}


def _amounts(leaves):
    return snapshot, "within", lambda rows, amount: [row for row in rows if leaves(row, amount)]


BUGS |= {
    "a grant's own limit is left out": _amounts(lambda row, amount: (amount < index.bound(row)) == (row[7] == ALLOW)),
    "caps are left out like grants": _amounts(lambda row, amount: amount <= index.bound(row)),
    "amounts are compared as text": _amounts(lambda row, amount: (str(amount) <= row[4]) == (row[7] == ALLOW)),
}


@pytest.fixture(scope="module")
def answered():
    """Worlds with stock Casbin's answers to their questions."""
    worlds = [drawn_world(Random(seed), questions=60) for seed in range(25)]
    oracles = [stock(world.snapshot) for world in worlds]
    return [
        (world.snapshot, [(asked, stock_answer(oracle, asked)) for asked in world.questions])
        for world, oracle in zip(worlds, oracles, strict=True)
    ]


@pytest.fixture
def fresh_judge(monkeypatch):
    monkeypatch.setattr(judge, "_here", threading.local())


def _disagreements(answered):
    # Made anew, because a snapshot remembers what it found before the bug was there.
    fresh = [(world.with_rules(world.version), pairs) for world, pairs in answered]
    return sum(world.ask(asked) != answer for world, pairs in fresh for asked, answer in pairs)


def test_without_a_bug_they_agree(answered, fresh_judge):
    assert _disagreements(answered) == 0


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_caught(bug, answered, fresh_judge, monkeypatch):
    monkeypatch.setattr(*BUGS[bug])
    assert _disagreements(answered) > 0

"""What a draft leaves as it is, it answers as before; whatever holds for everything leaves nothing as it is."""

from dataclasses import replace
from random import Random

import pytest

from remit.authority.drafts.touched import touched
from tests.authority.worlds import LADDER, drawn_rule, drawn_world, tiers
from tests.desk.budgeting import budget


@pytest.mark.parametrize("seed", range(30))
def test_what_is_left_is_answered_as_before(seed):
    random = Random(seed)
    world = drawn_world(random, questions=120)
    before, drawn = world.snapshot, drawn_rule(random, "L-9999", LADDER)
    gone = random.sample(sorted(before.rules), min(1, len(before.rules)))
    after = before.with_rules(before.version + 1, [drawn], gone)
    found = touched(before, after)
    left = [one for one in world.questions if found.leaves(one.remedy, one.currency)]
    assert left
    assert [after.ask(one) for one in left] == [before.ask(one) for one in left]
    assert [set(after.certificates(one)) for one in left] == [set(before.certificates(one)) for one in left]


def test_a_rule_that_is_another_touches_its_matter_and_one_that_moves_both():
    before = drawn_world(Random(1)).snapshot
    one = next(iter(before.rules.values()))
    assert touched(before, before).trades == frozenset()
    assert touched(before, before.with_rules(9, [replace(one, amount=7)])).trades == {(one.remedy, one.currency)}
    moved = touched(before, before.with_rules(9, [replace(one, currency="GBP")]))
    assert moved.trades == {(one.remedy, one.currency), (one.remedy, "GBP")}
    assert not moved.leaves(one.remedy, one.currency)
    assert moved.leaves("discount", "USD")


def test_tiers_and_budgets_leave_nothing():
    before = drawn_world(Random(2)).snapshot
    for after in (before.with_budgets(9, [budget()]), before.with_tiers(9, tiers(LADDER[1:]))):
        assert not touched(before, after).leaves("discount", "USD")
    again = before.with_budgets(9, [budget()])
    assert touched(again, again.with_budgets(10, [budget()])).leaves("discount", "USD")

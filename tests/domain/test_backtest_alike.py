"""What a draft leaves as it is, is decided once for both sides only where their sums are the same."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from remit.domain.backtest.past import Fate, Past
from remit.domain.backtest.replay import Opening, begun
from remit.domain.policy.budgets import Keys
from remit.domain.policy.stacks import USUAL
from tests.desk.budgeting import budget
from tests.domain.floor import AGENT, AUTHORITY, NOW, case

BUDGETS = (budget("B-1", remedy="*", limit=30_000), budget("B-2", remedy="*", per="customer", window="2d", limit=9_000))
BEFORE = AUTHORITY.with_stacks(1, USUAL).with_budgets(1, BUDGETS)
AFTER = BEFORE.with_rules(3, [replace(BEFORE.rules["L-0001"], amount=20_000)])


def pasts(random: Random):
    at = NOW
    for number in range(90):
        at += timedelta(hours=random.choice((0, 1, 5, 9)))
        remedy, amount = random.choice(("refund", "goodwill_credit")), random.randint(1, 80) * 100
        keys = Keys(AGENT.id, f"C-{random.randint(1, 20)}", f"SO-{random.randint(1, 30)}", "north", "acme")
        fate = Fate(id=f"req_{number}", reference="K7QM-2F", requester="Agent", amount=amount, remedy=remedy)
        asked = replace(case(amount, remedy=remedy), keys=keys)
        yield Past(at=at, case=asked, fate=fate, said="allow", version=1, tier="agent", team="north")


def judged(seed: int, *, alike: bool):
    world = begun(NOW, Opening({}))
    for past in pasts(Random(seed)):
        told = replace(past, unmoved=alike and past.case.remedy != "refund")
        twice = world.judge(told, BEFORE, AFTER)
        yield [(one.outcome, one.uses, one.held) for one in (twice.before, twice.after)]


@pytest.mark.parametrize("seed", range(8))
def test_both_sides_say_what_they_would_each_by_itself(seed):
    found = list(judged(seed, alike=True))
    assert found == list(judged(seed, alike=False))
    # Sums part, and come together again.
    assert len({before == after for before, after in found}) == 2


def test_the_same_is_not_decided_twice():
    world = begun(NOW, Opening({}))
    twos = [world.judge(replace(past, unmoved=True), BEFORE, BEFORE) for past in pasts(Random(1))]
    assert any(two.before is two.after for two in twos)

"""What a backtest forgets of a customer changes no sum: it is as if every piece were kept and looked at each time."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from remit.domain.backtest.past import Fate, Past
from remit.domain.backtest.replay import Opening, begun
from remit.domain.policy.budgets import CUSTOMER, ORDER, Keys
from remit.domain.policy.stacks import USUAL, Piece, Stack, given
from tests.domain.floor import AGENT, AUTHORITY, NOW, case

STACKS = {
    "usual": USUAL,
    "ever": (Stack(per=CUSTOMER, remedies=("refund", "goodwill_credit")),),
    "orders": (Stack(per=ORDER, remedies=("refund",)),),
    "two windows": (
        Stack(per=CUSTOMER, remedies=("refund",), hours=5),
        Stack(per=CUSTOMER, remedies=("goodwill_credit", "refund"), hours=30),
    ),
}


def piece(name, at, keys, remedy, amount) -> Piece:
    said = {"request": name, "reference": "K7QM-2F", "remedy": remedy, "amount": amount, "currency": "USD", "at": at}
    return Piece(**said, by="Agent", order=keys.order, customer=keys.customer, reason="OTHER", basis="goodwill")


@pytest.mark.parametrize("stacks", STACKS)
@pytest.mark.parametrize("seed", range(6))
def test_sums_are_as_if_nothing_was_forgotten(seed, stacks):
    random = Random(seed)
    limits, kept, at = AUTHORITY.with_stacks(3, STACKS[stacks]), [], NOW
    world = begun(NOW, Opening({}))
    for number in range(80):
        at += timedelta(hours=random.choice((0, 0, 1, 2, 5, 24)))
        keys = Keys(AGENT.id, f"C-{random.randint(1, 3)}", f"SO-{random.randint(1, 9)}", "north", "acme")
        remedy, amount = random.choice(("refund", "goodwill_credit")), random.randint(1, 60)
        asked = replace(case(amount, remedy=remedy), keys=keys)
        fate = Fate(id=f"req_{number}", reference="K7QM-2F", requester="Agent", amount=amount, remedy=remedy)
        past = Past(at=at, case=asked, fate=fate, said="allow", version=1, tier="agent", team="north")
        held = given(limits.stacks, (remedy, "USD", keys), kept, at)
        twice = world.judge(past, limits, limits)
        assert twice.before.held == twice.after.held == (held.amount if held else 0)
        if twice.before.outcome == "allow":
            kept.append(piece(fate.id, at, keys, remedy, amount))
    assert kept

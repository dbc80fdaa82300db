"""A sum keeps the limit of every remedy and reason in it, so that no order of asking passes more than another."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.domain.policy.budgets import Keys
from remit.domain.policy.decision import decide
from remit.domain.policy.stacks import USUAL, Given, Piece
from remit.domain.policy.weighing import weighed
from remit.domain.remedies import REASONS
from tests.domain.floor import AGENT, AUTHORITY, FACTS, NOW, PEOPLE, case

KEYS = Keys(agent="usr_agent", customer="C-1", order="SO-1", team="north", brand="acme")
OWED, GESTURE = "DAMAGED_DEFECTIVE", "LOYALTY"
SENIOR = next(one for one in PEOPLE if one.tier == "senior")
TRAINEE = next(one for one in PEOPLE if one.tier == "trainee")


def asking(remedy, amount, reason=OWED, by=AGENT):
    facts = {**FACTS, "reason": reason, "basis": REASONS[reason].basis}
    return replace(case(amount, by, remedy, keys=KEYS), facts=facts)


def decided(asked, pieces):
    return decide(weighed(asked, USUAL, pieces, NOW), AUTHORITY)


def piece(asked, number):
    return Piece(
        request=f"req_{number}",
        reference="K7QM-2F",
        remedy=asked.remedy,
        amount=asked.amount,
        currency="USD",
        at=NOW,
        by=asked.requester.name,
        order="SO-1",
        customer="C-1",
        reason=str(asked.facts["reason"]),
        basis=str(asked.facts["basis"]),
    )


def given_in_order(asks):
    """What is given without approval when these are asked for one after the other; the pieces of it."""
    pieces = []
    for number, one in enumerate(asks):
        if decided(one, pieces).outcome in ("allow", "review"):
            pieces.append(piece(one, number))
    return pieces


def test_a_refund_beside_a_credit_keeps_the_credits_limit():
    credit, refund = asking("goodwill_credit", 1000, GESTURE), asking("refund", 4000)
    later = decided(refund, [piece(credit, 1)])
    assert (later.outcome, later.limit, later.over_by) == ("escalate", 1500, 3500)
    said = "With the USD 10.00 given on this order before, over your USD 15.00 goodwill credit limit by USD 35.00; "
    assert later.sentence.startswith(said)
    assert [(one.kind, one.amount) for one in later.alternatives[:3]] == [
        ("split", 500),
        ("amount", 1500),
        ("amount", 500),
    ]
    earlier = decided(credit, [piece(refund, 1)])
    assert (earlier.outcome, earlier.limit, earlier.over_by) == ("escalate", 1500, 3500)


def test_another_reason_is_another_side():
    owed, gesture = asking("refund", 4000), asking("refund", 1000, GESTURE)
    assert decided(owed, [piece(gesture, 1)]).outcome == decided(gesture, [piece(owed, 1)]).outcome == "escalate"


def test_what_is_left_is_what_the_least_limit_leaves():
    decision = decided(asking("refund", 300), [piece(asking("goodwill_credit", 1000, GESTURE), 1)])
    assert (decision.outcome, decision.limit, decision.headroom) == ("allow", 1500, 200)
    assert decision.rule == decided(asking("goodwill_credit", 1300, GESTURE), []).rule
    assert "your goodwill credit limit is USD 15.00" in decision.sentence


def test_the_strictest_answer_counts():
    credit = piece(asking("goodwill_credit", 1500, GESTURE), 1)
    # 20.00 of credit would be looked at afterwards, so 5.00 of refund beside 15.00 of it is.
    assert decided(asking("refund", 500), [credit]).outcome == "review"
    assert decided(asking("refund", 1100), [credit]).outcome == "escalate"


def test_what_the_requester_may_never_give_has_no_limit_of_theirs():
    refund = piece(asking("refund", 1000, by=SENIOR), 1)
    assert decided(asking("replacement", 1400, by=TRAINEE), [refund]).outcome == "allow"


def test_what_the_log_kept_before_is_judged_as_it_was():
    refund = asking("refund", 4000)
    old = replace(refund, given={"refund": Given("order", None, 1000, (piece(asking("goodwill_credit", 1000), 1),))})
    assert decide(old, AUTHORITY).outcome == "allow"


KINDS = (
    *(("refund", OWED), ("refund", GESTURE), ("goodwill_credit", GESTURE), ("replacement", OWED)),
    *(("returnless_refund", OWED), ("fee_waiver", OWED)),
)
asks = st.builds(lambda kind, amount: asking(kind[0], amount, kind[1]), st.sampled_from(KINDS), st.integers(100, 3000))


@given(st.lists(asks, min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_the_order_the_whole_passes_or_it_does_not(wanted):
    orders = [given_in_order(order) for order in permutations(wanted)]
    assert len({len(pieces) == len(wanted) for pieces in orders}) == 1
    for pieces in orders:
        total = sum(one.amount for one in pieces)
        for one in pieces:
            alone = decided(asking(one.remedy, total, one.reason), [])
            assert alone.outcome in ("allow", "review"), f"{one.remedy} of {total} is more than may be given"


@pytest.mark.parametrize("amount", [1, 400, 500])
@given(asks, asks)
@settings(max_examples=60, deadline=None)
def test_every_way_to_yes_holds_beside_what_is_there(amount, first, last):
    before = [piece(one, number) for number, one in enumerate((asking("goodwill_credit", amount, GESTURE), first))]
    asked = replace(last, amount=last.amount * 2)
    for one in decided(asked, before).alternatives:
        if one.kind != "certificate":
            again = replace(asked, remedy=one.remedy or asked.remedy, amount=one.amount)
            assert decided(again, before).outcome in ("allow", "review"), one

"""Pieces on one order or customer are summed before the answer; what was rejected and is asked again is linked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.policy.budgets import Keys
from remit.domain.policy.decision import decide
from remit.domain.policy.stacks import USUAL, Piece, Stack, loosened
from remit.domain.policy.weighing import weighed
from remit.domain.requests.pieces import piece_of
from remit.domain.requests.request import GRANTED, case_of
from tests.domain.floor import AUTHORITY, DIRECTOR, LEAD, NOW, case, request

KEYS = Keys(agent="usr_agent", customer="C-1", order="SO-1", team="north", brand="acme")
ELSEWHERE = replace(KEYS, order="SO-2")


def piece(amount: int, remedy: str = "refund", hours_ago: float = 1, **changes) -> Piece:
    made = Piece(
        request=f"req_{remedy}_{hours_ago}",
        reference="K7QM-2F",
        remedy=remedy,
        amount=amount,
        currency="USD",
        at=NOW - timedelta(hours=hours_ago),
        by="Ana",
        order="SO-1",
        customer="C-1",
    )
    return replace(made, **changes)


def rejected(amount: int, **changes) -> Piece:
    return piece(amount, rejected=True, by="Mia", comment="Not a defect.", **changes)


def asked(amount: int, *pieces: Piece, stacks=USUAL, **said):
    ask = case(amount, keys=said.pop("keys", KEYS), **said)
    return decide(weighed(ask, stacks, pieces, NOW), AUTHORITY)


def test_the_second_half_of_what_is_over_is_over():
    decision = asked(3200, piece(3000))
    assert (decision.outcome, decision.limit, decision.over_by) == ("escalate", 5000, 1200)
    assert decision.signals == ("summed",)
    said = "With the USD 30.00 given on this order before, over your USD 50.00 refund limit by USD 12.00; "
    assert decision.sentence.startswith(said)
    assert decision.within == 2000
    assert [one.amount for one in decision.alternatives if one.kind == "amount"] == [2000]


def test_what_is_left_is_still_ones_own_to_give():
    decision = asked(2000, piece(3000))
    assert (decision.outcome, decision.limit, decision.headroom) == ("allow", 5000, 0)
    assert "with the" not in decision.sentence
    assert ", the USD 30.00 given on this order before included; " in decision.sentence


def test_every_alternative_holds_beside_what_was_given():
    pieces = (piece(3000), piece(1000, "goodwill_credit", 2))
    decision = asked(9000, *pieces)
    kinds = {one.kind for one in decision.alternatives}
    assert kinds >= {"split", "amount", "remedy"}
    for one in decision.alternatives:
        again = asked(one.amount, *pieces, remedy=one.remedy or "refund")
        assert again.outcome in ("allow", "review"), one


@pytest.mark.parametrize("remedy", ["returnless_refund", "replacement", "discount", "fee_waiver", "goodwill_credit"])
def test_remedies_on_one_order_stack(remedy):
    assert asked(3200, piece(3000, remedy)).outcome == "escalate"


@pytest.mark.parametrize(
    ("given", "keys", "outcome"),
    [
        (piece(3000, hours_ago=5000), KEYS, "escalate"),
        (piece(3000, hours_ago=23), ELSEWHERE, "escalate"),
        (piece(3000, hours_ago=24), ELSEWHERE, "allow"),
        (piece(3000, "goodwill_credit"), ELSEWHERE, "allow"),
        (piece(3000, currency="EUR"), KEYS, "allow"),
        (piece(3000, customer="C-2"), ELSEWHERE, "allow"),
        (piece(3000, order=None, customer=None), KEYS, "allow"),
        (rejected(1000), KEYS, "allow"),
    ],
)
def test_only_what_belongs_together_is_summed(given, keys, outcome):
    assert asked(3200, given, keys=keys).outcome == outcome


def test_of_several_stacks_the_fullest_counts_and_no_piece_twice():
    decision = asked(1000, piece(3000, hours_ago=1), piece(1500, hours_ago=50), piece(500, hours_ago=2, order="SO-9"))
    assert (decision.given.per, decision.given.amount) == ("order", 4500)
    assert decision.over_by == 500


def test_the_question_to_casbin_is_the_sum_and_shows_both_amounts():
    ask = weighed(case(3200, keys=KEYS), USUAL, [piece(3000)], NOW)
    question = ask.question(ask.requester.subject, "auto")
    assert question.amount == 6200
    assert (question.facts["asked_amount"], question.facts["given_amount"]) == (3200, 3000)
    assert "given_amount" not in case(3200).question("tier:agent", "auto").facts


def test_no_limit_stays_no_limit():
    decision = asked(6 * 10**11, piece(6 * 10**11), by=DIRECTOR)
    assert (decision.outcome, decision.limit) == ("allow", None)


def test_an_approver_answers_for_the_sum():
    # A lead may approve 500.00; with the 40.00 that were given alone this is more.
    assert asked(48_000, piece(1900)).approver_tiers[0] == "lead"
    assert asked(48_000, piece(4000)).approver_tiers[0] == "duty_manager"
    waiting = request(48_000, decision=asked(48_000, piece(4000)))
    assert not AUTHORITY.ask(case_of(waiting, case(1).requester, NOW).about(LEAD, "approve")).allowed


def test_what_a_person_approved_is_no_piece_and_what_was_given_alone_is():
    alone = request(3000, GRANTED, approval=None)
    assert piece_of(alone).amount == 3000
    assert piece_of(replace(alone, decision=asked(9000))) is None
    assert piece_of(replace(alone, state="failed")) is None
    assert piece_of(request(9000)) is None


def test_a_repeat_after_a_rejection_is_linked_and_says_so():
    decision = asked(9500, rejected(9000))
    assert decision.signals == ("repeat-after-rejection",)
    assert decision.refused.by == "Mia"
    assert decision.sentence.endswith(" Asked before (K7QM-2F), rejected by Mia: Not a defect.")


@pytest.mark.parametrize(
    "before", [rejected(3000), rejected(9000, order="SO-9", hours_ago=25), rejected(9000, remedy="replacement")]
)
def test_another_matter_is_no_repeat(before):
    assert asked(9000, before).signals == ()


@pytest.mark.parametrize(
    ("amount", "flagged"), [(4799, False), (4800, True), (4999, True), (5000, False), (5001, False)]
)
def test_just_under_the_limit(amount, flagged):
    assert ("just-under-limit" in asked(amount).signals) is flagged


def test_a_version_that_sums_nothing_lets_pass_what_it_always_did():
    assert asked(3200, piece(3000), stacks=()).outcome == "allow"


def test_what_loosens():
    order = Stack(per="order", remedies=("refund", "discount"))
    assert not loosened((order,), (order, Stack(per="customer", remedies=("refund",), hours=1)))
    assert loosened((order,), ())
    assert loosened((order,), (replace(order, hours=24),))
    assert loosened((order,), (replace(order, remedies=("refund",)),))
    assert not loosened((replace(order, hours=24),), (replace(order, hours=48),))

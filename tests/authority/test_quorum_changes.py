"""A draft that changes what more than one has to approve: checked field by field, said aloud, loosened or not."""

import pytest

from remit.authority.drafts.quorum_changes import (
    MOST_QUORUMS,
    NAME,
    InvalidQuorums,
    SetQuorums,
    checked,
    quorum_lines,
    quorums_after,
    said,
)
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.quorums import Quorum
from tests.authority.worlds import tiers

LADDER = tiers()
PAIR = Quorum(tier="duty_manager", currency="USD", above=100_000)
TRIO = Quorum(tier="lead", currency="USD", above=500, approvers=3)


def test_the_last_word_of_a_draft_counts_and_other_changes_do_not():
    assert quorums_after((PAIR,), ["another change"], LADDER) == (PAIR,)
    changes = [SetQuorums(quorums=()), "another change", SetQuorums(quorums=(TRIO,))]
    assert quorums_after((PAIR,), changes, LADDER) == (TRIO,)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"tier": "king"}, "tier"),
        ({"currency": "usd"}, "currency"),
        ({"currency": "US"}, "currency"),
        ({"currency": "ÄÖÜ"}, "currency"),
        ({"above": -1}, "above"),
        ({"above": MAX_AMOUNT + 1}, "above"),
        ({"above": True}, "above"),
        ({"approvers": 1}, "approvers"),
        ({"approvers": 6}, "approvers"),
        ({"approvers": 2.0}, "approvers"),
    ],
)
def test_what_nobody_could_follow_is_refused_by_field_and_place(broken, field):
    wrong = Quorum(**{"tier": "lead", "currency": "USD", "above": 100, "approvers": 2} | broken)
    with pytest.raises(InvalidQuorums) as refused:
        quorums_after((), [SetQuorums(quorums=(PAIR,)), SetQuorums(quorums=(PAIR, wrong))], LADDER)
    assert refused.value.members == {"field": field, "index": 1}


@pytest.mark.parametrize(("above", "approvers"), [(0, 2), (MAX_AMOUNT, 5), (1, 3)])
def test_thresholds_and_numbers_of_approvers_have_bounds(above, approvers):
    fits = Quorum(tier="lead", currency="EUR", above=above, approvers=approvers)
    assert checked([fits], LADDER) == (fits,)


def test_two_of_the_same_threshold_are_refused_and_two_thresholds_are_not():
    higher = Quorum(tier=PAIR.tier, currency="USD", above=200_000, approvers=3)
    assert checked([PAIR, higher], LADDER) == (PAIR, higher)
    again = Quorum(tier=PAIR.tier, currency="USD", above=PAIR.above, approvers=4)
    with pytest.raises(InvalidQuorums, match="two of the same"):
        checked([PAIR, again], LADDER)


def test_there_may_be_fifty_and_no_more():
    many = [Quorum(tier="lead", currency="USD", above=number) for number in range(51)]
    assert len(checked(many[:50], LADDER)) == 50 == MOST_QUORUMS
    with pytest.raises(InvalidQuorums, match="at most 50"):
        checked(many, LADDER)


def test_it_is_said_by_the_title_of_the_tier():
    assert said(PAIR, LADDER) == "Above USD 1,000.00 a duty manager approves as one of 2"
    assert said(PAIR, ()) == "Above USD 1,000.00 a duty_manager approves as one of 2"


def test_the_difference_tells_what_goes_what_comes_and_who_gains():
    lines = quorum_lines((PAIR,), (TRIO,), LADDER)
    assert [(line.rule, line.text, line.raises) for line in lines] == [
        (NAME, "Above USD 1,000.00 a duty manager approves as one of 2: not any more", True),
        # Leads were bound by what binds duty managers, from 1,000.00 on, to two; now to three, from 5.00 on.
        (NAME, "Above USD 5.00 a lead approves as one of 3", False),
    ]
    freeing = Quorum(tier="lead", currency="USD", above=900_000)
    assert [line.raises for line in quorum_lines((PAIR,), (PAIR, freeing), LADDER)] == [True]
    assert quorum_lines((PAIR,), (PAIR,), LADDER) == ()

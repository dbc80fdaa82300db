"""A draft that changes what is summed: checked field by field, said aloud, and known to give more or not."""

import pytest

from remit.authority.drafts.stack_changes import (
    MOST_HOURS,
    MOST_STACKS,
    NAME,
    InvalidStacks,
    SetStacks,
    checked,
    said,
    stack_lines,
    stacks_after,
)
from remit.domain.policy.stacks import CUSTOMER, ORDER, Stack

EVER = Stack(per=ORDER, remedies=("refund", "replacement"))
DAY = Stack(per=CUSTOMER, remedies=("refund",), hours=24)


def test_the_last_word_of_a_draft_counts_and_other_changes_do_not():
    assert stacks_after((EVER,), ["another change"]) == (EVER,)
    assert stacks_after((EVER,), [SetStacks(stacks=()), "another change", SetStacks(stacks=(DAY,))]) == (DAY,)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"per": "agent"}, "per"),
        ({"remedies": ()}, "remedies"),
        ({"remedies": ("refund", "refund")}, "remedies"),
        ({"remedies": ("refund", "a holiday")}, "remedies"),
        ({"hours": 0}, "hours"),
        ({"hours": MOST_HOURS + 1}, "hours"),
        ({"hours": True}, "hours"),
    ],
)
def test_what_cannot_be_summed_is_refused_by_field_and_place(broken, field):
    wrong = Stack(**{"per": ORDER, "remedies": ("refund",), "hours": 1} | broken)
    with pytest.raises(InvalidStacks) as refused:
        stacks_after((), [SetStacks(stacks=(EVER,)), SetStacks(stacks=(EVER, wrong))])
    assert refused.value.members == {"field": field, "index": 1}


@pytest.mark.parametrize("hours", [1, 2, 8784, None])
def test_a_window_is_an_hour_to_a_leap_year_or_ever(hours):
    fits = Stack(per=CUSTOMER, remedies=("refund",), hours=hours)
    assert checked([fits]) == (fits,)
    assert MOST_HOURS == 8784


def test_there_may_be_twenty_and_no_more():
    assert len(checked([EVER] * 20)) == 20 == MOST_STACKS
    with pytest.raises(InvalidStacks, match="at most 20") as refused:
        checked([EVER] * 21)
    assert refused.value.members == {"field": "stacks"}


@pytest.mark.parametrize(
    ("stack", "aloud"),
    [
        (EVER, "On one order, ever: refund, replacement"),
        (DAY, "For one customer, within 24 hours: refund"),
        (Stack(per=CUSTOMER, remedies=("refund",), hours=1), "For one customer, within 1 hour: refund"),
    ],
)
def test_it_is_said_as_people_say_it(stack, aloud):
    assert said(stack) == aloud


def test_the_difference_tells_what_goes_and_what_comes():
    week = Stack(per=CUSTOMER, remedies=("refund",), hours=168)
    lines = stack_lines((EVER, DAY), (EVER, week))
    assert [(line.rule, line.text, line.raises) for line in lines] == [
        # Whatever was summed for a day is summed for a week: nobody can give more.
        (NAME, "For one customer, within 24 hours: refund, not summed so any more", False),
        (NAME, "For one customer, within 168 hours: refund, summed before the answer", False),
    ]
    assert [line.raises for line in stack_lines((EVER,), ())] == [True]
    assert stack_lines((EVER,), (EVER,)) == ()

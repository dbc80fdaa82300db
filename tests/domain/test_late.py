"""What is learned after the end, and for how long it is asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.execution import executing, late
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import Outcome
from remit.domain.requests.request import moved
from tests.domain.floor import NOW, request

CARD = AdapterCard(fails_late=True)
CUT = Outcome("unknown", error="cut")
SETTLED = late.watched(
    executing.ended(executing.begun(moved(request(), "granted", NOW), NOW), Outcome("succeeded", "re_1"), NOW), CARD
)
FAILED = executing.ended(executing.begun(moved(request(), "granted", NOW), NOW), Outcome("failed"), NOW)


def looked(one, truth, after):
    return late.revised(late.looking(one, NOW + after), truth, CARD, NOW + after)


def silent(one, hours):
    """Looked at again and again, as often as it is due, without ever a clear answer."""
    after = late.UNCLEAR_AGAIN
    while after <= timedelta(hours=hours):
        one = looked(one, CUT, after)
        if one.execution.lease_until is None:
            break
        after = one.execution.lease_until - NOW
    return one


def test_without_a_clear_answer_it_is_looked_at_soon_again_and_noted_once():
    one = silent(SETTLED, 3)
    assert one.execution.lease_until - NOW < timedelta(hours=3, minutes=6)
    assert [(tried.step, tried.outcome) for tried in one.execution.tried] == [
        ("post", "succeeded"),
        ("look", "unknown"),
    ]
    assert (one.state, one.version, one.execution.state) == ("settled", SETTLED.version, "succeeded")


def test_after_a_day_without_one_what_settled_is_looked_at_no_more_often_than_others():
    one = silent(SETTLED, 25)
    assert one.execution.lease_until == NOW + timedelta(days=3)
    assert looked(one, CUT, timedelta(days=20)).execution.lease_until is None


def test_after_a_day_without_one_a_person_looks_at_what_had_failed():
    one = silent(FAILED, 25)
    assert (one.state, one.execution.state, one.version) == ("needs_human", "needs_human", FAILED.version + 1)
    assert "no clear answer for a day" in one.execution.last_error


@pytest.mark.parametrize("one", [SETTLED, FAILED])
def test_a_clear_answer_begins_the_day_anew(one):
    truth = Outcome("succeeded" if one.state == "settled" else "failed")
    heard = looked(silent(one, 23), truth, timedelta(hours=23, minutes=30))
    again = looked(heard, CUT, timedelta(hours=30))
    assert (again.state, again.execution.lease_until) == (one.state, NOW + timedelta(hours=30) + late.UNCLEAR_AGAIN)


def test_what_a_person_has_to_look_at_anyway_is_looked_at_once_more_when_something_happens():
    one = executing.ended(
        executing.begun(moved(request(), "granted", NOW), NOW), replace(CUT, state="needs_human"), NOW
    )
    assert looked(one, CUT, timedelta(days=2)).execution.lease_until == NOW + timedelta(days=2) + late.UNCLEAR_AGAIN
    assert silent(one, 30).execution.lease_until is None

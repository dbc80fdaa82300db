"""Working hours: when somebody is there again, by the clock of the team."""

from datetime import UTC, datetime

import pytest

from remit.domain.routing.hours import Hours, Shift, soonest

WEEK = tuple(Shift(day, 9 * 60, 17 * 60) for day in range(5))
BERLIN = Hours("north", "Europe/Berlin", WEEK)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-03T07:00", "2026-03-03T08:00"),  # a Tuesday; Berlin is an hour ahead
        ("2026-03-03T12:00", "2026-03-03T12:00"),
        ("2026-03-03T15:59", "2026-03-03T15:59"),
        ("2026-03-03T16:00", "2026-03-04T08:00"),  # the end is not within it
        ("2026-03-06T20:00", "2026-03-09T08:00"),  # over the weekend
        ("2026-03-27T20:00", "2026-03-30T07:00"),  # and into summer time
    ],
)
def test_when_a_shift_begins(now, opens):
    assert BERLIN.opens_at(at(now)) == at(opens)


def test_a_shift_may_end_at_midnight_and_a_week_may_have_one_only():
    late = Hours(None, "UTC", (Shift(6, 23 * 60, 1440),))
    assert late.opens_at(at("2026-03-08T23:59")) == at("2026-03-08T23:59")
    assert late.opens_at(at("2026-03-09T00:00")) == at("2026-03-15T23:00")
    assert Hours(None, "UTC", ()).opens_at(at("2026-03-09T00:00")) is None


def test_two_shifts_a_day_in_whatever_order():
    split = Hours("north", "UTC", (Shift(1, 840, 1080), Shift(1, 480, 720)))
    assert split.opens_at(at("2026-03-03T12:30")) == at("2026-03-03T14:00")
    assert split.opens_at(at("2026-03-03T06:00")) == at("2026-03-03T08:00")


def test_the_soonest_of_several_and_nothing_where_somebody_should_be_there():
    night = Hours("south", "UTC", (Shift(1, 20 * 60, 1440),))
    assert soonest([BERLIN, night], at("2026-03-03T18:00")) == at("2026-03-03T20:00")
    assert soonest([BERLIN, night], at("2026-03-03T12:00")) is None
    assert soonest([], at("2026-03-03T12:00")) is None

"""Rolling sums are what adding everything up would give: any window, any zone, clocks that change, and reversals."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo
from zoneinfo import available_timezones as available_zones

import pytest

from remit.domain.backtest.sums import Sums
from remit.domain.policy.budgets import tally_of
from remit.domain.policy.spending import Share
from remit.domain.policy.windows import first_slot, grain, slot
from tests.desk.budgeting import budget

WINDOWS = ("shift", "day", "week", "month", "ever", "2d", "30d")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Kathmandu")
BEGINNINGS = (
    datetime(2026, 3, 28, 20, tzinfo=UTC),  # clocks go forward in Berlin
    datetime(2026, 10, 31, 22, tzinfo=UTC),  # back in New York, and a month ends
    datetime(2018, 11, 3, 12, tzinfo=UTC),  # São Paulo skips a midnight
    datetime(2027, 12, 30, 3, tzinfo=UTC),
)
STEPS = tuple(timedelta(minutes=minutes) for minutes in (0, 4, 17, 60, 9 * 60, 3 * 24 * 60))
KEYS = ("usr_1", "usr_2")


def added_up(given, one, key, now):
    """One by one, from the beginning."""
    first = first_slot(one.window, now, one.zone)
    inside = [amount for whose, at, amount in given if whose == key and slot(grain(one.window), at, one.zone) >= first]
    return sum(inside), len(inside)


@pytest.mark.parametrize("seed", range(24))
def test_they_are_what_adding_everything_up_gives(seed):
    random = Random(seed)
    zone, start = random.choice(ZONES), BEGINNINGS[seed % len(BEGINNINGS)]
    budgets = [budget(f"B-{window}", window=window, zone=zone) for window in WINDOWS]
    tallies = list(dict.fromkeys(map(tally_of, budgets)))
    given = [(random.choice(KEYS), start - timedelta(hours=7 * number), 100 + number) for number in range(20)]
    before, now = tuple(given), start
    sums = Sums(lambda tally, key: opened(before, tally, key), now)
    for number in range(120):
        now += random.choice(STEPS)
        sums.at(now)
        if random.random() < 0.3:
            sums.enter(shares(tallies, given.pop(random.randrange(len(given)))), -1)
        given.append((random.choice(KEYS), random.choice((now, now, now - timedelta(hours=number))), number + 1))
        sums.enter(shares(tallies, given[-1]))
        for one in random.sample(budgets, 4):
            used = [(use.amount, use.count) for use in (sums.use(one, key) for key in KEYS)]
            assert used == [added_up(given, one, key, now) for key in KEYS], (one.window, zone, now)


def test_every_zone_is_quarters_of_an_hour_away():
    moments = [datetime(year, month, 1, tzinfo=UTC) for year in range(2015, 2036) for month in (1, 7)]
    apart = {zone: at.astimezone(ZoneInfo(zone)).utcoffset() for zone in available_zones() for at in moments}
    assert not {zone for zone, offset in apart.items() if offset % timedelta(minutes=15)}


def shares(tallies, one):
    whose, at, amount = one
    return [Share(tally, whose, slot(tally.grain, at, tally.zone), amount) for tally in tallies]


def opened(before, tally, key):
    """What had been given before all this, by slot."""
    mine = [share for one in before for share in shares([tally], one) if share.key == key]
    places = {one.slot for one in mine}
    inside = {place: [one.amount for one in mine if one.slot == place] for place in places}
    return {place: (sum(amounts), len(amounts)) for place, amounts in inside.items()}


def test_a_moment_s_slot_is_its_own_and_an_earlier_one_s_is_its_own_too():
    now = datetime(2026, 5, 5, 23, 30, tzinfo=UTC)
    tally = tally_of(budget(zone="Europe/Berlin"))
    sums = Sums(lambda _tally, _key: {}, now)
    for at in (now, now, now - timedelta(hours=3), now + timedelta(days=1)):
        assert sums.slot(tally, at) == slot("day", at, "Europe/Berlin")
    sums.at(now + timedelta(days=1))
    assert sums.slot(tally, sums.now) == slot("day", sums.now, "Europe/Berlin")


def test_time_that_goes_back_is_summed_afresh():
    now, one = datetime(2026, 5, 5, 12, tzinfo=UTC), budget(window="2d")
    sums = Sums(lambda _tally, _key: {slot("day", now, "UTC") - back: (10, 1) for back in range(4)}, now)
    counts = []
    for days in (0, 1, 2, 3, -1, 0):
        sums.at(now + timedelta(days=days))
        counts.append(sums.use(one, "usr_1").count)
    assert counts == [2, 1, 0, 0, 3, 2]

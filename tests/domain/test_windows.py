"""Windows by the clock on the wall: a second before and after, when clocks change, and on leap days."""

from datetime import UTC, datetime, timedelta

import pytest

from remit.domain.policy.windows import begins_at, first_slot, grain, is_window, is_zone, resets_at, slot

SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "zone", "moment", "begins", "ends"),
    [
        ("day", "UTC", "2026-03-03T14:00", "2026-03-03T00:00", "2026-03-04T00:00"),
        ("day", "America/New_York", "2026-03-04T04:59", "2026-03-03T05:00", "2026-03-04T05:00"),
        ("day", "Asia/Kathmandu", "2026-03-03T18:15", "2026-03-03T18:15", "2026-03-04T18:15"),
        # 23 and 25 hours: clocks go forward, clocks go back.
        ("day", "Europe/Berlin", "2026-03-29T12:00", "2026-03-28T23:00", "2026-03-29T22:00"),
        ("day", "Europe/Berlin", "2026-10-25T12:00", "2026-10-24T22:00", "2026-10-25T23:00"),
        # Midnight is skipped: the day begins when clocks have jumped.
        ("day", "Asia/Beirut", "2026-03-29T12:00", "2026-03-28T22:00", "2026-03-29T21:00"),
        ("week", "UTC", "2026-03-03T14:00", "2026-03-02T00:00", "2026-03-09T00:00"),
        ("week", "Europe/Berlin", "2026-03-29T21:59", "2026-03-22T23:00", "2026-03-29T22:00"),
        ("month", "UTC", "2028-02-29T12:00", "2028-02-01T00:00", "2028-03-01T00:00"),
        ("month", "UTC", "2026-12-31T23:59", "2026-12-01T00:00", "2027-01-01T00:00"),
        ("shift", "UTC", "2026-03-03T05:59", "2026-03-02T22:00", "2026-03-03T06:00"),
        ("shift", "UTC", "2026-03-03T06:00", "2026-03-03T06:00", "2026-03-03T14:00"),
        ("shift", "Europe/Berlin", "2026-03-29T02:00", "2026-03-28T21:00", "2026-03-29T04:00"),
    ],
)
def test_a_window_begins_and_ends_to_the_second(window, zone, moment, begins, ends):
    first, last = at(begins), at(ends)
    assert begins_at(window, at(moment), zone) == first
    assert resets_at(window, at(moment), zone) == last
    kept_by, here = grain(window), first_slot(window, at(moment), zone)
    assert slot(kept_by, first, zone) == here > slot(kept_by, first - SECOND, zone)
    assert first_slot(window, last - SECOND, zone) == here < first_slot(window, last, zone)


def test_trailing_days_are_so_many_local_days_with_today():
    now, zone = at("2028-03-01T10:00"), "UTC"
    assert begins_at("30d", now, zone) == at("2028-02-01T00:00"), "with the leap day"
    oldest = slot("day", at("2028-02-29T23:59:59"), zone)
    assert resets_at("30d", now, zone, oldest) == at("2028-03-30T00:00")
    assert first_slot("30d", at("2028-03-29T23:59:59"), zone) == oldest
    assert first_slot("30d", at("2028-03-30T00:00"), zone) == oldest + 1
    assert resets_at("30d", now, zone) is None, "nothing is used, so nothing is freed"


def test_ever_is_ever():
    assert {slot("ever", at(text), "UTC") for text in ("1999-01-01T00:00", "2026-01-01T00:00")} == {0}
    assert (begins_at("ever", at("2026-01-01T00:00"), "UTC"), resets_at("ever", at("2026-01-01T00:00"), "UTC")) == (
        None,
        None,
    )


def test_slots_never_go_back_in_any_zone():
    for zone in ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "America/Havana", "Asia/Beirut"):
        for kept_by in ("day", "shift"):
            moments = [at("2026-01-01T00:00") + timedelta(minutes=17) * n for n in range(31_000)]
            slots = [slot(kept_by, moment, zone) for moment in moments]
            if kept_by == "day":
                assert slots == sorted(slots), zone
            assert len(set(slots)) >= (365 if kept_by == "day" else 3 * 365), zone


def test_words_of_windows_and_zones():
    assert all(map(is_window, ("shift", "day", "week", "month", "ever", "1d", "90d", "999d")))
    assert not any(map(is_window, ("", "0d", "90", "d", "1000d", "year", "90 days", "٩d", "7d\n")))
    assert is_zone("Europe/Berlin")
    assert not any(map(is_zone, ("", "Mars/Base", "../etc/passwd", "Europe", "/etc", "UTC\x00")))

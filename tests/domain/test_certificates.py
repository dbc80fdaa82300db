"""Certificates: how long they are valid, when they run out, and that their lapse needs no write."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.domain.certificates import EXPIRING, LAPSED, NEVER, VALID, Certificate, Held, ends
from tests.domain.floor import AGENT

KIND = Certificate("GW-1", "Goodwill", 12, 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("granted", "months", "end"),
    [
        ("2026-01-15T09:00", 12, "2027-01-15T09:00"),
        ("2026-01-31T09:00", 1, "2026-02-28T09:00"),
        ("2028-01-31T09:00", 1, "2028-02-29T09:00"),
        ("2028-02-29T09:00", 12, "2029-02-28T09:00"),
        ("2026-12-31T23:59", 2, "2027-02-28T23:59"),
        ("2026-11-30T00:00", 1, "2026-12-30T00:00"),
    ],
)
def test_it_ends_on_the_same_day_of_a_later_month(granted, months, end):
    assert ends(at(granted), months) == at(end)


def test_one_without_months_does_not_expire():
    assert ends(at("2026-01-01T00:00"), None) == NEVER
    assert ends(at("9990-01-01T00:00"), 600) == NEVER


def test_it_is_valid_from_its_first_moment_up_to_its_last():
    held = Held("GW-1", at("2026-01-01T00:00"), at("2027-01-01T00:00"), "Theo")
    second = timedelta(seconds=1)
    moments = (held.granted_at - second, held.granted_at, held.expires_at - second, held.expires_at)
    assert [held.valid(moment) for moment in moments] == [False, True, True, False]
    warned = held.expires_at - timedelta(days=30)
    standings = [held.standing(moment, KIND) for moment in (warned - second, warned, held.expires_at)]
    assert standings == [VALID, EXPIRING, LAPSED]
    assert held.standing(warned, None) == VALID


def test_what_counts_is_what_is_valid_at_that_moment():
    first = Held("GW-1", at("2026-01-01T00:00"), at("2027-01-01T00:00"), "Theo")
    second = Held("REF-1", at("2026-06-01T00:00"), NEVER, "Theo")
    person = replace(AGENT, held=(first, second))
    assert person.certificates_at(at("2026-03-01T00:00")) == {"GW-1"}
    assert person.certificates_at(at("2026-07-01T00:00")) == {"GW-1", "REF-1"}
    assert person.certificates_at(at("2027-01-01T00:00")) == {"REF-1"}

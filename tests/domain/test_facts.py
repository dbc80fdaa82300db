"""The facts of a case: from the order, the people and the clock; what is not known is left out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.domain.certificates import Held
from remit.domain.orders.order import Customer, Line, Order
from remit.domain.policy.facts import House, about, at_moment, facts_of, moment_of, slug, written
from remit.domain.remedies import REASONS
from remit.domain.requests.request import case_of
from tests.domain.floor import AGENT, NOW, request

DAY = timedelta(days=1)


def order(**said) -> Order:
    plain = {"customer": Customer("C-1", "Kim", "VIP", NOW - 400 * DAY), "placed_at": NOW - 5 * DAY}
    lines = (Line("s-1", "Boot", "Shoes & Boots", 1, 100), Line("s-2", "Bear", "toys", 2, 50))
    return Order(
        **{
            "id": "SO-1",
            "brand": "acme",
            "currency": "USD",
            "captured": 200,
            "refunded": 0,
            "lines": lines,
            **plain,
            **said,
        }
    )


def facts(one, **said):
    return facts_of(REASONS["OTHER"], said.get("channel"), "acme", one, NOW)


def test_an_order_tells_its_facts():
    assert facts(order()) == {
        "reason": "OTHER",
        "basis": "goodwill",
        "brand": "acme",
        "order_age_days": 5,
        "order_captured": 200,
        "product_category": "shoes-boots|toys",
        "customer_segment": "vip",
        "customer_tenure_days": 400,
    }


def test_what_is_not_told_is_left_out():
    bare = facts(order(customer=Customer("C-1", "Kim"), lines=()), channel="phone")
    assert bare.keys() == {
        "reason",
        "basis",
        "brand",
        "channel",
        "order_age_days",
        "order_captured",
        "product_category",
    }
    assert bare["product_category"] == ""
    assert facts(None).keys() == {"reason", "basis", "brand"}


@pytest.mark.parametrize(
    ("zone", "at", "hour", "weekday"),
    [
        ("UTC", NOW, 14, "tue"),
        ("Europe/Berlin", NOW, 15, "tue"),
        ("Pacific/Auckland", NOW, 3, "wed"),
        ("Asia/Kathmandu", NOW, 19, "tue"),
        ("Europe/Berlin", datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), 1, "sun"),
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 0, 0, tzinfo=UTC), 3, "sun"),
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 2, "sun"),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 2, "sun"),
        ("America/New_York", datetime(2028, 2, 29, 4, 59, tzinfo=UTC), 23, "mon"),
    ],
)
def test_hour_and_weekday_are_by_the_brands_clock(zone, at, hour, weekday):
    told = at_moment({}, at, zone)
    assert (told["hour"], told["weekday"], told["time_zone"]) == (hour, weekday, zone)
    assert at_moment(told, at + DAY)["weekday"] != weekday, "asked again, by the same clock"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "\x00", "Europe", 7])
def test_a_zone_that_there_is_not_tells_no_hour(zone):
    told = at_moment({"time_zone": zone}, NOW)
    assert told["moment"] == "2026-03-03T14:00:00Z"
    assert not {"hour", "weekday"} & told.keys()


def test_a_moment_is_written_to_the_second_in_utc():
    late = NOW + timedelta(microseconds=999_999)
    assert written(late) == "2026-03-03T14:00:00Z"
    assert moment_of({"moment": written(late)}) == NOW
    assert written(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"


def test_what_is_somebodys_own_follows_the_person_asked_about():
    held = (Held("REF-1", NOW - DAY, NOW + DAY, "Mia"), Held("GW-1", NOW - DAY, NOW, "Mia"))
    agent = replace(AGENT, held=held, since=NOW - 90 * DAY - timedelta(seconds=1))
    asked = about(at_moment({}, NOW), agent)
    assert (asked["cert"], asked["agent_tenure_days"]) == ("REF-1", 90)
    assert about(at_moment({}, NOW - timedelta(seconds=1)), agent)["cert"] == "GW-1|REF-1"
    assert "agent_tenure_days" not in about(asked, AGENT)
    assert about(asked, AGENT)["cert"] == ""
    assert "cert" not in about({"cert": "GW-1"}, agent), "without a moment nobody is sure to hold anything"


def test_asked_again_the_clock_has_moved_and_the_rest_is_as_it_was():
    first = about(at_moment({"order_age_days": 30, "customer_tenure_days": 3}, NOW, "Europe/Berlin"), AGENT)
    waiting = request(facts=first)
    again = case_of(waiting, AGENT, NOW + DAY).facts
    assert (again["order_age_days"], again["customer_tenure_days"]) == (30, 3)
    assert (again["moment"], again["weekday"]) == ("2026-03-04T14:00:00Z", "wed")
    assert case_of(waiting, AGENT).facts == first


def test_names_of_other_systems_become_plain():
    assert slug("Home & Garden") == "home-garden"
    assert slug("  ÄÖ|x;y  ") == "x-y"
    assert slug("***") == ""


def test_each_brand_lives_by_its_clock():
    house = House("acme", "UTC", {"b1": "Asia/Tokyo"})
    assert (house.zone("b1"), house.zone("acme")) == ("Asia/Tokyo", "UTC")

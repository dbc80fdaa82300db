"""What somebody may give and which budgets bind them, as they read it on their own page."""

from datetime import UTC, datetime

import pytest

from remit.authority.budgets.own import own_budgets
from remit.authority.own import own_limits
from remit.authority.recalling import recalling
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.budgets import Budget, Use
from remit.domain.policy.facts import House
from tests.authority.worlds import DAY, NOW, floor, person, question, rule, tiers

KIM = person("usr_kim", "agent", "north")
HOUSE = House("acme", "UTC", {"acme": "UTC", "b1": "Asia/Tokyo"})


def mine(*rules, now=NOW):
    limits = snapshot(1, rules, tiers(), floor(KIM, person("usr_mia", "lead")))
    return own_limits(limits, KIM, HOUSE, now)


def told(*rules, now=NOW):
    return [(one.remedy, one.currency, one.brand, one.when, one.auto) for one in mine(*rules, now=now)]


@pytest.mark.parametrize(
    "when",
    [
        "order_age_days < 30",
        "order_age_days <= 30",
        "order_age_days > 30",
        "order_age_days >= 30",
        "order_age_days != 30",
        "order_share_percent = 33",
        "channel = phone",
        "channel in phone|chat",
        "channel != phone",
        "product_category has shoes",
        "product_category has no shoes",
        "product_category only shoes",
        "customer_segment = vip; order_age_days < 1",
    ],
)
def test_a_limit_under_a_condition_is_told_as_it_is_where_that_holds(when):
    base, more = rule("L-0001", amount=1000), rule("L-0002", amount=4000, when=when)
    amounts = {own.when: own.auto for own in mine(base, more)}
    # Of a fact that need only not be something, or that need only be missing nothing, none can be told.
    assert amounts[""] == 1000
    assert amounts[when] == (1000 if when == "channel != phone" else 4000)


def test_bounds_are_met_by_the_nearest_number():
    """A second bound on the same fact, one further, is met or not: it shows which number was taken."""
    for when, other, met in (
        ("order_age_days < 30", "order_age_days >= 29", True),
        ("order_age_days > 30", "order_age_days <= 31", True),
        ("order_age_days != 30", "order_age_days <= 31", True),
        ("order_age_days != 30", "order_age_days < 31", False),
        ("order_age_days <= 30", "order_age_days >= 30", True),
    ):
        first, second = rule("L-0001", amount=1000, when=when), rule("L-0002", amount=4000, when=other)
        amounts = {own.when: own.auto for own in mine(first, second)}
        assert amounts[when] == (4000 if met else 1000), (when, other)


def test_each_matter_is_told_once_with_the_guideline_of_its_largest_rule():
    small = rule("L-0001", subject="tier:trainee", amount=1000, guideline="start small")
    large = rule("L-0002", amount=5000, guideline="think twice")
    for rules in ((small, large), (large, small)):
        (own,) = mine(*rules)
        assert (own.auto, own.review, own.approve, own.guideline) == (5000, None, None, "think twice")
    (own,) = mine(large, rule("L-0003", subject="tier:trainee", amount=5000, guideline="the later of two alike"))
    assert own.guideline == "the later of two alike"
    unlimited = rule("L-0004", amount=None, guideline="as much as it takes")
    assert [one.auto for one in mine(unlimited, large)] == [MAX_AMOUNT]


def test_modes_stand_beside_each_other():
    rules = (rule("L-1", amount=100), rule("L-2", amount=200, mode="review"), rule("L-3", amount=300, mode="approve"))
    assert [(one.auto, one.review, one.approve) for one in mine(*rules)] == [(100, 200, 300)]


def test_matters_come_in_order_and_only_ones_own():
    rules = [
        rule("L-1", remedy="replacement", amount=100),
        rule("L-2", currency="EUR", amount=200),
        rule("L-3", brand="b1", amount=300),
        rule("L-4", subject="tier:lead", amount=9000),
        rule("L-5", subject="user:usr_mia", amount=9000),
        rule("L-6", subject="team:north", amount=150, remedy="discount"),
    ]
    assert told(*rules) == [
        ("discount", "USD", "*", "", 150),
        ("refund", "EUR", "*", "", 200),
        ("refund", "USD", "b1", "", 300),
        ("replacement", "USD", "*", "", 100),
    ]


def test_the_hour_is_that_of_the_brand():
    """Noon in Greenwich is nine in the evening in Tokyo."""
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    late = [
        rule("L-1", brand="b1", amount=100),
        rule("L-2", brand="b1", amount=900, when="hour >= 20; hour < 22"),
        rule("L-3", amount=50),
    ]
    # Where the limit itself asks about the hour it is told as it is then.
    assert ("refund", "USD", "*", "", 50) in told(*late, now=noon)
    capped = [rule("L-1", brand="b1", amount=100), rule("L-2", brand="b1", kind=CAP, amount=10, when="hour >= 20")]
    assert told(*capped, now=noon)[0] == ("refund", "USD", "b1", "", 10)
    assert told(*capped, now=noon - DAY / 4)[0] == ("refund", "USD", "b1", "", 100)


def test_a_cap_on_whoever_lacks_something_is_no_matter_of_its_own():
    hold = rule("L-2", kind=CAP, mode="*", amount=10, when="cert has no GW-1", remedy="refund")
    assert told(rule("L-1", amount=100), hold) == [("refund", "USD", "*", "", 10)]
    alone = rule("L-3", kind=CAP, mode="*", amount=10, remedy="discount")
    assert told(alone) == [("discount", "USD", "*", "", None)]
    assert told(rule("L-4", kind=CAP, amount=10, remedy="discount", when="cert has no GW-1; channel = phone")) == [
        ("discount", "USD", "*", "channel = phone", None)
    ]


def test_only_a_certificate_that_gives_more_is_told():
    held = floor(person("usr_kim"))
    rules = [rule("L-1", amount=100), rule("L-2", amount=100, when="cert has GW-1"), rule("L-3", amount=None)]
    assert own_limits(snapshot(1, rules[:2], tiers(), held), KIM, HOUSE, NOW)[0].unlocks == ()
    one_more = rule("L-2", amount=101, when="cert has GW-1")
    first = rule("L-3", amount=1, mode="review", when="cert has REF-1")
    (own,) = own_limits(snapshot(1, [rules[0], one_more, first], tiers(), held), KIM, HOUSE, NOW)
    assert [(one.certificate, one.auto, one.review, one.approve) for one in own.unlocks] == [
        ("GW-1", 101, None, None),
        ("REF-1", 100, 1, None),
    ]


def budget(bid, **said) -> Budget:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*", "per": "agent"}
    return Budget(bid=bid, **{**plain, "window": "day", "measure": "amount", "limit": 1000, **said})


class Sums:
    """What was given, by budget and whose sum it is."""

    def __init__(self, **used):
        self._used = used

    def use(self, budget, key):
        return Use(amount=self._used.get(f"{budget.bid}_{key}", 0))


def test_ones_own_budgets_stand_as_they_are_used():
    rows = [
        budget("B4", per="customer"),
        budget("B1"),
        budget("B2", subject="team:north", per="team"),
        budget("B3", subject="user:usr_kim", per="brand"),
        budget("B5", per="brand", brand="b1"),
        budget("B6", subject="tier:trainee"),
        budget("B7", window="sometimes"),
    ]
    limits = snapshot(1, [], tiers(), floor(KIM)).with_budgets(1, rows)
    spent = Sums(B1_usr_kim=100, B2_north=200, B3_acme=300, B5_b1=500, B5_acme=1, B7_usr_kim=700)
    found = {one.budget.bid: one.state and one.state.left for one in own_budgets(limits, KIM, "acme", spent)}
    assert list(found) == sorted(found)
    # Per customer it stands differently for each; one that cannot be summed has no state.
    assert found == {"B1": 900, "B2": 800, "B3": 700, "B4": None, "B5": 500, "B7": None}


@pytest.mark.parametrize(
    ("said", "matter", "binds"),
    [
        ({}, ("refund", "USD", "acme"), True),
        ({}, ("discount", "USD", "acme"), False),
        ({}, ("refund", "EUR", "acme"), False),
        ({"remedy": "*"}, ("discount", "USD", "acme"), True),
        ({"remedy": "*"}, ("discount", "EUR", "acme"), False),
        ({"brand": "b1"}, ("refund", "USD", "acme"), False),
        ({"brand": "b1"}, ("refund", "USD", "b1"), True),
        ({"brand": "b1"}, ("refund", "USD", "*"), True),
        ({"brand": "b1"}, ("discount", "USD", "*"), False),
    ],
)
def test_a_budget_speaks_of_its_matter(said, matter, binds):
    limits = snapshot(1, [], tiers(), floor(KIM)).with_budgets(1, [budget("B1", **said)])
    (own,) = own_budgets(limits, KIM, "acme", Sums())
    assert own.speaks_of(*matter) is binds


def test_limits_that_remember_say_the_same():
    limits = snapshot(3, [rule("L-1", amount=100), rule("L-2", kind=CAP, amount=50)], tiers(), floor(person("usr_1")))
    remembering = recalling(limits)
    asked = [question("user:usr_1", amount) for amount in (49, 50, 51, 100, 101)] * 2
    assert [remembering.ask(one) for one in asked] == [limits.ask(one) for one in asked]
    assert (remembering.version, remembering.hash, remembering.rules) == (3, limits.hash, limits.rules)

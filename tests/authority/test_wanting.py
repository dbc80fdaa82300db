"""Facts that a draft begins to ask about: of a past case that does not know them it cannot be said what would be."""

import pytest

from remit.authority.drafts.wanting import Wanting
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.policy.budgets import Budget
from remit.domain.policy.cases import Case
from tests.authority.worlds import floor, person, rule, tiers

KIM = person("usr_kim", "agent", "north")
BASE = rule("L-0001", amount=1000)
BY_PHONE = "channel = phone"


def limits(*rules, budgets=()):
    return snapshot(1, [BASE, *rules], tiers(), floor(KIM, person("usr_mia", "lead"))).with_budgets(1, budgets)


def wanting(after, before=None, amount=500, facts=None, **said):
    known = {"brand": "acme", **(facts or {})}
    plain = {"requester": KIM, "remedy": "refund", "currency": "USD", "brand": "acme", "facts": known}
    case = Case(**{**plain, "amount": amount, **said})
    return Wanting(before or limits(), after).of(case, after)


def budget(**said) -> Budget:
    plain = {"bid": "B-1", "subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*"}
    rest = {"per": "agent", "window": "day", "measure": "amount", "limit": 1000, "when": BY_PHONE}
    return Budget(**{**plain, **rest, **said})


def test_a_fact_that_is_not_known_is_wanting():
    after = limits(rule("L-0002", amount=2000, when="channel = phone; customer_segment = vip"))
    assert wanting(after) == ("channel", "customer_segment")
    assert wanting(after, facts={"customer_segment": "vip"}) == ("channel",)
    assert wanting(after, facts={"channel": "phone", "customer_segment": "vip"}) == ()


def test_what_is_plainly_not_so_needs_no_more_facts():
    after = limits(rule("L-0002", amount=2000, when="channel = phone; customer_segment = vip"))
    assert wanting(after, facts={"channel": "email"}) == ()


def test_what_was_asked_about_all_along_is_not_wanting():
    asked = rule("L-0002", amount=2000, when=BY_PHONE)
    assert wanting(limits(asked), before=limits(asked)) == ()
    more = rule("L-0002", amount=3000, when=BY_PHONE)
    assert wanting(limits(more), before=limits(asked)) == ()
    otherwise = rule("L-0002", amount=2000, when="channel = chat")
    assert wanting(limits(otherwise), before=limits(asked)) == ("channel",)
    assert wanting(limits(budgets=[budget()]), before=limits(budgets=[budget()])) == ()
    assert wanting(limits(budgets=[budget()]), before=limits(budgets=[budget(when="")])) == ("channel",)
    assert wanting(limits(budgets=[budget(when="")]), before=limits(budgets=[budget()])) == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ("channel",)),
        ({"subject": "tier:trainee"}, ("channel",)),  # inherited
        ({"subject": "team:north"}, ("channel",)),
        ({"subject": "user:usr_kim"}, ("channel",)),
        ({"subject": "tier:lead"}, ()),
        ({"subject": "user:usr_mia"}, ()),
        ({"remedy": "discount"}, ()),
        ({"currency": "EUR"}, ()),
        ({"brand": "b1"}, ()),
        ({"brand": "acme"}, ("channel",)),
        ({"mode": "approve"}, ()),  # who approves is not asked of the past
        ({"mode": "review"}, ("channel",)),
        ({"amount": 499}, ()),  # too small to matter
        ({"amount": 500}, ("channel",)),
        ({"amount": None}, ("channel",)),
        ({"kind": CAP, "amount": 499}, ("channel",)),
    ],
)
def test_only_what_could_decide_the_case_is_looked_at(said, told):
    assert wanting(limits(rule("L-0002", **{"amount": 2000, "when": BY_PHONE, **said}))) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ("channel",)),
        ({"remedy": "*"}, ("channel",)),
        ({"remedy": "discount"}, ()),
        ({"currency": "EUR"}, ()),
        ({"brand": "b1"}, ()),
        ({"brand": "acme"}, ("channel",)),
        ({"subject": "team:north"}, ("channel",)),
        ({"subject": "team:south"}, ()),
        ({"limit": 1}, ("channel",)),
    ],
)
def test_budgets_ask_for_facts_as_well(said, told):
    assert wanting(limits(budgets=[budget(**said)])) == told


def test_without_an_order_nothing_is_wanting_of_one():
    after = limits(rule("L-0002", amount=2000, when="channel = phone; order_age_days < 30; customer_segment = vip"))
    assert wanting(after) == ("channel", "customer_segment", "order_age_days")
    assert wanting(after, on_order=False) == ("channel",)


def test_a_share_follows_from_what_was_captured():
    after = limits(rule("L-0002", amount=2000, when="order_share_percent <= 10"))
    assert wanting(after) == ("order_share_percent",)
    assert wanting(after, facts={"order_captured": 9000}) == ()

"""What lints say, word for word: the amount, the person, and the way to mend it."""

import pytest

from remit.authority.lint.findings import ERROR, WARNING
from remit.authority.lint.report import lint
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.policy.budgets import Budget
from tests.authority.worlds import floor, person, rule, tiers

SMALL = ("agent", "lead", "director")
PEOPLE = (
    person("usr_ana", "agent", "north"),
    person("usr_bo", "lead", "north"),
    person("usr_cy", "director"),
    person("usr_di", "director"),
)
APPROVES = rule("L-0100", subject="tier:director", mode="approve", amount=None)


def found(*rules, budgets=(), people=PEOPLE):
    return lint(snapshot(1, rules, tiers(SMALL), floor(*people)).with_budgets(1, budgets))


def said(*rules, people=PEOPLE) -> list[str]:
    return [one.sentence for one in found(*rules, people=people)]


def test_what_nobody_may_approve_is_told_with_both_amounts_and_whose_they_are():
    small = rule("L-0100", subject="tier:director", mode="approve", amount=4000)
    told = "Nobody may approve a refund in USD (other brands) over USD 40.00 for others, although agent may give one"
    assert said(rule(amount=5000, subject="user:usr_ana"), small) == [f"{told} alone up to USD 50.00."]
    assert said(rule(amount=None, subject="user:usr_ana"), small)[0] == f"{told} alone without limit."
    assert not [one for one in said(rule(amount=4000), small) if one.startswith("Nobody")]


def test_a_gap_is_told_where_it_is():
    small = rule("L-0100", subject="tier:director", mode="approve", amount=4000)
    more = rule("L-0002", amount=5000, when="channel = phone")
    (told,) = [one for one in said(rule(amount=3000), more, small) if one.startswith("Nobody")]
    assert told.endswith("up to USD 50.00. This is so by phone.")
    both = (more, rule("L-0003", amount=5000, when="customer_segment = vip"))
    (told, *_) = [one for one in said(rule(amount=3000), *both, small) if one.startswith("Nobody")]
    assert "This is so" in told


def test_the_only_one_who_may_approve_the_most_is_told_by_name_and_from_which_amount():
    top = rule("L-0200", subject="user:usr_cy", mode="approve", amount=9000)
    all_ = rule("L-0100", subject="tier:director", mode="approve", amount=4000)
    assert said(rule(amount=1000), all_, top) == [
        "Only Usr_Cy may approve a refund in USD (other brands) over USD 40.00; for Usr_Cy, nobody can approve that."
    ]
    alone = rule("L-0300", subject="user:usr_cy", amount=6000)
    assert [one for one in said(rule(amount=1000), all_, top, alone) if one.startswith("Only")] == [
        "Only Usr_Cy may approve a refund in USD (other brands) over USD 60.00; for Usr_Cy, nobody can approve that."
    ]
    # What they may give alone reaches as far: nobody has to approve it.
    enough = rule("L-0300", subject="user:usr_cy", amount=9000)
    assert not [one for one in said(rule(amount=1000), all_, top, enough) if one.startswith("Only")]


def test_an_approver_whom_nobody_needs_is_told_with_their_limit():
    by_lead = rule("L-0100", subject="tier:lead", mode="approve", amount=4000)
    people = (PEOPLE[0], PEOPLE[1])
    told = (
        "Usr_Bo may approve a refund in USD (other brands) up to USD 40.00, but only their own requests could need it"
    )
    (one,) = [one for one in said(rule(amount=4000), by_lead, people=people) if "their own" in one]
    assert one == f"{told}, and nobody approves their own."
    # One unit less than what they may approve: somebody could need it.
    assert not [one for one in said(rule(amount=3999), by_lead, people=people) if "their own" in one]


@pytest.mark.parametrize(("cap", "below", "told"), [(100, 200, True), (200, 200, False), (199, 200, True)])
def test_a_capped_tier_that_ends_below_the_one_under_it(cap, below, told):
    capped = rule("L-0050", subject="tier:lead", kind=CAP, mode="*", amount=cap)
    upside_down = [one for one in found(rule(amount=below), capped, APPROVES) if one.kind == "ladder"]
    if told:
        (one,) = upside_down
        assert "who may have USD 2.00" in one.sentence
        assert one.mend == "Cap the tier below as well, or raise L-0050 to USD 2.00."
    else:
        assert upside_down == []


def test_a_cap_that_holds_nobody_back_says_how_far_they_get():
    idle = rule("L-0050", kind=CAP, mode="*", amount=500)
    (one,) = [one for one in found(rule(amount=300), idle, APPROVES) if one.kind == "idle-cap"]
    assert one.sentence.endswith("holds nobody back: nobody it is for gets further than USD 3.00 anyway.")
    nothing = rule("L-0050", remedy="discount", kind=CAP, mode="*", amount=500)
    (one,) = [one for one in found(rule(amount=300), nothing, APPROVES) if one.kind == "idle-cap"]
    assert one.sentence.endswith("holds nobody back: nobody it is for may give any.")


def test_a_grant_behind_a_cap_gives_nobody_anything_or_is_never_reached():
    shut = rule("L-0050", subject="tier:director", kind=CAP, mode="auto", amount=0)
    (one,) = [
        one for one in found(rule(subject="tier:director", amount=300), shut, APPROVES) if one.kind == "capped-grant"
    ]
    assert (one.severity, one.rules) == (ERROR, ("L-0001", "L-0050"))
    assert "gives nobody anything" in one.sentence
    low = rule("L-0050", subject="tier:director", kind=CAP, mode="auto", amount=100)
    (one,) = [
        one for one in found(rule(subject="tier:director", amount=300), low, APPROVES) if one.kind == "capped-grant"
    ]
    assert (one.severity, "is never reached" in one.sentence) == (WARNING, True)
    assert one.mend == "Raise or remove L-0050, or lower L-0001."
    assert not [
        one for one in found(rule(subject="tier:director", amount=100), low, APPROVES) if one.kind == "capped-grant"
    ]


def budget(bid="B-0001", **traits) -> Budget:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*", "per": "agent"}
    return Budget(bid=bid, **{**plain, "window": "day", "measure": "amount", "limit": 10_000, **traits})


@pytest.mark.parametrize(
    ("traits", "granted", "kind"),
    [
        ({}, {}, None),
        ({"limit": 5000}, {}, None),
        ({"limit": 4999}, {}, "budget-below-limit"),
        ({"limit": 0}, {}, None),  # nothing at all: that is meant
        ({"limit": 1, "measure": "count"}, {}, None),
        ({"limit": 4999}, {"mode": "review"}, None),
        ({"limit": 4999}, {"subject": "team:north"}, "idle-budget"),
        ({"limit": 4999, "brand": "acme"}, {}, "budget-below-limit"),
        ({"limit": 4999, "brand": "acme"}, {"brand": "acme"}, "budget-below-limit"),
        ({"limit": 4999, "brand": "acme"}, {"brand": "b1"}, "idle-budget"),
        ({"limit": 4999}, {"brand": "b1"}, "budget-below-limit"),
        ({"remedy": "*", "limit": 4999}, {}, "budget-below-limit"),
        ({"remedy": "discount"}, {}, "idle-budget"),
        ({"currency": "EUR"}, {}, "idle-budget"),
        ({"subject": "tier:lead"}, {}, None),  # inherited
        ({"subject": "tier:lead"}, {"subject": "tier:director"}, "idle-budget"),
        ({"subject": "team:north"}, {}, None),
        ({"subject": "team:south"}, {}, "empty-subject"),
        ({"subject": "tier:king"}, {}, "unknown-subject"),
        ({"subject": "user:usr_ana"}, {}, None),
        ({"subject": "user:usr_ana"}, {"subject": "tier:lead"}, "idle-budget"),
        ({}, {"mode": "approve"}, "idle-budget"),  # approvers are not bound per agent
        ({"per": "order"}, {"mode": "approve"}, None),
        ({}, {"mode": "override"}, "idle-budget"),
        ({}, {"kind": CAP}, "idle-budget"),
        ({"window": "sometimes"}, {}, "invalid-budget"),
    ],
)
def test_what_is_wrong_with_a_budget(traits, granted, kind):
    findings = found(rule(**{"amount": 5000, **granted}), budgets=[budget(**traits)])
    assert [one.kind for one in findings if one.rules[:1] == ("B-0001",)] == ([kind] if kind else [])


def test_a_budget_below_a_limit_says_how_to_mend_it():
    (one,) = [one for one in found(rule(amount=5000), budgets=[budget(limit=4999)]) if one.rules[:1] == ("B-0001",)]
    assert one.rules == ("B-0001", "L-0001")
    assert one.sentence.endswith("USD 49.99 (B-0001) is less than one request may be: USD 50.00 alone (L-0001).")
    assert one.mend == "Raise B-0001 above USD 50.00, or lower L-0001."
    (one,) = [one for one in found(rule(amount=None), budgets=[budget()]) if one.rules[:1] == ("B-0001",)]
    assert "no limit alone (L-0001)" in one.sentence
    assert one.mend == "Give L-0001 an amount, or remove B-0001."

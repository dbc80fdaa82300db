"""Budgets: checked when written, judged by Casbin, exported so that a stock Enforcer judges the same, and linted."""

from dataclasses import replace
from random import Random

import casbin
import pytest
from casbin.persist.adapters.string_adapter import StringAdapter

from remit.authority import functions
from remit.authority.budgets.budget import InvalidBudget, checked
from remit.authority.budgets.exchange import budgets_conf, budgets_csv, changes, read_budgets
from remit.authority.budgets.judge import as_request
from remit.authority.drafts.budget_changes import RemoveBudget, SetBudget, UnknownBudget, budgets_after
from remit.authority.drafts.budget_difference import budget_difference, budget_lines, gains_by_budgets
from remit.authority.drafts.difference import subject_names
from remit.authority.engine.judge import model
from remit.authority.lint.report import lint
from remit.authority.snapshot import snapshot
from remit.domain.policy.budgets import Budget
from tests.authority.worlds import floor, person, question, rule, tiers
from tests.domain.floor import AUTHORITY

PEOPLE = floor(
    person("usr_1", "agent", "north"),
    person("usr_2", "senior", "north"),
    person("usr_3", "lead", "south"),
    person("usr_4", "agent", None, active=False),
)


APART = floor(
    replace(person("usr_1", "agent", "north"), brand_tiers=(("b1", "senior"),)),
    replace(person("usr_2", "senior", "north"), brand_tiers=(("acme", "agent"), ("b1", "lead"))),
    replace(person("usr_3", None, "south"), brand_tiers=(("acme", "agent"),)),
    replace(person("usr_4", "agent"), brand_tiers=(("b1", "lead"),), active=False),
)
"""The same people, with other tiers for some brands."""


def budget(bid="B-0001", **said) -> Budget:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*", "per": "agent"}
    return checked(Budget(bid=bid, **{**plain, "window": "day", "measure": "amount", "limit": 10_000, **said}))


def world(*budgets: Budget, people=PEOPLE):
    return snapshot(1, [rule()], tiers(), people).with_budgets(1, budgets)


def drawn(random: Random, bid: str) -> Budget:
    subjects = ("tier:agent", "tier:senior", "tier:lead", "team:north", "user:usr_1", "user:usr_4")
    return budget(
        bid,
        subject=random.choice(subjects),
        remedy=random.choice(("refund", "*", "goodwill_credit")),
        brand=random.choice(("*", "acme", "b1")),
        per=random.choice(("agent", "customer", "order", "team", "brand")),
        window=random.choice(("day", "week", "30d", "ever")),
        measure=random.choice(("amount", "count")),
        limit=random.choice((0, 1, 3, 100, 150)),
        when=random.choice(("", "basis = goodwill", "channel in phone|chat")),
    )


def stock(limits) -> casbin.Enforcer:
    enforcer = casbin.Enforcer(model(budgets_conf()), StringAdapter(budgets_csv(limits)))
    functions.register(enforcer)
    return enforcer


@pytest.mark.parametrize("people", [PEOPLE, APART])
def test_stock_casbin_judges_the_same_and_names_the_same_budget(people):
    random, seen = Random(3), []
    for _ in range(60):
        limits = world(*(drawn(random, f"B-{n:04}") for n in range(1, random.randint(2, 14))), people=people)
        enforcer = stock(limits)
        for _ in range(20):
            facts = {"basis": random.choice(("goodwill", "entitlement"))}
            facts |= {"channel": random.choice(("phone", "email"))} if random.random() < 0.6 else {}
            subject, amount = f"user:usr_{random.randint(1, 4)}", random.choice((1, 50, 100, 150))
            remedy, brand = random.choice(("refund", "goodwill_credit")), random.choice(("acme", "b1"))
            asked = question(subject, amount, remedy=remedy, brand=brand, facts={**facts, "brand": brand})
            sums = {bid: random.choice((None, 0, 1, 2, 50, 99, 100)) for bid in limits.book.rows}
            answer = limits.within(asked, sums)
            allowed, named = enforcer.enforce_ex(*as_request(asked, sums))
            assert (answer.allowed, answer.rule) == (allowed, None if allowed else named[-1])
            seen.append(answer.allowed)
    assert 200 < sum(seen) < len(seen) - 200


def test_a_sum_that_is_not_known_is_too_much():
    limits = world(budget(limit=10**12))
    assert limits.within(question(amount=1), {"B-0001": 0}).allowed
    assert limits.within(question(amount=1), {"B-0001": None}).allowed
    for sums in ({}, {"B-0001": "0"}, {"B-0001": True}, {"B-0002": 0}):
        assert not limits.within(question(amount=1), sums).allowed


def test_budgets_bind_their_own_tier_and_team_only():
    limits = world(budget(limit=0))
    bound = {who: bool(limits.budgets(question(f"user:{who}"))) for who in ("usr_1", "usr_2", "usr_4", "ghost")}
    assert bound == {"usr_1": True, "usr_2": False, "usr_4": False, "ghost": False}
    assert world(budget(subject="team:north")).budgets(question("user:usr_2"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "agent"),
        ("remedy", "hug"),
        ("currency", "usd"),
        ("brand", "A,B"),
        ("per", "planet"),
        ("window", "0d"),
        ("measure", "weight"),
        ("limit", -1),
        ("limit", True),
        ("limit", 10**12 + 1),
        ("zone", "Mars/Base"),
        ("when", "mood = bad"),
        ("when", "order_share_percent <= 10"),
        ("guideline", "a\nb"),
    ],
)
def test_what_cannot_be_is_refused_by_field(field, value):
    with pytest.raises(InvalidBudget) as refused:
        budget(**{field: value})
    assert refused.value.members == {"field": field}


def test_export_and_import_is_no_change_and_changes_are_found():
    before = world(budget(), budget("B-0002", per="team", window="week", when="basis = goodwill", zone="Asia/Tokyo"))
    reading = read_budgets(budgets_csv(before), before.knows)
    assert (reading.problems, changes(reading, before.book.rows)) == ((), [])
    assert {one.bid: one for one in reading.budgets} == dict(before.book.rows)
    text = budgets_csv(before).replace("10000", "9000", 1).replace("p, tier:agent, refund, USD, *, team", "# gone")
    found = changes(read_budgets(text, before.knows), before.book.rows)
    after = budgets_after(before.book.rows, found, before.knows)
    assert {bid: one.limit for bid, one in after.items()} == {"B-0001": 9_000}
    bad = "p, tier:king, refund, USD, *, agent, day, amount, 1, UTC, , deny, B-9\np, a\n" + budgets_csv(before) * 2
    assert [line for line, _ in read_budgets(bad, before.knows).problems] == [1, 2, 11, 12]


def test_changes_set_keep_and_remove():
    ask = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "per": "agent", "window": "day"}
    first = budgets_after({}, [SetBudget(**ask, limit=5, zone="Asia/Tokyo", guideline="kind")], lambda _: True)
    assert first["B-0001"].zone == "Asia/Tokyo"
    again = budgets_after(first, [SetBudget(**ask, limit=7)], lambda _: True)
    assert (again["B-0001"].limit, again["B-0001"].zone, again["B-0001"].guideline) == (7, "Asia/Tokyo", "kind")
    assert list(budgets_after(first, [SetBudget(**ask, measure="count", limit=7)], lambda _: True)) == [
        "B-0001",
        "B-0002",
    ]
    assert budgets_after(first, [RemoveBudget(budget="B-0001")], lambda _: True) == {}
    with pytest.raises(UnknownBudget) as refused:
        budgets_after(first, [RemoveBudget(budget="B-0001"), RemoveBudget(budget="B-0001")], lambda _: True)
    assert refused.value.members == {"budget": "B-0001", "index": 1}


def test_what_allows_more_raises_and_is_said_aloud():
    names = subject_names(AUTHORITY.tiers)
    old = {one.bid: one for one in (budget(), budget("B-0002", per="customer", window="90d", limit=3_000))}
    new = {one.bid: one for one in (budget(limit=12_000), budget("B-0003", measure="count", window="ever", limit=1))}
    said = {line.rule: (line.text, line.raises) for line in budget_lines(budget_difference(old, new), names)}
    assert said == {
        "B-0001": ("Refund budget, agent, per agent a day: USD 100.00 → USD 120.00", True),
        "B-0002": ("Refund budget, agent, per customer in 90 days: USD 30.00, removed", True),
        "B-0003": ("Refund budget, agent, per agent ever: once, new", False),
    }
    agent, senior = PEOPLE.people["usr_1"], PEOPLE.people["usr_2"]
    assert gains_by_budgets(old, new, agent, tiers())
    assert not gains_by_budgets(old, new, senior, tiers())
    assert not gains_by_budgets(new, {**new, "B-0002": old["B-0002"]}, agent, tiers())


def test_lints_name_what_binds_nobody_and_what_is_below_a_limit():
    found = {
        (one.kind, one.rules[0])
        for one in lint(
            world(
                budget("B-0001", limit=4_000),
                budget("B-0002", subject="team:moon"),
                budget("B-0003", subject="user:usr_4"),
                budget("B-0004", subject="tier:trainee"),
                budget("B-0005", subject="tier:lead", remedy="discount"),
                budget("B-0006", limit=50_000, window="week"),
            )
        )
        if one.rules and one.rules[0].startswith("B-")
    }
    assert found == {
        ("budget-below-limit", "B-0001"),
        ("empty-subject", "B-0002"),
        ("inactive-person", "B-0003"),
        ("empty-subject", "B-0004"),
        ("idle-budget", "B-0005"),
    }


def test_the_hash_is_of_the_budgets_too_whatever_way_they_came():
    one, other = budget(), budget("B-0002", window="week")
    both = world(one, other)
    assert world(other).with_budgets(1, [one]).hash == both.hash != world(one).hash
    assert both.with_budgets(2, removed=["B-0001", "B-0002"]).hash == world().hash
    assert both.with_rules(2, removed=["L-0001"]).book == both.book

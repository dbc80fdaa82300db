"""At the edge: one cent, one percent, the last digit, and what is like something else but is not."""

import re
from dataclasses import replace

import pytest

from remit.authority.apart import Apart
from remit.authority.budgets.own import bound
from remit.authority.drafts.budget_changes import SetBudget, budgets_after
from remit.authority.drafts.budget_difference import budget_difference
from remit.authority.drafts.changes import SetLimit, edited
from remit.authority.drafts.intake import amount_of
from remit.authority.drafts.sheet import read_sheet, sheet
from remit.authority.engine.traits import Asked
from remit.authority.lint.report import lint
from remit.authority.rules.conditions import certificates_in
from remit.authority.rules.rule import CAP, GRANT, InvalidRule, number
from remit.authority.rules.spoken import limit
from remit.authority.snapshot import snapshot
from remit.domain.policy.budgets import Budget
from tests.authority.worlds import DAY, NOW, floor, person, question, rule, tiers

PEOPLE = floor(person("usr_1", "agent", "north"), person("usr_2", "lead"))


def limits(*rules):
    return snapshot(1, rules, tiers(), PEOPLE)


@pytest.mark.parametrize("captured", [1, 99, 10_000])
@pytest.mark.parametrize(
    ("rules", "reach"),
    [
        ([rule(amount=None, when="order_share_percent <= 100")], lambda captured: captured),
        ([rule(amount=None, when="order_share_percent <= 10")], lambda captured: captured * 10 // 100),
        ([rule(amount=None, when="order_share_percent < 10")], lambda captured: captured * 9 // 100),
        (
            [rule("L-1", amount=None), rule("L-2", kind=CAP, amount=0, when="order_share_percent >= 10")],
            lambda captured: captured * 9 // 100,
        ),
    ],
)
def test_a_share_reaches_to_the_cent(rules, reach, captured):
    world = limits(*rules)
    far = world.reach(question("user:usr_1", facts={"order_captured": captured}))
    assert (far.amount if far else 0) == reach(captured)


def test_a_limit_has_forty_digits_at_most():
    assert amount_of("9" * 40, CAP) == int("9" * 40)
    with pytest.raises(InvalidRule):
        amount_of("9" * 41, GRANT)


def test_only_ids_of_ours_have_numbers():
    assert [number(one) for one in ("L-0041", "L-0000", "X-0041", "L-0041b", "")] == [41, 0, 0, 0, 0]


def test_nothing_is_a_limit_and_is_said_so():
    assert limit(rule(kind=CAP, amount=0)) == "USD 0.00"


def test_only_certificates_are_certificates():
    assert certificates_in("cert has GW-1; basis = goodwill; order_age_days <= 3") == {"GW-1"}
    assert certificates_in("basis = goodwill; order_age_days <= 3") == frozenset()


def test_only_time_served_is_time_served():
    """Of 30 days and of 90 only the second is asked of people."""
    asked = Asked({"order_age_days <= 30; agent_tenure_days >= 90": 1})
    passed = [asked.trait(replace(person("usr_kim"), since=NOW - days * DAY), NOW)[1] for days in (1, 31, 60, 91)]
    assert passed[0] == passed[1] == passed[2] < passed[3]


def test_a_budget_for_nobody_is_refused_by_name():
    ask = {"remedy": "refund", "currency": "USD", "per": "agent", "window": "day", "measure": "amount", "limit": 5}
    with pytest.raises(Exception, match="There is no user usr_9") as refused:
        budgets_after({}, [SetBudget(subject="user:usr_9", **ask)], lambda _: False)
    assert refused.value.members == {"field": "subject", "index": 0}


def test_a_budget_that_allows_more_is_a_raise_and_one_that_allows_less_is_none():
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*", "per": "agent"}
    before = Budget(bid="B-0001", **plain, window="day", measure="amount", limit=100)
    more, less = replace(before, limit=101), replace(before, limit=99)
    assert list(budget_difference({"B-0001": before}, {"B-0001": more}).raising()) == [more]
    same = replace(before, guideline="Kindly.")
    assert list(budget_difference({"B-0001": before}, {"B-0001": less}).raising()) == []
    assert list(budget_difference({"B-0001": before}, {"B-0001": same}).raising()) == []
    assert list(budget_difference({"B-0001": before}, {}).raising()) == [before]


def test_a_limit_that_is_moved_leaves_its_place_to_a_new_one():
    there = limits(rule("L-0001", amount=100))
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "mode": "auto"}
    moved = SetLimit(**plain, rule="L-0001", amount=100, brand="b1")
    after = edited(there, [moved, SetLimit(**plain, amount=200)])
    assert {(one.rid, one.brand, one.amount) for one in map(after.get, after)} == {
        ("L-0001", "b1", 100),
        ("L-0002", "*", 200),
    }


def approves(amount: int, tier: str = "director", rid: str = "L-0100"):
    return rule(rid, subject=f"tier:{tier}", mode="approve", amount=amount)


DIRECTOR = rule("L-0002", subject="tier:director", amount=6)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([rule(amount=5), approves(1)], {("approval-gap", "0.01 0.05"), ("idle-approver", "0.01")}),
        ([rule(amount=5), approves(4)], {("approval-gap", "0.04 0.05"), ("idle-approver", "0.04")}),
        ([rule(amount=1), approves(1)], {("idle-approver", "0.01")}),
        ([rule(amount=5), approves(5)], {("idle-approver", "0.05")}),
        ([rule(amount=5), approves(6)], {("sole-approver", "0.05")}),
        ([rule(amount=5), approves(6, "lead"), approves(9, rid="L-0101")], {("sole-approver", "0.06")}),
        ([rule(amount=5), DIRECTOR, approves(7)], {("sole-approver", "0.06")}),
        ([rule(amount=5), DIRECTOR, approves(7, "lead"), approves(9, rid="L-0101")], {("sole-approver", "0.07")}),
        ([rule(amount=1)], {("nobody-approves", "")}),
    ],
)
def test_who_may_approve_how_much_is_told_to_the_cent(rules, said):
    everybody = floor(person("usr_1", "agent", "north"), person("usr_2", "lead"), person("usr_3", "director"))
    found = lint(snapshot(1, rules, tiers(), everybody))
    assert {(one.kind, " ".join(re.findall(r"USD (\d+\.\d\d)", one.sentence))) for one in found} == said


def test_a_line_of_a_sheet_that_does_not_count_is_told_by_number():
    header, line = sheet([rule("L-0001", amount=100)]).splitlines()
    assert read_sheet(f"{header}\n{line}\n").problems == ()
    twice = read_sheet(f"{header}\n{line}\n{line}\n")
    assert [(one.line, one.sentence) for one in twice.problems] == [
        (3, "It speaks of the same matter as line 2; only one can count.")
    ]
    assert len(twice.rules) == 1
    (more,) = read_sheet(f"{header}\n{line},more\n").problems
    assert (more.line, more.sentence) == (2, "This line has more cells than there are columns.")


def test_a_budget_of_a_tier_binds_whoever_has_it_where_the_budget_counts():
    kim = replace(person("usr_1", "agent", "north"), brand_tiers=(("b1", "senior"),))
    plain = {"remedy": "refund", "currency": "USD", "per": "agent", "window": "day", "measure": "amount", "limit": 5}
    said = [
        ("tier:agent", "b1"),
        ("tier:agent", "acme"),
        ("tier:senior", "b1"),
        ("tier:senior", "acme"),
        ("team:north", "b1"),
    ]
    budgets = [Budget(bid=f"B-{n}", subject=subject, brand=brand, **plain) for n, (subject, brand) in enumerate(said)]
    world = snapshot(1, [rule()], tiers(), floor(kim)).with_budgets(1, budgets)
    assert [one.bid for one in bound(world, kim)] == ["B-1", "B-2", "B-4"]


def test_a_tier_for_some_brands_has_a_name_of_its_own():
    assert Apart(("b1",)).named("tier:senior") == "tier:senior@b1"
    assert Apart(("b1", "b2"), others=True).named("tier:agent") == "tier:agent@!b1|b2"

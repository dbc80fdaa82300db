"""More small print: what memory must not change, what is refused by name, and who counts where."""

import ast
from dataclasses import replace

import pytest

from remit.authority.drafts.cases_in_point import example
from remit.authority.drafts.trials import InvalidTrial, Trial, foreseen
from remit.authority.engine.matcher import Matcher, Unknown
from remit.authority.lint.findings import Names
from remit.authority.lint.report import lint
from remit.authority.lint.search import Steps
from remit.authority.rules.conditions import MAX_LENGTH, InvalidCondition, parse
from remit.authority.rules.grammar import askable, parts
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.policy.budgets import Budget
from tests.authority.worlds import NOW, floor, person, question, rule, tiers

PEOPLE = floor(person("usr_1", "agent", "north"), person("usr_2", "lead"), person("usr_3", "director"))
APPROVES = rule("L-0100", subject="tier:director", mode="approve", amount=None)
FACTS = {"reason": "DAMAGED_DEFECTIVE", "brand": "acme"}


def limits(*rules, people=PEOPLE):
    return snapshot(1, rules, tiers(), people)


def test_limits_that_were_asked_are_the_limits_that_were_not():
    asked, fresh = limits(rule()), limits(rule())
    assert asked.ask(question("user:usr_1")) == fresh.ask(question("user:usr_1"))
    asked.ask(question("user:usr_2", 900))
    asked.reach(question("user:usr_1"))
    assert asked == fresh
    assert asked != limits(rule(amount=1))


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("one == 1 and two == 2", True),
        ("one == 1 and two == 3", False),
        ("one == 2 and two == 2", False),
        ("one == 2 or two == 2", True),
        ("one == 2 or two == 3", False),
        ("both(one, two)", True),
        ("both(two, one)", False),
        ("both(one, 2)", True),
        ("small(one)", True),
        ("small(two)", False),
        ("one + two == three", True),
        ("one < two", True),
        ("two <= one", False),
        ("two > one and two >= 2 and one != two", True),
    ],
)
def test_a_matcher_says_what_its_text_says(text, matches):
    functions = {"both": lambda one, two: (one, two) == (1, 2), "small": lambda one: one < 2}
    parsed = ast.parse(text, mode="eval").body
    assert bool(Matcher(parsed, functions).eval({"one": 1, "two": 2, "three": 3})) is matches


@pytest.mark.parametrize("text", ["one - two", "other(one)", "one[0]", "both(one=1)", "1 < one < 3", "not one", "1.5"])
def test_what_a_matcher_does_not_know_it_leaves_to_casbin(text):
    with pytest.raises(Unknown):
        Matcher(ast.parse(text, mode="eval").body, {"both": lambda one, two: one == two})


def test_a_condition_has_a_length():
    long = "reason in " + "|".join(["LOYALTY"] * 123)
    assert len(long) < MAX_LENGTH == 1000
    assert parse(long + "|" + "A" * (999 - len(long)))
    with pytest.raises(InvalidCondition, match="at most 1000"):
        parse(long + "|" + "A" * (1000 - len(long)))
    for odd in ("brand = ä", "brand = a\tb"):
        with pytest.raises(InvalidCondition):
            parse(odd)


def test_facts_are_offered_by_their_kind():
    kinds = {one.fact: (one.type, one.largest is not None, one.pattern is not None) for one in askable()}
    assert kinds["order_age_days"] == ("number", True, False)
    assert kinds["brand"] == ("choice", False, True)
    assert kinds["product_category"] == ("set", False, True)
    assert kinds["weekday"] == ("choice", False, False)
    assert [(one.fact, one.op, one.values) for one in parts("channel in phone|chat; hour < 9")] == [
        ("channel", "in", ("phone", "chat")),
        ("hour", "<", ("9",)),
    ]


def test_a_subject_without_a_name_is_called_by_its_kind_and_id():
    assert Names({}).subject("tier:agent") == "tier agent"
    assert Names({}).subject("user:a:b") == "user a:b"
    assert Names({"tier:agent": "agent"}).subject("tier:agent") == "agent"


def trial(**said) -> Trial:
    plain = {"who": ("tier:agent",), "remedies": ("refund",), "amounts": (100,), "currency": "USD", "brand": "acme"}
    return Trial(**{**plain, "reason": "DAMAGED_DEFECTIVE", "expect": "allow", **said})


def test_a_case_that_cannot_be_foreseen_says_what_of_it():
    for said, field in (
        ({"who": ("tier:king",)}, "who"),
        ({"reason": "GONE"}, "reason"),
        ({"given": {"x": 1}}, "given"),
    ):
        with pytest.raises(InvalidTrial) as refused:
            foreseen(limits(rule()), trial(**said))
        assert refused.value.members == {"index": 0, "field": field}
    case, there = foreseen(limits(rule()), trial())
    assert (case.amount, case.remedy, there.version) == (100, "refund", 1)


def test_acting_first_is_shown_by_an_emergency():
    both = (
        limits(APPROVES, rule(amount=10)),
        limits(APPROVES, rule(amount=10), rule("L-0002", mode="override", amount=500)),
    )
    asked = question("tier:agent", mode="override", facts=FACTS)
    found = example(asked, (0, 500), both, NOW)
    assert found.amount == 500
    assert found.before != found.after
    plain = question("tier:agent", mode="auto", facts=FACTS)
    assert example(plain, (0, 500), both, NOW) is None


def test_somebody_who_is_not_active_is_nobody_who_approves():
    gone = person("usr_gone", "agent", active=False)
    rows = [rule(amount=4000), rule("L-0002", subject="user:usr_gone", mode="approve", amount=9000)]
    people = floor(person("usr_1"), person("usr_2"), gone)
    kinds = {one.kind for one in lint(limits(*rows, people=people))}
    assert "nobody-approves" in kinds
    assert "sole-approver" not in kinds


def test_a_budget_that_could_not_be_written_is_said_to_let_nothing_pass():
    broken = Budget(
        bid="B-1",
        subject="tier:agent",
        remedy="refund",
        currency="USD",
        brand="*",
        per="agent",
        window="sometimes",
        measure="amount",
        limit=1,
    )
    about = replace(broken, bid="B-2", window="day", limit=10**9, when="reason = NEVER_HEARD_OF")
    told = lint(limits(rule(), APPROVES).with_budgets(1, [broken, about]))
    found = {one.rules[0]: one.kind for one in told if one.rules}
    assert found["B-1"] == "invalid-budget"
    assert found["B-2"] == "unknown-reason"


def test_a_lint_with_too_few_steps_says_so_and_one_with_enough_does_not():
    rows = [rule(f"L-{n:04}", amount=100 + n, when=f"order_age_days <= {n}; channel = phone") for n in range(1, 9)]
    few = {one.kind for one in lint(limits(*rows, APPROVES), steps=Steps(3, 3))}
    assert "not-looked-at" in few
    assert "not-looked-at" not in {one.kind for one in lint(limits(*rows, APPROVES))}


@pytest.mark.parametrize(("amount", "works"), [(4999, True), (5000, False)])
def test_a_second_cap_counts_where_it_is_lower(amount, works):
    caps = [rule("L-0050", kind=CAP, amount=5000), rule("L-0051", kind=CAP, amount=amount, when="channel = phone")]
    idle = [one.rules[0] for one in lint(limits(rule(amount=9000), *caps, APPROVES)) if one.kind == "idle-cap"]
    assert ("L-0051" not in idle) is works

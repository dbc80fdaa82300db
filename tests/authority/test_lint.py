"""Lints: each is found where it is, not where it is not, and what is said to change nothing changes nothing."""

from random import Random

import pytest

from remit.authority.lint.findings import ERROR, WARNING
from remit.authority.lint.report import lint
from remit.authority.lint.search import Steps
from remit.authority.lint.situations import situations
from remit.authority.rules.rule import CAP, Rule
from remit.authority.snapshot import snapshot
from tests.authority.worlds import drawn_question, drawn_world, floor, person, rule, tiers
from tests.domain.floor import AUTHORITY

SMALL = ("agent", "lead", "director")
IDLE = {"shadowed", "idle-cap", "never", "inactive-person", "empty-subject"}


def found(*rules: Rule, people=None):
    people = people or [
        person("usr_1"),
        person("usr_2", "lead"),
        person("usr_3", "director"),
        person("usr_4", "director"),
    ]
    return lint(snapshot(1, rules, tiers(SMALL), floor(*people)))


def kinds(*rules: Rule, people=None) -> dict[str, tuple[str, ...]]:
    return {one.kind: one.rules for one in found(*rules, people=people)}


def approves(rid="L-0100", amount: int | None = None, **said) -> Rule:
    return rule(rid, subject="tier:director", mode="approve", amount=amount, **said)


def capped(rid="L-0050", **said) -> Rule:
    return rule(rid, **{"kind": CAP, "mode": "*", **said})


def test_the_demo_matrix_says_one_thing_twice_and_is_fine_else():
    assert [(one.kind, one.rules) for one in lint(AUTHORITY)] == [("shadowed", ("L-0062", "L-0061"))]


def test_a_plain_ladder_is_fine():
    assert found(rule(), rule("L-0002", subject="tier:lead", amount=9000), approves()) == ()


def test_a_tier_with_less_than_the_one_below():
    one, *more = found(rule(), rule("L-0002", subject="tier:lead", amount=4000), approves())
    assert (one.kind, one.severity, one.rules, more) == ("ladder", WARNING, ("L-0002", "L-0001"), [])
    assert "lower than what this tier inherits" in one.sentence
    assert "cap" in one.mend


def test_a_cap_that_leaves_a_tier_less_than_the_one_below():
    assert kinds(rule(), capped(subject="tier:lead", amount=100), approves()) == {"ladder": ("L-0050",)}
    both = (capped(subject="tier:agent", amount=100), capped("L-0051", subject="tier:lead", amount=100))
    assert kinds(rule(), *both, approves()) == {}


def test_a_rule_that_another_outdoes():
    plain, same = rule(brand="acme"), rule("L-0002", amount=6000)
    assert kinds(plain, same, approves()) == {"shadowed": ("L-0001", "L-0002")}
    under_condition = rule("L-0002", amount=6000, when="basis = goodwill")
    assert kinds(rule(), under_condition, approves()) == {}
    assert kinds(rule(amount=7000), under_condition, approves()) == {"shadowed": ("L-0002", "L-0001")}


def test_conditions_that_together_cover_everything_outdo_a_plain_rule():
    halves = (rule("L-0002", when="basis = goodwill", amount=6000), rule("L-0003", when="basis = entitlement"))
    said = [one.rules[0] for one in found(rule(amount=4000), *halves, approves())]
    assert said == ["L-0001"]
    assert found(*halves, approves()) == ()


@pytest.mark.parametrize("when", ["basis = goodwill; reason = TAX_ERROR", "order_age_days < 3; order_age_days > 2"])
def test_a_condition_that_can_never_hold(when):
    one, *more = found(rule(when=when), approves())
    assert (one.kind, one.severity, one.rules, more) == ("never", ERROR, ("L-0001",), [])


def test_a_cap_above_what_anybody_has():
    one, *more = found(rule(), capped(amount=6000), approves())
    assert (one.kind, one.rules, more) == ("idle-cap", ("L-0050",), [])
    assert "USD 50.00" in one.sentence
    assert kinds(rule(), capped(amount=4000), capped("L-0051", amount=4500), approves())["idle-cap"] == ("L-0051",)
    assert "idle-cap" not in kinds(rule(), capped(amount=4999), approves())


@pytest.mark.parametrize(("amount", "idle"), [(4_999, False), (5_000, True), (5_001, True)])
def test_a_cap_holds_from_the_first_unit_below_the_grant(amount, idle):
    assert ("idle-cap" in kinds(rule(), capped(amount=amount), approves())) is idle


@pytest.mark.parametrize(("second", "idle"), [(3_999, False), (4_000, True), (4_001, True)])
def test_of_two_caps_the_one_that_is_not_lower_holds_nobody_back(second, idle):
    both = (capped(amount=4_000), capped("L-0051", amount=second, when="channel = phone"))
    assert ("idle-cap" in kinds(rule(), *both, approves())) is idle


def test_a_cap_on_a_tier_counts_for_those_of_it_who_have_more():
    own = rule("L-0002", subject="user:usr_1", amount=20_000)
    assert "idle-cap" not in kinds(rule(), own, capped(amount=9000), approves())


def test_a_personal_grant_that_the_cap_of_a_tier_defeats():
    own = rule("L-0002", subject="user:usr_1", amount=20_000)
    one, *more = found(rule(), own, capped(amount=5000), approves())
    assert (one.kind, one.severity, one.rules) == ("capped-grant", ERROR, ("L-0002", "L-0050"))
    assert [(again.kind, again.rules) for again in more] == [("idle-cap", ("L-0050",))] or more == []
    assert "lowest cap always wins" in one.sentence
    partly = found(rule(), own, capped(amount=9000), approves())
    assert [(one.kind, one.severity) for one in partly] == [("capped-grant", WARNING)]


def test_an_amount_that_nobody_may_approve():
    lone = rule("L-0002", subject="tier:lead", amount=50_000)
    one, *more = found(rule(), lone, approves(amount=20_000))
    assert (one.kind, more) == ("approval-gap", [])
    assert "over USD 200.00" in one.sentence
    assert "USD 500.00" in one.sentence
    assert kinds(rule(), lone, approves(amount=50_000)) == {}


def test_nobody_may_approve_at_all_and_when():
    assert kinds(rule()) == {"nobody-approves": ()}
    one, *more = found(rule(), approves(when="basis = goodwill"))
    assert (one.kind, more) == ("nobody-approves", [])
    assert one.sentence.endswith("This is so for reasons owed by policy.")


def test_the_only_one_who_may_approve_the_most():
    people = [person("usr_1"), person("usr_2", "lead"), person("usr_3", "director")]
    leads = rule("L-0002", subject="tier:lead", mode="approve", amount=9000)
    assert kinds(rule(), leads, approves(amount=50_000), people=people) == {"sole-approver": ()}
    assert kinds(rule(), leads, approves(amount=50_000)) == {}


def test_an_approver_whom_nobody_needs():
    mine = rule("L-0002", subject="user:usr_2", mode="approve", amount=4000)
    one, *more = found(rule(), mine, approves())
    assert (one.kind, more) == ("idle-approver", [])
    assert one.sentence.startswith("Usr_2 may approve")
    alone = [person("usr_3", "director")]
    assert "idle-approver" in kinds(rule(), approves(), people=alone)


@pytest.mark.parametrize(
    ("subject", "kind", "severity"),
    [
        ("user:ghost", "unknown-subject", ERROR),
        ("tier:king", "unknown-subject", ERROR),
        ("user:usr_9", "inactive-person", WARNING),
        ("team:nowhere", "empty-subject", WARNING),
        ("tier:director", "empty-subject", WARNING),
    ],
)
def test_a_rule_about_nobody(subject, kind, severity):
    people = [person("usr_1"), person("usr_2"), person("usr_5", "lead"), person("usr_9", active=False)]
    approver = rule("L-0100", subject="tier:agent", mode="approve", amount=None)
    one, *more = found(rule("L-0002", subject=subject), approver, people=people)
    assert (one.kind, one.severity, one.rules, more) == (kind, severity, ("L-0002",), [])


def test_a_row_put_in_by_hand_about_a_reason_that_is_gone():
    plain = rule("L-0002")
    bad = Rule(**{name: getattr(plain, name) for name in Rule.__slots__} | {"when": "reason = GONE"})
    one, *more = found(rule(), bad, approves())
    assert (one.kind, one.severity, one.rules, more) == ("unknown-reason", ERROR, ("L-0002",), [])
    assert "GONE" in one.sentence


def test_acting_first_reaches_no_further_than_anybody_may_approve():
    acts = rule("L-0002", mode="override", amount=6000)
    assert "override-above-approval" not in kinds(rule(), acts, approves(amount=6000))
    (one,) = [one for one in found(rule(), acts, approves(amount=5900)) if one.kind == "override-above-approval"]
    assert (one.severity, one.rules) == (WARNING, ("L-0002",))
    assert "USD 59.00" in one.sentence
    # What is approved elsewhere, for another brand or in another currency, does not count.
    for other in ({"remedy": "discount"}, {"currency": "EUR"}, {"brand": "b1"}):
        there = rule("L-0003", mode="override", amount=6000, brand="acme")
        assert "override-above-approval" in kinds(there, approves(amount=5900), approves("L-0101", **other))
    assert "override-above-approval" in kinds(rule("L-0004", mode="override", amount=None), approves(amount=10**11))
    assert "override-above-approval" not in kinds(rule("L-0004", mode="override", amount=None), approves())


def test_very_many_conditions_are_looked_at_all_the_same():
    many = [rule(f"L-{n:04}", when=f"order_age_days <= {n}; order_share_percent <= {n}") for n in range(2, 100)]
    assert situations((one.when for one in many), "refund", "acme") is None
    shadowed = [("shadowed", (one.rid, "L-0099")) for one in many[:-1]]
    assert [(one.kind, one.rules) for one in found(*many, approves())] == shadowed


def test_what_takes_too_many_steps_is_said_not_guessed():
    many = [rule(f"L-{n:04}", when=f"order_age_days <= {n}; order_share_percent <= {n}") for n in range(2, 100)]
    people = [person("usr_1"), person("usr_3", "director"), person("usr_4", "director")]
    world = snapshot(1, [*many, approves()], tiers(SMALL), floor(*people))
    steps = Steps(each=50, left=5_000)
    one, *more = lint(world, None, steps)
    assert (one.kind, more) == ("not-looked-at", [])
    assert one.sentence.startswith("Not looked at completely: refund in USD (other brands).")
    assert steps.spent <= 5_000


@pytest.mark.parametrize("seed", range(12))
def test_what_changes_nothing_changes_nothing(seed):
    random = Random(seed)
    world = drawn_world(random, rules=40, questions=0).snapshot
    questions = [drawn_question(random) for _ in range(150)]
    for finding in lint(world):
        if finding.kind in IDLE:
            without = world.with_rules(1, removed=finding.rules[:1])
            assert all(world.ask(one).allowed == without.ask(one).allowed for one in questions), finding

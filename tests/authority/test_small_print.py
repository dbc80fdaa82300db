"""Small print of the authority layer: what is easily got wrong by one, by a word or by a condition turned round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.authority.drafts.changes import SetLimit, applied, edited
from remit.authority.drafts.difference import difference, subject_names
from remit.authority.drafts.effects import effects
from remit.authority.engine.judge import Enforcer, EvalInMatcher
from remit.authority.engine.traits import Asked, asked_after
from remit.authority.exchange import model_conf
from remit.authority.lint.findings import ERROR
from remit.authority.lint.report import lint
from remit.authority.own import own_limits
from remit.authority.rules.called import Called
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.grammar import askable
from remit.authority.rules.reasons import USUAL, require_reasons
from remit.authority.rules.rule import CAP, InvalidRule, checked
from remit.authority.rules.search import LADDER, OTHERS, Wanted, found
from remit.authority.rules.spoken import limit
from remit.authority.snapshot import snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.facts import House
from tests.authority.worlds import DAY, NOW, floor, held_from, person, question, rule, tiers

PEOPLE = floor(person("usr_1", "agent", "north"), person("usr_2", "lead"), person("usr_3", "director"))
APPROVES = rule("L-0100", subject="tier:director", mode="approve", amount=None)


def limits(*rules, people=PEOPLE):
    return snapshot(1, rules, tiers(), people)


def test_without_budgets_everything_fits():
    told = limits(rule()).within(question("user:usr_1"), {})
    assert (told.allowed, told.rule) == (True, None)


def test_a_matcher_that_would_run_text_is_refused():
    assert Enforcer(model_conf())
    with pytest.raises(EvalInMatcher):
        Enforcer(model_conf().replace("ok(p.when, r.ctx, p.eft)", "eval(p.when)"))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("hour <= 24", "“hour” is compared with one whole number up to 23, for example: hour <= 20."),
        ("hour <= x", "“hour” is compared with one whole number up to 23, for example: hour <= 20."),
        (
            "order_age_days <= x",
            "“order_age_days” is compared with one whole number, for example: order_age_days <= 20.",
        ),
    ],
)
def test_a_number_that_cannot_be_says_what_can(when, said):
    with pytest.raises(InvalidCondition) as refused:
        parse(when)
    assert str(refused.value) == said
    assert parse("hour <= 23; order_age_days <= 999999999999999")


def test_only_numbers_have_a_largest():
    offered = {one.fact: one for one in askable()}
    assert (offered["hour"].largest, offered["order_age_days"].largest) == (23, 10**15 - 1)
    assert offered["hour"].unit == "hour"
    assert offered["order_age_days"].unit == "days"
    assert (offered["channel"].largest, offered["channel"].unit, offered["channel"].pattern) == (None, None, None)
    assert offered["brand"].pattern is not None
    assert [one.many for one in offered["channel"].operators] == [False, False, True, True]


def test_one_reason_is_meant_at_most():
    with pytest.raises(InvalidCondition) as refused:
        require_reasons("reason = DAMAGED_DEFECTIV", USUAL)
    assert str(refused.value).count("Did you mean") == 1
    with pytest.raises(InvalidCondition) as refused:
        require_reasons("reason = ZZZZZZ", USUAL)
    assert "Did you mean" not in str(refused.value)


def test_the_largest_amount_is_no_limit_and_one_less_is_one():
    assert limit(rule(amount=MAX_AMOUNT)) == limit(rule(amount=None)) == "no limit"
    assert limit(rule(amount=MAX_AMOUNT - 1)) == "USD 9,999,999,999.99"
    assert limit(rule(amount=2500, when="order_share_percent <= 10")) == "USD 25.00 and at most 10 % of the order"
    assert limit(rule(amount=None, when="order_share_percent <= 10")) == "10 % of the order"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": MAX_AMOUNT + 1}, "amount"),
        ({"kind": CAP, "amount": -1}, "amount"),
        ({"kind": CAP, "amount": None}, "amount"),
        ({"mode": "*"}, "mode"),
        ({"kind": CAP, "mode": "never"}, "mode"),
        ({"guideline": "x" * 1001}, "guideline"),
        ({"start": NOW, "until": NOW}, "until"),
        ({"kind": "wish"}, "kind"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_field(said, field):
    with pytest.raises(InvalidRule) as refused:
        rule(**said)
    assert refused.value.members == {"field": field}


def test_a_rule_may_say_as_much_as_it_may():
    assert rule(amount=1, guideline="x" * 1000).amount == 1
    assert rule(kind=CAP, mode="*", amount=0).amount == 0
    assert rule(start=NOW, until=NOW + timedelta(seconds=1)).until is not None
    late = checked(rule(start=NOW.replace(microsecond=5)))
    assert late.start == NOW


def test_a_span_begins_with_its_first_moment_and_ends_before_its_last():
    one, second = rule(start=NOW, until=NOW + DAY), timedelta(seconds=1)
    assert [one.applies(at) for at in (NOW - second, NOW, NOW + DAY - second, NOW + DAY)] == [False, True, True, False]
    assert [one.ended(at) for at in (NOW - second, NOW + DAY - second, NOW + DAY)] == [False, False, True]
    assert rule().applies(NOW)
    assert not rule().ended(NOW)


def test_a_limit_that_is_not_in_force_is_not_among_ones_own():
    later = rule("L-0002", remedy="discount", start=NOW + DAY)
    mine = own_limits(limits(rule(), later), PEOPLE.people["usr_1"], House("acme"), NOW)
    assert [one.remedy for one in mine] == ["refund"]


def test_an_effect_names_its_matter():
    before, after = limits(), limits(rule(remedy="discount", currency="EUR", brand="b1"))
    (one, *_) = effects(before, after, difference(before.rules, after.rules), "acme", NOW)
    assert (one.remedy, one.currency, one.brand) == ("discount", "EUR", "b1")


def asks(**said) -> SetLimit:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "amount": 900, "mode": "auto"}
    return SetLimit(**{**plain, **said})


def test_new_rules_get_the_next_numbers_and_no_number_comes_twice():
    assert set(edited(limits(), [asks(), asks(remedy="discount")])) == {"L-0001", "L-0002"}
    assert set(applied({}, [asks()], issued=41)) == {"L-0042"}
    there = limits(rule("L-0007"))
    assert set(edited(there, [asks(), asks(remedy="discount")])) == {"L-0007", "L-0008"}
    gone = there.with_rules(2, removed=["L-0007"])
    assert set(edited(gone, [asks()])) == {"L-0008"}


def test_names_of_the_same_people_are_the_same_names():
    assert subject_names(tiers(), PEOPLE) == subject_names(tiers(), PEOPLE)
    assert subject_names(tiers(), PEOPLE) != subject_names(tiers(("agent",)), PEOPLE)
    other = floor(person("usr_1", "agent", "north"))
    assert subject_names(tiers(), PEOPLE) != subject_names(tiers(), other)
    assert len(subject_names(tiers(), PEOPLE)) == 9
    names = subject_names(tiers(), PEOPLE)
    assert (names["user:usr_1"], names["tier:duty_manager"], names.get("user:gone")) == ("Usr_1", "duty manager", None)


def test_errors_come_first_and_then_by_rule():
    never = "order_age_days < 3; order_age_days > 2"
    rows = [
        rule("L-0001", subject="team:moon"),
        rule("L-0002", remedy="discount", when=never),
        rule("L-0003", remedy="replacement", when=never),
        APPROVES,
    ]
    told = [(one.severity == ERROR, one.rules) for one in lint(limits(*rows))]
    assert told == sorted(told, key=lambda one: (not one[0], one[1]))
    assert {errors for errors, _ in told} == {True, False}


def test_less_than_a_tier_has_changes_nothing_for_one_of_it():
    rows = [rule(amount=5000), rule("L-0002", subject="user:usr_1", amount=4000), APPROVES]
    (one,) = [one for one in lint(limits(*rows)) if one.rules[:1] == ("L-0002",)]
    assert (one.kind, one.rules) == ("shadowed", ("L-0002", "L-0001"))


def test_what_tells_people_apart_is_what_is_asked_about_them():
    asked = Asked({"cert has GW-1; agent_tenure_days >= 90": 1})
    kim = person("usr_kim")
    holds = replace(kim, since=NOW - 90 * DAY)
    assert asked.trait(kim, None) is None
    assert Asked().trait(kim, NOW) is None
    assert asked.trait(kim, NOW) == (frozenset(), -1)
    # The bounds are 90 days and 91: it may be asked whether somebody has passed either.
    passed = [asked.trait(holds, NOW + days * DAY)[1] for days in (-90, -1, 0, 1)]
    assert passed == [0, 0, 1, 2]
    assert set(asked.changes(holds, NOW)) == {NOW + DAY}
    assert set(asked.changes(holds, NOW - DAY)) == {NOW, NOW + DAY}
    held = replace(kim, held=(held_from("GW-1", NOW - DAY, NOW + DAY),))
    assert asked.trait(held, NOW)[0] == {"GW-1"}
    assert asked.trait(held, NOW + DAY)[0] == frozenset()
    assert set(asked.changes(held, NOW - 2 * DAY)) == {NOW - DAY, NOW + DAY}


def test_the_matrix_and_the_rest_are_looked_for_apart():
    rows = [rule("L-1"), rule("L-2", kind=CAP), rule("L-3", subject="user:usr_1"), rule("L-4", subject="team:north")]
    there = {one.rid: one for one in rows}
    called = Called(tiers(), floor())
    apart = [[one.rid for one in found(there, Wanted(of=of), called)] for of in (LADDER, OTHERS, None)]
    assert apart == [["L-1"], ["L-2", "L-3", "L-4"], ["L-1", "L-2", "L-3", "L-4"]]


def test_what_is_asked_follows_the_rows():
    def row(when):
        return ("tier:agent", "refund", "USD", "*", "100", when, "auto", "allow", "L-1")

    personal, plain = row("cert has GW-1"), row("channel = phone")
    known = asked_after({}, [personal, personal, plain], [])
    assert {trade: dict(one.whens) for trade, one in known.items()} == {("refund", "USD"): {"cert has GW-1": 2}}
    assert asked_after(known, [plain], [plain]) is known
    once = asked_after(known, [], [personal])
    assert dict(once["refund", "USD"].whens) == {"cert has GW-1": 1}
    assert dict(asked_after(once, [], [personal])["refund", "USD"].whens) == {}

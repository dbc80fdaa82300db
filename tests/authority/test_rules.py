"""Rules are checked when written, because stock Casbin would cut, split or misread what is not plain."""

from dataclasses import replace

import pytest

from remit.authority.exchange import policy_csv
from remit.authority.rules.rule import ANY, CAP, InvalidRule, Rule, checked, row
from remit.authority.snapshot import snapshot
from tests.authority.worlds import floor, person, question, rule, stock, stock_answer, tiers


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "agent"),
        ("subject", "role:agent"),
        ("subject", "user:"),
        ("subject", "user:*"),
        ("subject", "user:Smith, John"),
        ("subject", "tier:x]y"),
        ("subject", 'tier:"x"'),
        ("subject", "tier:a\nb"),
        ("subject", "tier:ágent"),
        ("remedy", "hug"),
        ("currency", "usd"),
        ("currency", "USDT"),
        ("currency", "$$$"),
        ("brand", "Acme Inc"),
        ("brand", ""),
        ("mode", "*"),
        ("mode", "Auto"),
        ("mode", ""),
        ("kind", "deny"),
        ("amount", 0),
        ("amount", -1),
        ("amount", 10**12 + 1),
        ("amount", True),
        ("amount", "100"),
        ("amount", 1.5),
        ("when", "mood = good"),
        ("when", "1 == 1) or (1 == 1"),
        ("guideline", "two\nlines"),
        ("guideline", "x" * 1001),
    ],
)
def test_what_cannot_be_is_refused_by_field(field, value):
    with pytest.raises(InvalidRule) as refusal:
        rule(**{field: value})
    assert refusal.value.members == {"field": field}
    assert refusal.value.detail.endswith(".")


@pytest.mark.parametrize("rid", ["", "L,1", "L 1", "L\n1", "-1"])
def test_a_rule_id_is_plain(rid):
    with pytest.raises(InvalidRule):
        rule(rid)


def test_a_cap_is_at_zero_or_more_and_never_without_a_figure():
    assert rule(kind=CAP, mode=ANY, amount=0).amount == 0
    for amount in (None, -1, 10**12 + 1, False):
        with pytest.raises(InvalidRule):
            rule(kind=CAP, mode=ANY, amount=amount)


def test_a_rule_is_laid_out_as_the_model_reads_it():
    assert row(rule(when="basis=goodwill")) == [
        "tier:agent", "refund", "USD", "*", "5000", "basis = goodwill", "auto", "allow", "L-0001",
    ]  # fmt: skip
    assert row(rule(amount=None))[4] == "1000000000000"
    assert row(rule(kind=CAP, mode=ANY))[7] == "deny"


def _unchecked(**said):
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": ANY, "mode": "auto"}
    return Rule(**{"rid": "L-0001", **plain, "kind": "grant", "amount": 5000, **said})


@pytest.mark.parametrize(
    "bad",
    [{"when": "1 == 1) or (1 == 1"}, {"kind": "Allow"}, {"mode": ANY}, {"amount": -1}, {"subject": "user:*"}],
)
def test_a_row_that_went_bad_in_the_store_gives_nothing_and_breaks_nothing(bad):
    world = snapshot(1, [_unchecked(**bad)], tiers(), floor(person("usr_1")))
    assert not world.ask(question()).allowed
    assert world.reach(question()) is None


def test_a_cap_whose_condition_went_bad_still_caps():
    bad = _unchecked(rid="L-0002", kind=CAP, mode=ANY, amount=50, when="nonsense")
    world = snapshot(1, [rule(), bad], tiers(), floor(person("usr_1")))
    assert world.ask(question(amount=100)).rule == "L-0002"
    assert world.reach(question()).amount == 50


def test_text_that_stock_casbin_would_split_is_not_exported():
    with pytest.raises(InvalidRule):
        policy_csv(snapshot(1, [_unchecked(subject="tier:a, b")], tiers(), floor()))
    with pytest.raises(InvalidRule):
        policy_csv(snapshot(1, [], tiers(), floor(person("Smith, John"))))


def test_two_rules_of_one_id_are_refused():
    with pytest.raises(InvalidRule):
        snapshot(1, [rule(), rule(amount=1)], tiers(), floor())


def test_rules_of_people_who_left_are_shown_but_not_in_force():
    own = rule(subject="user:usr_1")
    world = snapshot(1, [own, rule("L-0002", subject="user:gone")], tiers(), floor(person("usr_1", None, active=False)))
    text = policy_csv(world)
    assert "# not in force: p, user:usr_1" in text
    assert "# not in force: p, user:gone" in text
    assert not stock_answer(stock(world), question()).allowed
    back = world.with_people(floor(person("usr_1", None)))
    assert back.hash == world.hash
    assert stock_answer(stock(back), question()).allowed


def test_the_check_keeps_everything_but_the_spelling():
    plain = replace(rule(), when="basis=goodwill", guideline="Be kind.")
    assert checked(plain) == replace(plain, when="basis = goodwill")

"""Rules for a span: in force from one moment until just before another, for stock Casbin as for us."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from remit.authority.drafts.changes import SetLimit, UnknownRule, applied
from remit.authority.drafts.difference import difference, lines, raises_authority
from remit.authority.drafts.intake import changes, read
from remit.authority.drafts.sheet import is_sheet, read_sheet, sheet
from remit.authority.exchange import policy_csv
from remit.authority.lint.report import lint
from remit.authority.rules.rule import CAP, InvalidRule, row
from remit.authority.rules.spoken import span
from remit.authority.snapshot import snapshot
from remit.domain.policy.facts import written
from remit.domain.requests.request import Named
from tests.authority.worlds import DAY, NOW, floor, person, question, rule, stock, stock_answer, tiers

SECOND = timedelta(seconds=1)
MARCH = rule(start=NOW, until=NOW + DAY)


def world(*rules):
    return snapshot(1, rules, tiers(), floor(person("usr_1")))


def at(moment):
    return question(facts={"moment": written(moment)} if moment else {})


@pytest.mark.parametrize(
    ("moment", "granted", "capped"),
    [
        (NOW - SECOND, False, False),
        (NOW, True, True),
        (NOW + DAY - timedelta(microseconds=1), True, True),
        (NOW + DAY, False, False),
        (None, False, True),
    ],
)
def test_a_rule_applies_within_its_span_only(moment, granted, capped):
    always = rule("L-0002", amount=70)
    cap = rule("L-0003", kind=CAP, mode="*", amount=50, start=NOW, until=NOW + DAY)
    asked = replace(at(moment), amount=60)
    for rules, allowed in (([MARCH], granted), ([always, cap], not capped)):
        made = world(*rules)
        assert made.ask(asked).allowed is allowed
        assert stock_answer(stock(made), asked) == made.ask(asked)
        assert (made.reach(asked) is not None) == (granted if rules == [MARCH] else True)


def test_a_span_is_told_in_whole_seconds_of_utc_and_ends_after_it_starts():
    berlin = timezone(timedelta(hours=1))
    local = rule(start=datetime(2026, 3, 3, 15, 0, 0, 999, tzinfo=berlin))
    assert local.start == NOW
    for start, until in ((NOW, NOW), (NOW + DAY, NOW), (NOW, NOW + timedelta(microseconds=9))):
        with pytest.raises(InvalidRule) as refusal:
            rule(start=start, until=until)
        assert refusal.value.members == {"field": "until"}


def test_clauses_on_the_moment_become_the_span():
    text = "moment >= 2026-03-03T14:00:00Z; basis = goodwill; moment < 2026-03-04T14:00:00Z"
    assert rule(when=text) == rule(when="basis = goodwill", start=NOW, until=NOW + DAY)
    assert rule(when=text, start=NOW + SECOND).start == NOW + SECOND
    assert row(rule(when=text))[5] == "basis = goodwill; moment >= 2026-03-03T14:00:00Z; moment < 2026-03-04T14:00:00Z"
    for wrong in ("moment >= 2026-02-31T00:00:00Z", "moment < 2026-01-01T25:00:00Z"):
        with pytest.raises(InvalidRule):
            rule(when=wrong)


def test_a_condition_with_its_span_is_still_short_enough_to_be_read():
    long = "; ".join(["reason = LATE_DELIVERY"] * 41)
    assert rule(when=long).when == long
    with pytest.raises(InvalidRule):
        rule(when=long, start=NOW, until=NOW + DAY)


def test_spans_make_rules_different_and_stay_through_export_and_import():
    rules = [rule("L-0001", amount=50), rule("L-0002", amount=80, start=NOW), replace(MARCH, rid="L-0003")]
    made = world(*rules)
    assert changes(read(policy_csv(made), made.knows), made.rules) == []
    assert changes(read_sheet(sheet(made.rules.values()), made.knows), made.rules) == []
    (change,) = changes(read(policy_csv(made).replace(", 80,", ", 90,")), made.rules)
    assert (change.amount, change.start, change.until) == (90, NOW, None)


def test_a_sheet_has_all_that_a_rule_has():
    told = rule(guideline='=SUM(1), "quoted"', start=NOW, author=Named("usr_9", "Mia"), when="hour < 9")
    text = sheet([told, rule("L-0002", mode="approve", amount=None)])
    assert "Mia" in text
    assert is_sheet(text)
    assert not is_sheet(policy_csv(world(told)))
    back = read_sheet(text)
    assert back.problems == ()
    assert back.rules == (told, rule("L-0002", mode="approve", amount=None))
    (change,) = changes(read_sheet(text.replace("quoted", "said")), {one.rid: one for one in back.rules})
    assert change.guideline == '=SUM(1), "said"'


@pytest.mark.parametrize(
    ("cell", "other", "said"),
    [
        ("5000", "5.000", "whole number"),
        ("2026-03-03T14:00:00Z", "3 March", "not a moment"),
        ("2026-03-03T14:00:00Z", "2026-03-03T14:00:00", "time zone"),
        ("tier:agent", "tier:king", "no tier king"),
        ("refund", "hug", "remedy"),
        ("grant", "gift", "grant or a cap"),
    ],
)
def test_a_line_of_a_sheet_that_cannot_be_is_named(cell, other, said):
    made = world(rule(start=NOW))
    reading = read_sheet(sheet(made.rules.values()).replace(cell, other), made.knows)
    assert [problem.line for problem in reading.problems] == [2]
    assert said in reading.problems[0].sentence


def test_a_change_may_name_the_rule_that_it_becomes():
    rules = {"L-0001": MARCH, "L-0002": rule("L-0002", mode="approve")}
    named = SetLimit(rule="L-0001", subject="tier:agent", remedy="refund", currency="USD", mode="auto", amount=70)
    after = applied(rules, [named])
    assert after["L-0001"] == rule(amount=70)
    assert list(after) == ["L-0001", "L-0002"]
    with pytest.raises(UnknownRule):
        applied(rules, [replace(named, rule="L-0009")])
    with pytest.raises(InvalidRule):
        applied(rules, [replace(named, mode="approve")])
    with pytest.raises(InvalidRule):
        applied(rules, [replace(named, subject="tier:king")], knows=lambda subject: subject == "tier:agent")


@pytest.mark.parametrize(
    ("kind", "before", "after", "raises"),
    [
        ("grant", (NOW, NOW + DAY), (NOW, None), True),
        ("grant", (NOW, NOW + DAY), (None, NOW + DAY), True),
        ("grant", (NOW, None), (NOW, NOW + DAY), False),
        ("grant", (None, None), (NOW, None), False),
        ("grant", (NOW, NOW + 2 * DAY), (NOW + DAY, NOW + 2 * DAY), False),
        ("grant", (NOW, NOW + 2 * DAY), (NOW, NOW + DAY), False),
        ("cap", (NOW, NOW + DAY), (NOW, None), False),
        ("cap", (NOW, None), (NOW, NOW + DAY), True),
        ("cap", (None, None), (NOW, None), True),
    ],
)
def test_a_grant_for_longer_or_a_cap_for_less_long_raises_authority(kind, before, after, raises):
    mode = "*" if kind == "cap" else "auto"
    old, new = (rule(kind=kind, mode=mode, start=start, until=until) for start, until in (before, after))
    found = difference({"L-0001": old}, {"L-0001": new})
    assert raises_authority({"L-0001": old}, {"L-0001": new}) is raises
    (line,) = lines(found, {})
    assert line.raises is raises
    assert line.text.endswith(f"before it applied {span(old)}")


def test_a_span_is_said_aloud():
    assert span(rule()) == "always"
    assert span(MARCH) == "from 3 March 2026, 14:00 UTC, until 4 March 2026, 14:00 UTC"


def test_who_set_a_rule_is_no_part_of_what_it_says():
    mine, yours = (rule(author=Named(f"usr_{name}", name)) for name in ("a", "b"))
    assert difference({"L-0001": mine}, {"L-0001": yours}).changed == ()
    assert world(mine).hash == world(yours).hash
    assert world(MARCH).hash != world(rule()).hash


def test_lints_look_at_the_times_in_which_a_rule_applies():
    raised = rule("L-0002", amount=80, start=NOW, until=NOW + DAY)
    assert not {"shadowed", "never"} & {one.kind for one in lint(world(rule(amount=50), raised))}
    hidden = rule("L-0002", amount=40, start=NOW)
    assert ("shadowed", ("L-0002", "L-0001")) in {(one.kind, one.rules) for one in lint(world(rule(amount=50), hidden))}
    behind = rule("L-0002", kind=CAP, mode="*", amount=10, until=NOW)
    assert "capped-grant" not in {one.kind for one in lint(world(rule(start=NOW), behind))}


def test_a_rule_whose_time_is_over_is_told():
    said = {now: [one.rules for one in lint(world(MARCH), now) if one.kind == "expired"] for now in (NOW, NOW + DAY)}
    assert said == {NOW: [], NOW + DAY: [("L-0001",)]}

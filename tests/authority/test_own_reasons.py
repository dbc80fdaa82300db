"""Conditions about reasons of an organisation's own: refused while nobody knows them, told once they are retired."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from remit.authority.drafts.budget_changes import SetBudget, budgets_after
from remit.authority.drafts.changes import SetLimit, edited
from remit.authority.drafts.difference import difference, lines, subject_names
from remit.authority.drafts.effects import effects
from remit.authority.drafts.intake import read
from remit.authority.drafts.sheet import read_sheet, sheet
from remit.authority.exchange import policy_csv
from remit.authority.lint.findings import WARNING
from remit.authority.lint.report import lint
from remit.authority.rules.grammar import askable
from remit.authority.rules.rule import InvalidRule
from remit.authority.snapshot import snapshot
from remit.domain.catalogue import Catalogue
from remit.domain.people import Register
from remit.domain.refusal import Invalid
from remit.domain.remedies import GOODWILL, REASONS, Reason
from tests.authority.worlds import floor, person, question, rule, tiers

STRIKE = Reason("CARRIER_STRIKE", "Carrier on strike", GOODWILL)
ON_STRIKE = "reason = CARRIER_STRIKE"
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def limits(*rules, reasons=(STRIKE,)):
    """Limits for three people, where these reasons are known besides the usual ones."""
    people = floor(person("usr_1"), person("usr_2", "director"), person("usr_3", "director"))
    approves = rule("L-0100", subject="tier:director", mode="approve", amount=None)
    register = Register(catalogue=Catalogue(reasons=tuple(reasons)))
    return snapshot(1, [*rules, approves], tiers(), people.with_register(1, register))


def asks(when):
    return SetLimit(subject="tier:agent", remedy="refund", currency="USD", amount=900, mode="auto", when=when)


def spends(when):
    about = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "per": "agent", "window": "day"}
    return SetBudget(**about, limit=900, when=when)


def test_a_limit_about_a_reason_of_ones_own_counts_for_it_and_for_nothing_else():
    there = limits(rule(when=ON_STRIKE), rule("L-0002", when="reason != CARRIER_STRIKE", amount=700))
    reached = [
        there.reach(question(facts={"reason": code, "basis": GOODWILL})) for code in ("CARRIER_STRIKE", "LOYALTY")
    ]
    assert [(one.amount, one.rule) for one in reached if one] == [(5000, "L-0001"), (700, "L-0002")]


def test_an_unknown_reason_is_refused_in_a_draft_in_a_budget_and_in_a_file():
    there, unknown = limits(), limits(reasons=())
    assert edited(there, [asks(ON_STRIKE)])["L-0101"].when == ON_STRIKE
    assert budgets_after({}, [spends(ON_STRIKE)], there.knows, there.people.register.catalogue)
    with pytest.raises(InvalidRule, match="no reason “CARRIER_STRIKE”") as refused:
        edited(unknown, [asks(""), asks(ON_STRIKE)])
    assert (refused.value.members["field"], refused.value.members["index"]) == ("when", 1)
    with pytest.raises(Invalid, match="no reason “CARRIER_STRIKE”"):
        budgets_after({}, [spends(ON_STRIKE)], unknown.knows, unknown.people.register.catalogue)
    for text, reader in ((policy_csv, read), (lambda limits: sheet(limits.rules.values()), read_sheet)):
        said = text(limits(rule(when=ON_STRIKE)))
        assert reader(said, there.knows, there.people.register.catalogue).problems == ()
        (problem,) = reader(said, unknown.knows, unknown.people.register.catalogue).problems
        assert "no reason “CARRIER_STRIKE”" in problem.sentence


def test_a_slip_of_the_pen_is_told_what_was_meant():
    with pytest.raises(InvalidRule, match="Did you mean CARRIER_STRIKE"):
        edited(limits(), [asks("reason in LOYALTY|CARRIER_STRKE")])


def test_a_reason_of_ones_own_is_said_by_its_name():
    there = limits()
    after = edited(there, [asks(ON_STRIKE)])
    names = subject_names(there.tiers, there.people)
    (line,) = lines(difference(there.rules, after), names)
    assert line.text == "Refund, agent, alone, for carrier on strike: USD 9.00, new"


def test_the_effect_of_a_limit_about_it_has_a_case_in_point():
    before, more = limits(rule(amount=100)), rule("L-0002", when=ON_STRIKE)
    after = before.with_rules(2, [more])
    told = [one for one in effects(before, after, difference(before.rules, after.rules), "acme", NOW) if one.who]
    (agent,) = [one for one in told if one.subject == "tier:agent"]
    assert (agent.before, agent.after, agent.when) == (100, 5000, "for carrier on strike")
    assert agent.example is not None
    assert agent.example.reason == "CARRIER_STRIKE"


def test_lints_know_which_basis_it_has():
    sound = [one.kind for one in lint(limits(rule(when="basis = goodwill; reason = CARRIER_STRIKE")))]
    never = [one.kind for one in lint(limits(rule(when="basis = entitlement; reason = CARRIER_STRIKE")))]
    assert (sound, never) == ([], ["never"])


def test_a_retired_reason_is_a_warning_and_the_limit_still_counts():
    there = limits(rule(when=ON_STRIKE), reasons=[replace(STRIKE, retired=True)])
    (one,) = lint(there)
    assert (one.kind, one.severity, one.rules) == ("retired-reason", WARNING, ("L-0001",))
    assert one.sentence.startswith("Carrier on strike is retired")
    assert there.allows(question(facts={"reason": "CARRIER_STRIKE", "basis": GOODWILL}))
    usual = limits(rule(when="reason in LOYALTY|HARDSHIP"), reasons=[replace(REASONS["LOYALTY"], retired=True)])
    assert [(one.kind, one.rules) for one in lint(usual)] == [("retired-reason", ("L-0001",))]


def test_reasons_in_use_are_offered():
    offered = {one.fact: one.values for one in askable(Catalogue(reasons=(STRIKE,)))}
    assert ("CARRIER_STRIKE", "Carrier on strike") in [(one.value, one.label) for one in offered["reason"] or ()]
    retired = askable(Catalogue(reasons=(replace(STRIKE, retired=True),)))
    assert "CARRIER_STRIKE" not in [
        value.value for one in retired if one.fact == "reason" for value in one.values or ()
    ]

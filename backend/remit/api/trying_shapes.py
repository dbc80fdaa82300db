"""Lints and matrix tests as shapes, and a suite as trials."""

from collections.abc import Iterable

from remit.api.shapes.trying import CaseIn, FindingOut, FindingsOut, SuiteIn, TriedListOut, TriedOut
from remit.authority.drafts.trials import Trial, Tried
from remit.authority.lint.findings import Finding


def findings_shape(findings: Iterable[Finding]) -> FindingsOut:
    """What is wrong."""
    return FindingsOut(items=[FindingOut.model_validate(one, from_attributes=True) for one in findings])


def trials_of(suite: SuiteIn) -> list[Trial]:
    """The cases of a suite, with its currency and brand where they have none of their own."""
    return [_trial(case, suite) for case in suite.cases]


def tried_shape(cells: Iterable[Tried]) -> TriedListOut:
    """How the suite went."""
    items = [_cell(one) for one in cells]
    passed = sum(one.passed for one in items)
    return TriedListOut(passed=passed, failed=len(items) - passed, items=items)


def _trial(case: CaseIn, suite: SuiteIn) -> Trial:
    return Trial(
        who=tuple(case.who),
        remedies=tuple(case.remedies),
        amounts=tuple(case.amounts),
        currency=case.currency or suite.currency,
        brand=case.brand or suite.brand,
        reason=case.reason,
        expect=case.expect,
        name=case.name,
        channel=case.channel,
        order_age_days=case.order_age_days,
        order_captured=case.order_captured,
        override=case.override,
    )


def _cell(one: Tried) -> TriedOut:
    return TriedOut.model_validate(
        {
            "case": one.index,
            "name": one.name,
            "who": one.who,
            "remedy": one.remedy,
            "amount": one.amount,
            "currency": one.currency,
            "expected": one.expected,
            "outcome": one.outcome,
            "passed": one.passed,
            "rule": one.rule,
            "limit": one.limit,
            "sentence": one.sentence,
        }
    )

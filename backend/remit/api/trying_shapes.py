"""Lints and matrix tests as shapes, and a suite as trials."""

from collections.abc import Iterable, Sequence

from remit.api.shapes.common import PersonOut
from remit.api.shapes.trying import (
    CaseIn,
    FindingOut,
    FindingsOut,
    SuiteIn,
    TestIn,
    TestOut,
    TestsOut,
    TriedListOut,
    TriedOut,
)
from remit.authority.drafts.suites import Kept
from remit.authority.drafts.trials import Trial, Tried
from remit.desk.linting import Looked
from remit.domain.requests.representation import moment
from remit.store.suites import Suite

_SHOWN = 500


def findings_shape(looked: Looked) -> FindingsOut:
    """What is wrong, the worst of it first."""
    shown = [FindingOut.model_validate(one, from_attributes=True) for one in looked.findings[:_SHOWN]]
    return FindingsOut(items=shown, total=len(looked.findings), complete=looked.complete)


def trials_of(suite: SuiteIn) -> list[Trial]:
    """The cases of a suite, with its currency and brand where they have none of their own."""
    return [trial_of(case, suite.currency, suite.brand) for case in suite.cases]


def wanted_of(test: TestIn) -> tuple[str | None, Trial, str | None]:
    """A test that is to be kept: its id, what it tries, what it was made of."""
    return test.id, trial_of(test, test.currency, test.brand), test.origin


def tests_shape(suite: Suite) -> TestsOut:
    """The tests that count."""
    by = suite.saved_by
    return TestsOut(
        revision=suite.revision,
        policy_version=suite.version,
        note=suite.note,
        saved_at=moment(suite.saved_at),
        saved_by=PersonOut(id=by.id, name=by.name) if by else None,
        tests=[test_shape(one) for one in suite.tests],
    )


def test_shape(kept: Kept) -> TestOut:
    """One of them."""
    trial = kept.trial
    lists = {"who": list(trial.who), "remedies": list(trial.remedies), "amounts": list(trial.amounts)}
    plain = ("name", "currency", "brand", "reason", "expect", "channel", "order_age_days", "order_captured", "override")
    said = {name: getattr(trial, name) for name in plain}
    more = {"given": dict(trial.given), "holds": list(trial.holds), "at": moment(trial.at)}
    return TestOut.model_validate({"id": kept.id, "origin": kept.origin, **lists, **said, **more})


def tried_shape(cells: Iterable[Tried], tests: Sequence[Kept] = ()) -> TriedListOut:
    """How the suite went."""
    items = [_cell(one, tests) for one in cells]
    passed = sum(one.passed for one in items)
    return TriedListOut(passed=passed, failed=len(items) - passed, items=items)


def trial_of(case: CaseIn, currency: str, brand: str) -> Trial:
    """A case as a trial; `currency` and `brand` where it has none of its own."""
    return Trial(
        who=tuple(case.who),
        remedies=tuple(case.remedies),
        amounts=tuple(case.amounts),
        currency=case.currency or currency,
        brand=case.brand or brand,
        reason=case.reason,
        expect=case.expect,
        name=case.name,
        channel=case.channel,
        order_age_days=case.order_age_days,
        order_captured=case.order_captured,
        override=case.override,
        given=case.given,
        holds=tuple(case.holds),
        at=case.at,
    )


def _cell(one: Tried, tests: Sequence[Kept]) -> TriedOut:
    return TriedOut.model_validate(
        {
            "case": one.index,
            "test": tests[one.index].id if tests else None,
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

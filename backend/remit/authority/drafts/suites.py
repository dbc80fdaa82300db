"""The organisation's own tests of its limits: kept beside a version, and a gate before the next one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from remit.authority.drafts.changes import Change, Expect
from remit.authority.drafts.trials import Trial, Tried
from remit.domain.refusal import NotFound, Refusal
from remit.domain.values import value

T = TypeVar("T")
_NAMED = 20
"""Failing cells that a refusal names; of the others it says how many."""


class ExpectationsFailed(Refusal):
    """A test of the limits does not come out as it should; `failed` names the first of them."""

    name = "tests-failed"
    title = "Tests of the limits fail"


class UnknownTest(NotFound):
    """A change speaks of a test, or a case of one, that is not there; `test` names it, `index` which change it is."""

    name = "unknown-test"
    title = "Unknown test"


@value(frozen=True, slots=True, kw_only=True)
class Kept:
    """A test that is kept. `origin`: the reference of the request that it was made of."""

    id: str
    trial: Trial
    origin: str | None = None


def numbered(trials: Iterable[tuple[str | None, Trial, str | None]], known: Sequence[Kept]) -> tuple[Kept, ...]:
    """Tests from (id or None, trial, origin): those without an id get the next ones."""
    issued = max((_number(one.id) for one in known), default=0)
    found = list(trials)
    issued = max([issued, *(_number(rid) for rid, _, _ in found if rid)])
    kept: list[Kept] = []
    for given, trial, origin in found:
        if given is None:
            issued += 1
        kept.append(Kept(id=given or f"T-{issued:04}", trial=trial, origin=origin))
    return tuple(kept)


def expected(tests: Sequence[Kept], changes: Iterable[Change]) -> tuple[Kept, ...]:
    """The tests once the expectations that a draft changes are as it says. Raises UnknownTest with its `index`."""
    after = list(tests)
    for index, change in enumerate(changes):
        if isinstance(change, Expect):
            after = _changed(after, change, index)
    return _told_apart(after)


def require_passed(tests: Sequence[Kept], tried: Iterable[Tried], what: str) -> None:
    """Refuse where a cell is not as it should be, naming which. `what` is how the sentence begins."""
    failed = [one for one in tried if not one.passed]
    if not failed:
        return
    first = failed[0]
    named = [_told(one, tests) for one in failed[:_NAMED]]
    detail = (
        f"{what}: {named[0]['test']} ({first.who}, {first.remedy}, {first.amount} {first.currency}) should be "
        f"{first.expected} and would be {first.outcome}"
        + (f", and {len(failed) - 1} more cases differ" if len(failed) > 1 else "")
        + ". Mend the limits; or, where this is what you want, say so in the draft: change what the test expects."
    )
    raise ExpectationsFailed(detail, failed=named, more=max(0, len(failed) - _NAMED))


def _changed(tests: Iterable[Kept], change: Expect, index: int) -> list[Kept]:
    after: list[Kept] = []
    met = False
    for one in tests:
        cells = _narrowed(one.trial, change) if one.id == change.test else None
        met = met or cells is not None
        # Parts keep the id for now, so that a later change of the same draft finds them under it, too.
        parts = (one.trial,) if cells is None else _parts(one.trial, cells, change.expect)
        after += [replace(one, trial=part) for part in parts]
    if not met:
        detail = f"There is no test {change.test} with such a case. GET /api/v1/policy/tests lists them."
        raise UnknownTest(detail, test=change.test, index=index)
    return after


def _told_apart(tests: Sequence[Kept]) -> tuple[Kept, ...]:
    """The first part of what was split keeps its id, the others get new ones."""
    seen: set[str] = set()
    given: list[tuple[str | None, Trial, str | None]] = []
    for one in tests:
        given.append((None if one.id in seen else one.id, one.trial, one.origin))
        seen.add(one.id)
    return numbered(given, tests)


def _narrowed(trial: Trial, change: Expect) -> Trial | None:
    """The cells that the change speaks of; None where there is none of them."""
    who = tuple(one for one in trial.who if change.who in (None, one))
    remedies = tuple(one for one in trial.remedies if change.remedy in (None, one))
    amounts = tuple(one for one in trial.amounts if change.amount in (None, one))
    return replace(trial, who=who, remedies=remedies, amounts=amounts) if who and remedies and amounts else None


def _parts(whole: Trial, cells: Trial, expect: str) -> tuple[Trial, ...]:
    """The cells with their new outcome; the rest of the matrix, in up to three blocks, stays as it was."""
    rests = (
        replace(whole, who=_without(whole.who, cells.who)),
        replace(whole, who=cells.who, remedies=_without(whole.remedies, cells.remedies)),
        replace(cells, amounts=_without(whole.amounts, cells.amounts)),
    )
    return (*(one for one in rests if one.cells), replace(cells, expect=expect))


def _without(whole: Sequence[T], some: Sequence[T]) -> tuple[T, ...]:
    return tuple(one for one in whole if one not in some)


def _told(one: Tried, tests: Sequence[Kept]) -> Mapping[str, object]:
    return {
        "test": tests[one.index].id,
        "name": one.name,
        "who": one.who,
        "remedy": one.remedy,
        "amount": one.amount,
        "currency": one.currency,
        "expected": one.expected,
        "outcome": one.outcome,
        "rule": one.rule,
        "sentence": one.sentence,
    }


def _number(test_id: str) -> int:
    digits = test_id.removeprefix("T-")
    return int(digits) if digits.isascii() and digits.isdigit() else 0

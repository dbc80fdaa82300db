"""Limits and budgets about reasons that nobody knows, or that nobody asks with any more."""

from collections.abc import Iterator

from remit.authority.budgets.spoken import sentence
from remit.authority.lint.findings import ERROR, WARNING, Finding, Names
from remit.authority.rules.clause_words import any_of
from remit.authority.rules.conditions import InvalidCondition
from remit.authority.rules.reasons import require_reasons, retired_reasons
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.domain.catalogue import Catalogue
from remit.domain.policy.budgets import Budget


def unknown(one: Rule | Budget, catalogue: Catalogue) -> Finding | None:
    """One that asks about a code that is not in the list: put into the table by hand."""
    try:
        require_reasons(one.when, catalogue)
    except InvalidCondition as wrong:
        rid = _id(one)
        mend = f"Write {rid} anew with a reason that there is, or add this one to the reasons."
        return Finding("unknown-reason", ERROR, (rid,), f"{rid} could not be written today: {wrong.detail}", mend)
    return None


def retired(authority: Snapshot, names: Names) -> Iterator[Finding]:
    """Those that ask about what is retired: they may still matter to requests that wait, and to no new ones."""
    catalogue = authority.people.register.catalogue
    if not any(one.retired for one in catalogue.reasons):
        return
    every: tuple[Rule | Budget, ...] = (*authority.rules.values(), *authority.book.rows.values())
    for one in every:
        if codes := retired_reasons(one.when, catalogue):
            yield _retired(one, [names.reason(code) for code in codes], names)


def _retired(one: Rule | Budget, titles: list[str], names: Names) -> Finding:
    said = names.rule(one) if isinstance(one, Rule) else f"{sentence(one, names.subjects)} ({one.bid})"
    verb = "is" if len(titles) == 1 else "are"
    what = any_of(titles).replace(" or ", " and ")
    sentence_ = f"{what} {verb} retired, so no new request has that as its reason: {said}."
    mend = f"Take it out of {_id(one)}, or bring the reason back."
    return Finding("retired-reason", WARNING, (_id(one),), sentence_, mend)


def _id(one: Rule | Budget) -> str:
    return one.rid if isinstance(one, Rule) else one.bid

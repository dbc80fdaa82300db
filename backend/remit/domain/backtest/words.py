"""What a backtest found, in sentences."""

from collections.abc import Iterator, Mapping

from remit.domain.backtest.change import (
    ALLOWED,
    APPROVED_BEFORE,
    DENIED,
    ESCALATED,
    OPENED,
    REJECTED_BEFORE,
    REVIEWED,
    UNREVIEWED,
    UNSETTLED_BEFORE,
)
from remit.domain.backtest.tally import PEOPLE_DIFFER, SUMS_DIFFER, Tally
from remit.domain.money import spoken

_SAID = {
    REJECTED_BEFORE: "Would go through by itself, though a person rejected it",
    APPROVED_BEFORE: "Would go through without the approval that a person gave",
    UNSETTLED_BEFORE: "Would go through without approval, where nobody had settled it",
    ALLOWED: "Would go through, where it was denied",
    ESCALATED: "Would newly need approval",
    DENIED: "Would be denied",
    OPENED: "Could be approved, where it was denied",
    REVIEWED: "Would newly be looked at afterwards",
    UNREVIEWED: "Would not be looked at afterwards any more",
}
_WHY = {PEOPLE_DIFFER: "the requester belongs elsewhere", SUMS_DIFFER: "what was given before stands otherwise"}


def said_of(kind: str, count: int, amounts: Mapping[str, int]) -> str:
    """One kind of change: "Would newly need approval: 3 (EUR 120.00)."."""
    return f"{_SAID[kind]}: {count:,} ({sums(amounts)})."


def sums(amounts: Mapping[str, int]) -> str:
    """Amounts by currency, aloud."""
    return ", ".join(spoken(amount, currency) for currency, amount in sorted(amounts.items()))


def sentences(tally: Tally, version: int) -> tuple[str, ...]:
    """The whole of it."""
    return tuple(_sentences(tally, version))


def _sentences(tally: Tally, version: int) -> Iterator[str]:
    if not tally.cases and not tally.left_out:
        yield "Nothing was asked for in this time, so there is nothing to decide again."
        return
    yield f"Decided twice: {tally.cases:,}. Answered otherwise: {tally.whole.changed:,}."
    if tally.avoided:
        yield f"Approvals avoided: {tally.avoided:,}. Customers would have waited {tally.saved_min:,} minutes less."
    for kind, group in tally.groups.items():
        if group.count:
            yield said_of(kind, group.count, group.amounts)
    if tally.left_out:
        lacking = ", ".join(f"{fact} ({count:,})" for fact, count in sorted(tally.lacking.items()))
        yield f"Left out, as the log does not know what the draft asks about: {tally.left_out:,}. Not known: {lacking}."
    if tally.compared:
        yield f"Decided by version {version} then, and the same way again: {tally.reproduced:,} of {tally.compared:,}."
    for why, count in sorted(tally.unlike.items()):
        yield f"Otherwise than then: {count:,}, since {_WHY.get(why, 'something else is otherwise')}."

"""remit reconcile: our record beside the provider's list; only then does money move after a restore."""

import asyncio
from collections import Counter
from typing import Annotated

import typer

from remit.cli.ground import stop
from remit.connectors.listing import CannotList
from remit.desk import reconciling
from remit.desk.reconciling import Report
from remit.domain.execution.reconciling import AGREED, DIFFERS, FAILED_THERE, MISSING, RECOVERED, SETTLED, Line
from remit.domain.money import spoken
from remit.main import opened
from remit.settings import Settings

_FOR_A_PERSON, _NO_LIST = 2, 3
"""Exit codes; 0: all agrees or has been put right."""
_MEANS = {
    AGREED: "the same on both sides",
    SETTLED: "moved there, was not clear here: settled now",
    FAILED_THERE: "failed there, was not known here: failed now",
    RECOVERED: "moved there, not known here: remembered, a repeat is not paid again",
    DIFFERS: "the two sides contradict each other: LOOK AT IT",
    MISSING: "settled here, not there: LOOK AT IT",
}

Unseen = Annotated[bool, typer.Option("--unseen", help="The provider gives no list, and you compared by hand.")]


def reconcile(unseen: Unseen = False) -> None:
    """Compare with the provider's list, put right what is clear, and let money move. Exit codes: 0 clean, 2, 3."""
    try:
        report = asyncio.run(_run(unseen))
    except CannotList as refusal:
        stop(f"{refusal.detail} Money that waits goes on waiting.", _NO_LIST)
    print(_table(report))
    if not report.clean:
        stop("Something is left for a person; it is not paid again by itself.", _FOR_A_PERSON)


async def _run(unseen: bool) -> Report:
    async with opened(Settings()) as office:
        if unseen:
            return Report((), await reconciling.release(office))
        return await reconciling.reconcile(office)


def _table(report: Report) -> str:
    counted = Counter(line.kind for line in report.lines)
    lines = [f"{counted[kind]:>7}  {kind:<10} {said}" for kind, said in _MEANS.items()]
    lines += [f"         {_named(line)}" for line in report.lines if line.kind != AGREED]
    lines.append("Money waited, and moves again." if report.released else "Money did not have to wait.")
    return "\n".join(lines)


def _named(line: Line) -> str:
    ours = f"{line.request.reference} {line.request.state}" if line.request else "not ours"
    there = f"{line.done.reference} {line.done.status}" if line.done else "not there"
    what = line.done or line.request
    amount = spoken(what.amount, what.currency) if what else ""
    return f"{line.kind:<10} {ours:<24} {there:<32} {amount}"

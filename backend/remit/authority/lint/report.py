"""Every lint over a version, in one call."""

from collections.abc import Iterator
from datetime import datetime

from remit.authority.drafts.difference import subject_names
from remit.authority.lint.approving import Crowd, approving
from remit.authority.lint.budgets import budget_findings
from remit.authority.lint.caps import cap
from remit.authority.lint.findings import WARNING, Finding, Names, ordered
from remit.authority.lint.grants import grant
from remit.authority.lint.matters import Trade, trades
from remit.authority.lint.subjects import about_nobody, broken, over
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import Snapshot
from remit.domain.remedies import REMEDIES


def lint(authority: Snapshot, now: datetime | None = None) -> tuple[Finding, ...]:
    """What is wrong with these limits for these people, errors first. Pure, but slow: run it beside the loop.

    By `now` it is told which rules have had their time; without it, none has.
    """
    return ordered(_found(authority, now))


def _found(authority: Snapshot, now: datetime | None) -> Iterator[Finding]:
    names = Names(subject_names(authority.tiers, authority.people))
    sound = []
    for rule in authority.rules.values():
        finding = broken(rule) or about_nobody(rule, authority, names) or over(rule, now, names)
        if finding is None:
            sound.append(rule)
        else:
            yield finding
    yield from budget_findings(authority, names)
    crowd = Crowd(authority)
    for trade in trades(authority, sound):
        yield from _in_trade(trade, crowd, names)


def _in_trade(trade: Trade, crowd: Crowd, names: Names) -> Iterator[Finding]:
    for rule in trade.rules:
        finding = cap(rule, trade, names) if rule.kind == CAP else grant(rule, trade, names)
        if finding is not None:
            yield finding
    yield from approving(trade, crowd)
    for matter in trade.matters.values():
        if matter.situations is None:
            what = f"{REMEDIES[matter.remedy]} in {matter.currency} ({matter.brand})"
            sentence = f"{what}: the conditions tell more situations apart than can be tried, so it was not looked at."
            yield Finding("not-looked-at", WARNING, (), sentence, "Use fewer different conditions for this remedy.")

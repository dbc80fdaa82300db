"""Every lint over a version, in one call."""

from collections.abc import Iterator
from datetime import datetime

from remit.authority.drafts.difference import subject_names
from remit.authority.lint.approving import approving
from remit.authority.lint.approving_words import what
from remit.authority.lint.budgets import budget_findings
from remit.authority.lint.caps import cap
from remit.authority.lint.crowd import Crowd
from remit.authority.lint.findings import WARNING, Finding, Names, ordered
from remit.authority.lint.grants import grant
from remit.authority.lint.matters import Matter, Trade, trades
from remit.authority.lint.search import Steps
from remit.authority.lint.subjects import about_nobody, broken, over
from remit.authority.rules.rule import CAP, Rule
from remit.authority.snapshot import Snapshot

EACH, ALL = 20_000, 5_000_000
"""Steps of search for one question, and for all of them together: a second is about a million."""


def lint(authority: Snapshot, now: datetime | None = None, steps: Steps | None = None) -> tuple[Finding, ...]:
    """What is wrong with these limits for these people, errors first. Pure, but slow: run it beside the loop.

    By `now` it is told which rules have had their time; without it, none has. Where the steps do not suffice, a finding
    says what was not looked at completely.
    """
    return ordered(_found(authority, now, steps or Steps(EACH, ALL)))


def _found(authority: Snapshot, now: datetime | None, steps: Steps) -> Iterator[Finding]:
    names = Names(subject_names(authority.tiers, authority.people))
    sound, ended = [], []
    for rule in authority.rules.values():
        finding = broken(rule) or about_nobody(rule, authority, names) or over(rule, now, names)
        if finding is None:
            sound.append(rule)
        else:
            yield finding
        if now is not None and rule.ended(now):
            ended.append(rule.rid)
    yield from budget_findings(authority, names)
    if ended:
        # What was once is not asked about.
        authority = authority.with_rules(authority.version, removed=ended)
    crowd = Crowd(authority)
    for trade in trades(authority, sound, steps):
        yield from _in_trade(trade, crowd, names)


def _in_trade(trade: Trade, crowd: Crowd, names: Names) -> Iterator[Finding]:
    for rule in trade.rules:
        finding = _about(rule, trade, names)
        if finding is not None:
            yield finding
    for matter in trade.matters.values():
        yield from approving(matter, crowd)
        if matter.doubts.open:
            yield _not_completely(matter)


def _about(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    return cap(rule, trade, names) if rule.kind == CAP else grant(rule, trade, names)


def _not_completely(matter: Matter) -> Finding:
    sentence = (
        f"Not looked at completely: {what(matter)}. Its conditions work together in so many ways that there may be "
        "more to say than is said here."
    )
    return Finding("not-looked-at", WARNING, (), sentence, "Use fewer different conditions for this remedy.")

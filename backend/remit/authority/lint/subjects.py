"""Rules that are about nobody, or that cannot be read as rules at all."""

from datetime import datetime

from remit.authority.lint.findings import ERROR, WARNING, Finding, Names
from remit.authority.lint.matters import tiers_touched
from remit.authority.rules.rule import InvalidRule, Rule, checked
from remit.authority.snapshot import Snapshot
from remit.domain.people import tiers_in


def broken(rule: Rule) -> Finding | None:
    """A rule that no one could write today: put into the table by hand, or about a reason that is gone."""
    try:
        checked(rule)
    except InvalidRule as wrong:
        sentence = f"Rule {rule.rid} is not a rule that could be written: {wrong.detail} It gives nobody anything."
        return Finding("invalid-rule", ERROR, (rule.rid,), sentence, f"Remove {rule.rid}, or write it anew.")
    return None


def about_nobody(rule: Rule, authority: Snapshot, names: Names) -> Finding | None:
    """A rule whose subject does not exist, or has nobody in it now."""
    who = names.subject(rule.subject)
    if not authority.knows(rule.subject):
        return _finding("unknown-subject", ERROR, rule, names, f"There is no {who}")
    kind, _, name = rule.subject.partition(":")
    if kind == "user":
        inactive = not authority.people.people[name].active
        return (
            _finding("inactive-person", WARNING, rule, names, f"The account of {who} is not active")
            if inactive
            else None
        )
    if kind == "team":
        empty = not any(team == name for _, team in authority.people.groups)
        return _finding("empty-subject", WARNING, rule, names, f"Nobody is in {who} now") if empty else None
    tiers = tiers_touched(authority, rule)
    empty = not any(not tiers_in(rung).isdisjoint(tiers) for rung, _ in authority.people.groups)
    return _finding("empty-subject", WARNING, rule, names, f"Nobody is a {who} or above now") if empty else None


def over(rule: Rule, now: datetime | None, names: Names) -> Finding | None:
    """A rule whose time is over: it does nothing any more."""
    if now is None or not rule.ended(now):
        return None
    sentence = f"The time of this is over: {names.rule(rule)}."
    return Finding("expired", WARNING, (rule.rid,), sentence, f"Remove {rule.rid}, or let it apply for longer.")


def _finding(kind: str, severity: str, rule: Rule, names: Names, why: str) -> Finding:
    mend = f"Remove {rule.rid}, or write it for whom it is meant."
    return Finding(kind, severity, (rule.rid,), f"{why}, so this does nothing: {names.rule(rule)}.", mend)

"""Grants that never count: out of reach behind a cap, outdone by another grant, or under a condition that cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass

from remit.authority.lint.findings import ERROR, WARNING, Finding, Names
from remit.authority.lint.matters import Matter, Trade
from remit.authority.rules.conditions import holds
from remit.authority.rules.rule import ANY, CAP, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.questions import Facts, Reach


@dataclass(slots=True)
class _Seen:
    """What a grant does over all places where it could count."""

    anywhere: bool = False
    works: bool = False
    reached: bool = False
    caps: frozenset[str] = frozenset()
    outdone_by: str | None = None

    @property
    def fine(self) -> bool:
        return self.works and self.reached


def grant(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    """What is wrong with a grant, if anything."""
    seen = _seen(rule, trade)
    if seen.fine:
        return None
    if not seen.anywhere:
        return _impossible(rule, trade, names)
    if not seen.reached:
        return _capped(rule, seen, trade.authority, names)
    return _outdone(rule, seen, trade.authority, names)


def _seen(rule: Rule, trade: Trade) -> _Seen:
    seen = _Seen()
    wanted = MAX_AMOUNT if rule.amount is None else rule.amount
    may_work = not all(matter.outdone(rule) for matter in trade.matters_of(rule))
    for matter, subject, facts in _places(rule, trade):
        seen.anywhere = True
        reach = matter.reach(subject, rule.mode, facts)
        without = matter.reach(subject, rule.mode, facts, (rule.rid,))
        seen.reached |= _amount(reach) >= wanted
        seen.works |= _amount(reach) != _amount(without)
        if seen.fine:
            break
        if _amount(reach) < wanted:
            seen.caps |= _caps_on(subject, rule, matter)
        elif without is not None and seen.outdone_by is None:
            seen.outdone_by = without.rule
            if not may_work:
                break
    return seen


def _places(rule: Rule, trade: Trade) -> Iterator[tuple[Matter, str, Facts]]:
    for matter in trade.matters_of(rule):
        for subject in matter.touched(rule):
            told = matter.told([subject], rule.mode)
            yield from ((matter, subject, facts) for facts in told if holds(rule.condition, facts))


def _amount(reach: Reach | None) -> int:
    return reach.amount if reach else 0


def _caps_on(subject: str, rule: Rule, matter: Matter) -> frozenset[str]:
    """The caps below the grant that are for this subject."""
    own = _own(subject, matter.authority)
    wanted = MAX_AMOUNT if rule.amount is None else rule.amount
    caps = (one for one in matter.rules if one.kind == CAP and one.subject in own and one.mode in (ANY, rule.mode))
    return frozenset(one.rid for one in caps if one.amount is not None and one.amount < wanted)


def _own(subject: str, authority: Snapshot) -> set[str]:
    person = authority.people.get(subject.removeprefix("user:"))
    return {subject} if person is None else {subject, f"tier:{person.tier}", f"team:{person.team}"}


def _impossible(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    if any(matter.situations is None for matter in trade.matters.values()):
        return None
    sentence = f"The condition of this can never hold: {names.rule(rule)}."
    return Finding(
        "never", ERROR, (rule.rid,), sentence, f"Correct the condition “{rule.condition}”, or remove {rule.rid}."
    )


def _capped(rule: Rule, seen: _Seen, authority: Snapshot, names: Names) -> Finding:
    caps = sorted(seen.caps)
    said = "; ".join(names.rule(authority.rules[rid]) for rid in caps)
    severity, effect = (WARNING, "is never reached") if seen.works else (ERROR, "gives nobody anything")
    mend = f"Raise or remove {', '.join(caps)}, or lower {rule.rid}."
    sentence = f"{names.rule(rule)} {effect}, because the lowest cap always wins: {said}."
    return Finding("capped-grant", severity, (rule.rid, *caps), sentence, mend)


def _outdone(rule: Rule, seen: _Seen, authority: Snapshot, names: Names) -> Finding | None:
    if seen.outdone_by is None:
        return None
    other = authority.rules[seen.outdone_by]
    lower = _is_below(other, rule, authority)
    if lower and (other.amount or MAX_AMOUNT) > (rule.amount or MAX_AMOUNT):
        sentence = f"{names.rule(rule)} is lower than what this tier inherits anyway: {names.rule(other)}."
        mend = f"Raise {rule.rid} above it, or make it a cap if {names.subject(rule.subject)} is to have less."
        return Finding("ladder", WARNING, (rule.rid, other.rid), sentence, mend)
    sentence = f"{names.rule(rule)} changes nothing: whoever it is for has as much by {names.rule(other)}."
    return Finding("shadowed", WARNING, (rule.rid, other.rid), sentence, f"Remove {rule.rid}, or raise it.")


def _is_below(other: Rule, rule: Rule, authority: Snapshot) -> bool:
    ladder = [f"tier:{tier.name}" for tier in authority.tiers]
    if other.subject not in ladder or rule.subject not in ladder:
        return False
    return ladder.index(other.subject) < ladder.index(rule.subject)

"""Grants that never count: out of reach behind a cap, outdone by another grant, or under a condition that cannot be."""

from collections.abc import Iterator

from remit.authority.lint.findings import ERROR, WARNING, Finding, Names
from remit.authority.lint.matters import Matter, Trade, surely
from remit.authority.lint.place import Place
from remit.authority.lint.search import Formula, every
from remit.authority.rules.rule import ANY, CAP, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT

_Where = tuple[Matter, str, Place, Formula]
"""Matter, subject, what its rows say, and that the condition of the rule holds."""


def grant(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    """What is wrong with a grant, if anything."""
    places = list(_places(rule, trade))
    return surely(trade.matters_of(rule), lambda: _looked_at(rule, places, trade, names))


def _looked_at(rule: Rule, places: list[_Where], trade: Trade, names: Names) -> Finding | None:
    if any(_works(rule, *one) and _reached(rule, *one) for one in places):
        return None
    can_be = [one for one in places if one[0].where(one[3]) is not None]
    if not can_be:
        return _impossible(rule, names)
    works = any(_works(rule, *one) for one in can_be)
    reached = next((one for one in can_be if _reached(rule, *one)), None)
    if reached is None:
        caps = frozenset[str]().union(*(_caps_on(subject, rule, matter) for matter, subject, _, _ in can_be))
        return _capped(rule, sorted(caps), works, (trade.authority, names))
    return None if works else _outdone(rule, reached, trade.authority, names)


def _places(rule: Rule, trade: Trade) -> Iterator[_Where]:
    for matter in trade.matters_of(rule):
        holds = matter.terms.said(rule.condition).true
        if holds is not False:
            yield from ((matter, one, matter.place(one, rule.mode), holds) for one in matter.touched(rule))


def _amount(rule: Rule) -> int:
    return MAX_AMOUNT if rule.amount is None else rule.amount


def _reached(rule: Rule, matter: Matter, _subject: str, place: Place, holds: Formula) -> bool:
    """Whether no cap keeps the subject from all of it, somewhere."""
    return matter.where(every((holds, place.uncapped(_amount(rule))))) is not None


def _works(rule: Rule, matter: Matter, _subject: str, place: Place, holds: Formula) -> bool:
    """Whether the subject would get less far without it, somewhere: to its own amount, or to a cap below that."""
    own = _amount(rule)
    ends = sorted({own, *(limit for limit, _, _ in place.caps if 0 < limit < own)}, reverse=True)
    return any(
        matter.where(every((holds, place.ungranted(end, rule.rid), place.uncapped(end)))) is not None for end in ends
    )


def _caps_on(subject: str, rule: Rule, matter: Matter) -> frozenset[str]:
    """The caps below the grant that are for this subject."""
    own = _own(subject, matter)
    caps = (one for one in matter.rules if one.kind == CAP and one.subject in own and one.mode in (ANY, rule.mode))
    return frozenset(one.rid for one in caps if one.amount is not None and one.amount < _amount(rule))


def _own(subject: str, matter: Matter) -> set[str]:
    person = matter.authority.people.get(subject.removeprefix("user:"))
    return {subject} if person is None else {subject, f"tier:{person.tier_at(matter.brand)}", f"team:{person.team}"}


def _impossible(rule: Rule, names: Names) -> Finding:
    sentence = f"The condition of this can never hold: {names.rule(rule)}."
    return Finding(
        "never", ERROR, (rule.rid,), sentence, f"Correct the condition “{rule.condition}”, or remove {rule.rid}."
    )


def _capped(rule: Rule, caps: list[str], works: bool, said_by: tuple[Snapshot, Names]) -> Finding:
    authority, names = said_by
    said = "; ".join(names.rule(authority.rules[rid]) for rid in caps)
    severity, effect = (WARNING, "is never reached") if works else (ERROR, "gives nobody anything")
    mend = f"Raise or remove {', '.join(caps)}, or lower {rule.rid}."
    sentence = f"{names.rule(rule)} {effect}, because the lowest cap always wins: {said}."
    return Finding("capped-grant", severity, (rule.rid, *caps), sentence, mend)


def _outdone(rule: Rule, reached: _Where, authority: Snapshot, names: Names) -> Finding | None:
    matter, subject, place, holds = reached
    box = matter.where(every((holds, place.uncapped(_amount(rule)))))
    without = None if box is None else matter.reach(subject, rule.mode, matter.terms.facts(box), (rule.rid,))
    if without is None:
        return None
    other = authority.rules[without.rule]
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

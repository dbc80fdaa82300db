"""Caps that hold nobody back, and caps that leave a tier less than the tier below it has."""

from collections.abc import Iterator
from itertools import product

from remit.authority.lint.findings import WARNING, Finding, Names
from remit.authority.lint.matters import Matter, Trade
from remit.authority.rules.conditions import holds
from remit.authority.rules.rule import ANY, MODES, Rule
from remit.domain.money import spoken
from remit.domain.policy.questions import Facts

_Place = tuple[Matter, str, Facts, str]


def cap(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    """What is wrong with a cap, if anything."""
    works, most, looked_at = False, 0, False
    for matter, subject, facts, mode in _places(rule, trade):
        looked_at = True
        without = matter.amount(subject, mode, facts, (rule.rid,))
        most = max(most, without)
        works = works or matter.amount(subject, mode, facts) != without
        if works:
            break
    if works:
        return _upside_down(rule, trade, names)
    return _idle(rule, most, names) if looked_at else None


def _places(rule: Rule, trade: Trade, *beside: str) -> Iterator[_Place]:
    """Where the cap counts. `beside` are others whose rows have to be told apart as well."""
    modes = MODES if rule.mode == ANY else (rule.mode,)
    for matter in trade.matters_of(rule):
        for subject, mode in product(matter.touched(rule), modes):
            # A cap counts wherever its condition is not plainly false: a missing fact never lifts it.
            told = matter.told([subject, *beside], mode)
            yield from ((matter, subject, facts, mode) for facts in told if holds(rule.condition, facts) is not False)


def _idle(rule: Rule, most: int, names: Names) -> Finding:
    far = f"gets further than {spoken(most, rule.currency)} anyway" if most else "may give any"
    sentence = f"{names.rule(rule)} holds nobody back: nobody it is for {far}."
    return Finding("idle-cap", WARNING, (rule.rid,), sentence, f"Lower {rule.rid} if it is to hold, or remove it.")


def _upside_down(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    """A cap is not inherited upwards, but a grant is: a capped tier may end below the one under it."""
    ladder = [f"tier:{tier.name}" for tier in trade.authority.tiers]
    if rule.subject not in ladder[1:]:
        return None
    below = ladder[ladder.index(rule.subject) - 1]
    for matter, subject, facts, mode in _places(rule, trade, below):
        lower = matter.amount(below, mode, facts)
        mine = matter.amount(subject, mode, facts)
        if subject == rule.subject and mine < lower and mine < matter.amount(subject, mode, facts, (rule.rid,)):
            said = f"{names.subject(below)}, who may have {spoken(lower, rule.currency)}"
            sentence = f"{names.rule(rule)} leaves a higher tier less than a {said}."
            mend = f"Cap the tier below as well, or raise {rule.rid} to {spoken(lower, rule.currency)}."
            return Finding("ladder", WARNING, (rule.rid,), sentence, mend)
    return None

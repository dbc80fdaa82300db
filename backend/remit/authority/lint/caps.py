"""Caps that hold nobody back, and caps that leave a tier less than the tier below it has."""

from collections.abc import Iterator
from itertools import product

from remit.authority.lint.findings import WARNING, Finding, Names
from remit.authority.lint.matters import Matter, Trade, surely
from remit.authority.lint.place import Place
from remit.authority.lint.search import Formula, every
from remit.authority.rules.rule import ANY, MODES, Rule
from remit.domain.money import spoken

_Where = tuple[Matter, str, str, Formula]
"""Matter, subject, mode, and that the cap holds."""


def cap(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    """What is wrong with a cap, if anything."""
    places = list(_places(rule, trade))
    return surely(trade.matters_of(rule), lambda: _looked_at(rule, places, trade, names))


def _looked_at(rule: Rule, places: list[_Where], trade: Trade, names: Names) -> Finding | None:
    if any(_works(rule, *one) for one in places):
        return _upside_down(rule, places, trade, names)
    most = [_most(rule, *one) for one in places if one[0].where(one[3]) is not None]
    return _idle(rule, max(most), names) if most else None


def _places(rule: Rule, trade: Trade) -> Iterator[_Where]:
    modes = MODES if rule.mode == ANY else (rule.mode,)
    for matter in trade.matters_of(rule):
        # A cap counts wherever its condition is not plainly false: a missing fact never lifts it.
        holds = matter.terms.said(rule.condition).unfalse
        if holds is not False:
            for subject, mode in product(matter.touched(rule), modes):
                yield matter, subject, mode, holds


def _works(rule: Rule, matter: Matter, subject: str, mode: str, holds: Formula) -> bool:
    """Whether the subject would get further without it, somewhere."""
    place, further = matter.place(subject, mode), (rule.amount or 0) + 1
    granted = place.granted(further)
    return granted is not False and matter.where(_all(place, holds, granted, further, rule)) is not None


def _most(rule: Rule, matter: Matter, subject: str, mode: str, holds: Formula) -> int:
    """How far the subject gets without it, at most."""
    place = matter.place(subject, mode)
    for amount in sorted((limit for limit, _, _ in (*place.grants, *place.caps)), reverse=True):
        granted = place.granted(amount)
        if amount and granted is not False and matter.where(_all(place, holds, granted, amount, rule)) is not None:
            return amount
    return 0


def _all(place: Place, holds: Formula, granted: Formula, amount: int, rule: Rule) -> Formula:
    return every((holds, granted, place.uncapped(amount, rule.rid)))


def _idle(rule: Rule, most: int, names: Names) -> Finding:
    far = f"gets further than {spoken(most, rule.currency)} anyway" if most else "may give any"
    sentence = f"{names.rule(rule)} holds nobody back: nobody it is for {far}."
    return Finding("idle-cap", WARNING, (rule.rid,), sentence, f"Lower {rule.rid} if it is to hold, or remove it.")


def _upside_down(rule: Rule, places: list[_Where], trade: Trade, names: Names) -> Finding | None:
    """A cap is not inherited upwards, but a grant is: a capped tier may end below the one under it."""
    ladder = [f"tier:{tier.name}" for tier in trade.authority.tiers]
    if rule.subject not in ladder[1:]:
        return None
    below, further = ladder[ladder.index(rule.subject) - 1], (rule.amount or 0) + 1
    for matter, subject, mode, holds in places:
        if subject != rule.subject:
            continue
        mine, theirs = matter.place(subject, mode), matter.place(below, mode)
        box = matter.where(every((holds, mine.uncapped(further, rule.rid), theirs.at_least(further))))
        if box is not None:
            lower = matter.amount(below, mode, matter.terms.facts(box))
            said = f"{names.subject(below)}, who may have {spoken(lower, rule.currency)}"
            sentence = f"{names.rule(rule)} leaves a higher tier less than a {said}."
            mend = f"Cap the tier below as well, or raise {rule.rid} to {spoken(lower, rule.currency)}."
            return Finding("ladder", WARNING, (rule.rid,), sentence, mend)
    return None

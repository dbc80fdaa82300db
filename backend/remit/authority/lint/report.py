"""Every lint over a version, in one call."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache

from remit.authority.drafts.difference import subject_names
from remit.authority.lint.approving import approving
from remit.authority.lint.approving_words import what
from remit.authority.lint.budgets import budget_findings
from remit.authority.lint.caps import cap
from remit.authority.lint.crowd import Crowd
from remit.authority.lint.findings import WARNING, Finding, Names, ordered
from remit.authority.lint.grants import grant
from remit.authority.lint.known import Floor, Known
from remit.authority.lint.matters import Matter, Trade, trades
from remit.authority.lint.overrides import overriding
from remit.authority.lint.reasons import retired, unknown
from remit.authority.lint.search import Steps
from remit.authority.lint.subjects import about_nobody, broken, over
from remit.authority.rules.rule import ANY, CAP, Rule
from remit.authority.snapshot import Snapshot

EACH, ALL = 20_000, 5_000_000
"""Steps of search for one question, and for all of them together: a second is about a million."""


def lint(
    authority: Snapshot, now: datetime | None = None, steps: Steps | None = None, known: Known | None = None
) -> tuple[Finding, ...]:
    """What is wrong with these limits for these people, errors first. Pure, but slow: run it beside the loop.

    By `now` it is told which rules have had their time; without it, none has. Where the steps do not suffice, a finding
    says what was not looked at completely. What is `known` from before is looked at anew only where it changed.
    """
    known = Known() if known is None else known
    names = Names(subject_names(authority.tiers, authority.people))
    apart = [_alone(rule, authority, now, names, known) for rule in authority.rules.values()]
    sound = [rule for rule, finding in zip(authority.rules.values(), apart, strict=True) if finding is None]
    known.keep_sound(sound)
    ended = [rule.rid for rule in authority.rules.values() if now is not None and rule.ended(now)]
    # What was once is not asked about.
    still = authority.with_rules(authority.version, removed=ended) if ended else authority
    together = _together(still, sound, names, (steps or Steps(EACH, ALL), known))
    alone = (finding for finding in apart if finding is not None)
    besides = (*budget_findings(authority, names), *retired(authority, names), *overriding(sound, names))
    return ordered({*alone, *besides, *together})


def _alone(rule: Rule, authority: Snapshot, now: datetime | None, names: Names, known: Known) -> Finding | None:
    """What is wrong with a rule whatever the others say."""
    if known.sound.get(id(rule)) is not rule and (finding := broken(rule)):
        return finding
    if finding := unknown(rule, authority.people.register.catalogue):
        return finding
    return about_nobody(rule, authority, names) or over(rule, now, names)


def _together(authority: Snapshot, sound: Iterable[Rule], names: Names, by: tuple[Steps, Known]) -> Iterator[Finding]:
    """What is wrong with rules because of others, and because of who is there."""
    steps, known = by
    people = authority.people
    roles = {one: people.people[one].roles for ids in people.groups.values() for one in ids}
    floor = known.on(Floor(authority.tiers, names.subjects, people.groups, roles, people.register.catalogue))
    crowd = cache(lambda: Crowd(authority))
    for trade in trades(authority, sound, steps):
        matters = trade.matters.values()
        everywhere = _look(trade, ANY, matters, names)
        trade_place = (trade.every[0].remedy, trade.every[0].currency)
        yield from known.or_look((*trade_place, ANY), floor, (trade.every, trade.rules), everywhere)
        for matter in matters:
            look = _look(trade, matter.brand, [matter], names, crowd)
            yield from known.or_look((*trade_place, matter.brand), floor, (matter.every, matter.rules), look)


def _look(
    trade: Trade, brand: str, matters: Iterable[Matter], names: Names, crowd: Callable[[], Crowd] | None = None
) -> Callable[[], tuple[tuple[Finding, ...], bool]]:
    """Looks at the rules of this brand; with a crowd, at who may approve there as well."""

    def look() -> tuple[tuple[Finding, ...], bool]:
        rules = (rule for rule in trade.rules if rule.brand == brand)
        findings = [finding for rule in rules if (finding := _about(rule, trade, names))]
        for matter in matters:
            findings += approving(matter, crowd()) if crowd else ()
            findings += [_not_completely(matter)] if matter.doubts.open else []
            matter.doubts.open = False
        return tuple(findings), all(matter.doubts.steps.left > 0 for matter in matters)

    return look


def _about(rule: Rule, trade: Trade, names: Names) -> Finding | None:
    return cap(rule, trade, names) if rule.kind == CAP else grant(rule, trade, names)


def _not_completely(matter: Matter) -> Finding:
    sentence = (
        f"Not looked at completely: {what(matter)}. Its conditions work together in so many ways that there may be "
        "more to say than is said here."
    )
    return Finding("not-looked-at", WARNING, (), sentence, "Use fewer different conditions for this remedy.")

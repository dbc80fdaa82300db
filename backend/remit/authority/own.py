"""Somebody's own limits, caps included, as Casbin answers them: for every matter that a rule of theirs speaks of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from remit.authority.engine.members import rungs, standing_of
from remit.authority.rules.clauses import Clause, Compared, OneOf
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.declared import AGENT_TENURE, CERTIFICATE
from remit.authority.rules.rule import ANY, CAP, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.people import Person
from remit.domain.policy.facts import House, about, at_moment
from remit.domain.policy.questions import Fact, Question
from remit.domain.policy.unlocking import holding, missing
from remit.domain.values import value

_PERSONAL = frozenset({CERTIFICATE, AGENT_TENURE})
"""Facts about the person asked for: they are as they are."""
_MODES = ("auto", "review", "approve")


@value(frozen=True, slots=True)
class Unlock:
    """A certificate that somebody does not hold, and how far they would get with it, per mode."""

    certificate: str
    auto: int | None
    review: int | None
    approve: int | None


@value(frozen=True, slots=True)
class OwnLimit:
    """What somebody may give of a remedy under a condition, per mode; None is nothing, 10^12 is no limit."""

    remedy: str
    currency: str
    brand: str
    when: str
    auto: int | None
    review: int | None
    approve: int | None
    guideline: str
    unlocks: tuple[Unlock, ...] = ()


_Matter = tuple[str, str, str, str]


def own_limits(authority: Snapshot, person: Person, house: House, now: datetime) -> tuple[OwnLimit, ...]:
    """By remedy, currency, brand and condition. Where a rule is for every brand, the house's is asked about."""
    mine: dict[_Matter, Rule] = {}
    for rule in sorted(_speaking_of(authority, person), key=attrgetter("rid", "brand")):
        if rule.applies(now) and not _merely_personal(rule):
            best = mine.get(_matter(rule))
            if best is None or (rule.amount or 0) >= (best.amount or 0):
                mine[_matter(rule)] = rule
    return tuple(_limit(authority, person, mine[matter], (house, now)) for matter in sorted(mine))


def _speaking_of(authority: Snapshot, person: Person) -> Iterable[Rule]:
    """The rules that count for somebody; for a brand where they have another tier, as if they were for it alone."""
    standing = standing_of(person, rungs(authority.tiers))
    apart = standing.by_brand
    yield from (rule for rule in authority.rules_of(standing.inherits) if rule.brand not in apart)
    for brand, there in apart.items():
        rules = authority.rules_of(there.inherits)
        yield from (replace(rule, brand=brand) for rule in rules if rule.brand in (ANY, brand))


def _matter(rule: Rule) -> _Matter:
    return rule.remedy, rule.currency, rule.brand, _impersonal(rule.when)


def _merely_personal(rule: Rule) -> bool:
    """A cap on whoever lacks something is no matter of its own: it shows in all the others."""
    return rule.kind == CAP and rule.when != "" and _impersonal(rule.when) == ""


def _impersonal(when: str) -> str:
    return "; ".join(str(clause) for clause in _clauses(when) if clause.fact not in _PERSONAL)


def _limit(authority: Snapshot, person: Person, rule: Rule, where: tuple[House, datetime]) -> OwnLimit:
    house, now = where
    brand = house.brand if rule.brand == ANY else rule.brand
    when = _impersonal(rule.when)
    clock = at_moment({"brand": brand}, now, house.zone(brand))
    facts = about({**clock, **_satisfying(_clauses(when))}, person)
    question = Question(person.subject, rule.remedy, rule.currency, brand, 1, facts, "auto")
    unlocks = tuple(_unlocks(authority, question))
    return OwnLimit(
        rule.remedy, rule.currency, rule.brand, when, *_reaches(authority, question), rule.guideline, unlocks
    )


def _unlocks(authority: Snapshot, question: Question) -> Iterable[Unlock]:
    now = _reaches(authority, question)
    codes = {code for mode in _MODES for code in missing(replace(question, mode=mode), authority)}
    for code in sorted(codes):
        then = _reaches(authority, holding(question, code))
        if any((more or 0) > (less or 0) for more, less in zip(then, now, strict=True)):
            yield Unlock(code, *then)


def _reaches(authority: Snapshot, question: Question) -> tuple[int | None, int | None, int | None]:
    def reach(mode: str) -> int | None:
        found = authority.reach(replace(question, mode=mode))
        return found.amount if found else None

    return reach("auto"), reach("review"), reach("approve")


def _clauses(when: str) -> tuple[Clause, ...]:
    try:
        return parse(when)
    except InvalidCondition:
        return ()


def _satisfying(clauses: Iterable[Clause]) -> dict[str, Fact]:
    """Facts under which the clauses hold, as far as one clause a fact can say."""
    facts: dict[str, Fact] = {}
    for clause in clauses:
        if isinstance(clause, Compared):
            facts[clause.fact] = clause.bound + {"<": -1, ">": 1, "!=": 1}.get(clause.op, 0)
        elif isinstance(clause, OneOf):
            facts |= {} if clause.negated else {clause.fact: clause.values[0]}
        else:
            facts[clause.fact] = "" if clause.op == "has no" else clause.values[0]
    return facts

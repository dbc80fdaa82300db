"""Somebody's own limits, caps included, as Casbin answers them: for every matter that a rule of theirs speaks of."""

from dataclasses import dataclass

from remit.authority.engine.members import rungs, standing_of
from remit.authority.rules.clauses import Compared, OneOf
from remit.authority.rules.conditions import parse
from remit.authority.rules.rule import ANY, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.people import Person
from remit.domain.policy.questions import Fact, Question


@dataclass(frozen=True, slots=True)
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


_Matter = tuple[str, str, str, str]


def own_limits(authority: Snapshot, person: Person, brand: str) -> tuple[OwnLimit, ...]:
    """By remedy, currency, brand and condition. Where a rule is for every brand, `brand` is asked about."""
    subjects = set(standing_of(person, rungs(authority.tiers)).inherits)
    mine: dict[_Matter, Rule] = {}
    for rule in authority.rules.values():
        if rule.subject in subjects:
            best = mine.get(_matter(rule))
            if best is None or (rule.amount or 0) >= (best.amount or 0):
                mine[_matter(rule)] = rule
    return tuple(_limit(authority, person, mine[matter], brand) for matter in sorted(mine))


def _matter(rule: Rule) -> _Matter:
    return rule.remedy, rule.currency, rule.brand, rule.when


def _limit(authority: Snapshot, person: Person, rule: Rule, brand: str) -> OwnLimit:
    about = brand if rule.brand == ANY else rule.brand
    facts: dict[str, Fact] = {"brand": about, **_satisfying(rule.when)}

    def reach(mode: str) -> int | None:
        found = authority.reach(Question(person.subject, rule.remedy, rule.currency, about, 1, facts, mode))
        return found.amount if found else None

    asked = (reach("auto"), reach("review"), reach("approve"))
    return OwnLimit(rule.remedy, rule.currency, rule.brand, rule.when, *asked, rule.guideline)


def _satisfying(when: str) -> dict[str, Fact]:
    """Facts under which the condition holds, as far as one clause a fact can say."""
    facts: dict[str, Fact] = {}
    for clause in parse(when):
        if isinstance(clause, Compared):
            facts[clause.fact] = clause.bound + {"<": -1, ">": 1, "!=": 1}.get(clause.op, 0)
        elif isinstance(clause, OneOf) and not clause.negated:
            facts[clause.fact] = clause.values[0]
    return facts

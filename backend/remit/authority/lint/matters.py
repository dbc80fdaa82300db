"""What there is to look at: each remedy, currency and brand, whom the rules touch there, and how far they get."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from operator import attrgetter

from remit.authority.engine.index import bound, rule_id
from remit.authority.lint.situations import brands_in, situations
from remit.authority.rules.clauses import Clause
from remit.authority.rules.conditions import InvalidCondition, holds, parse
from remit.authority.rules.rule import ALLOW, ANY, CAP, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.questions import Facts, Question, Reach

ELSEWHERE = "every-other-brand"
"""Stands for the brands that no rule names."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One remedy, currency and brand, with the situations that the conditions there tell apart."""

    authority: Snapshot
    remedy: str
    currency: str
    brand: str
    rules: tuple[Rule, ...]
    situations: tuple[Facts, ...] | None
    """None: more than can be tried."""
    special: tuple[str, ...]
    """Ids of active people with rules of their own, and one of each tier in every team that has some."""
    columns: dict[str, list[bool | None]] = field(default_factory=dict, compare=False, repr=False)
    """What was found out about conditions, once for everybody."""

    def touched(self, rule: Rule) -> Iterator[str]:
        """One subject of each kind that the rule is for here: tiers as such, and people who are singled out."""
        kind, _, name = rule.subject.partition(":")
        people = map(self.authority.people.people.__getitem__, self.special)
        if kind == "user":
            yield from [rule.subject] if name in self.special else []
        elif kind == "team":
            yield from (person.subject for person in people if person.team == name)
        else:
            tiers = tiers_touched(self.authority, rule)
            yield from (f"tier:{tier}" for tier in tiers)
            yield from (person.subject for person in people if person.tier in tiers)

    def told(self, subjects: Iterable[str], mode: str) -> tuple[Facts, ...]:
        """The situations that these subjects' own rows tell apart: far fewer than all that are told apart here."""
        asked = (Question(subject, self.remedy, self.currency, self.brand, 1, {}, mode) for subject in subjects)
        whens = frozenset(row[5] for question in asked for row in self.authority.about(question))
        readable = frozenset(when for when in whens if _clauses(when) is not None)
        return _situations(readable, self.remedy, self.brand) or ()

    def amounts(self, subject: str, mode: str) -> list[int]:
        """How far the subject gets in each of the situations here. Asked once for all that its own rows take alike."""
        asked = Question(subject, self.remedy, self.currency, self.brand, 1, {}, mode)
        columns = [self._column(when) for when in {row[5] for row in self.authority.about(asked)}]
        told = self.situations or ()
        found: dict[tuple[bool | None, ...], int] = {}
        amounts: list[int] = []
        for alike, facts in zip(zip(*columns, strict=True) if columns else repeat(()), told, strict=bool(columns)):
            if alike not in found:
                found[alike] = self.amount(subject, mode, facts)
            amounts.append(found[alike])
        return amounts

    def _column(self, when: str) -> list[bool | None]:
        """Whether the condition holds, situation by situation."""
        if when not in self.columns:
            self.columns[when] = [holds(when, facts) for facts in self.situations or ()]
        return self.columns[when]

    def outdone(self, rule: Rule) -> bool:
        """Whether one other grant gives as much wherever this one does, to everybody whom this one is for."""
        if rule.subject.startswith("team:"):
            return False
        asked = Question(rule.subject, self.remedy, self.currency, self.brand, 1, {}, rule.mode)
        clauses, mine = _clauses(rule.condition), MAX_AMOUNT if rule.amount is None else rule.amount
        if clauses is None:
            return False
        others = (row for row in self.authority.about(asked) if row[7] == ALLOW and rule_id(row) != rule.rid)
        return any(bound(row) >= mine and _covers(_clauses(row[5]), clauses) for row in others)

    def reach(self, subject: str, mode: str, facts: Facts, without: Collection[str] = ()) -> Reach | None:
        """How far the subject gets in this situation; `without` these rules, as if they were not there."""
        asked = Question(subject, self.remedy, self.currency, self.brand, 1, facts, mode)
        return self.authority.reach(asked, without)

    def amount(self, subject: str, mode: str, facts: Facts, without: Collection[str] = ()) -> int:
        """The same as an amount; 0 for nothing."""
        found = self.reach(subject, mode, facts, without)
        return found.amount if found else 0


@dataclass(frozen=True, slots=True)
class Trade:
    """One remedy and currency: its rules, and its matters, one for each brand."""

    authority: Snapshot
    rules: tuple[Rule, ...]
    matters: Mapping[str, Matter]
    """By brand."""

    def matters_of(self, rule: Rule) -> Iterable[Matter]:
        """The matters that the rule speaks of."""
        return self.matters.values() if rule.brand == ANY else (self.matters[rule.brand],)


def tiers_touched(authority: Snapshot, rule: Rule) -> list[str]:
    """The tiers that a rule about a tier is for: grants are inherited by those above, caps are not."""
    ladder = [tier.name for tier in authority.tiers]
    place = ladder.index(rule.subject.partition(":")[2])
    return ladder[place : place + 1] if rule.kind == CAP else ladder[place:]


def trades(authority: Snapshot, rules: Iterable[Rule]) -> list[Trade]:
    """The rules by remedy and currency."""
    found: defaultdict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.remedy, rule.currency].append(rule)
    return [_trade(authority, tuple(found[trade])) for trade in sorted(found)]


def _trade(authority: Snapshot, rules: tuple[Rule, ...]) -> Trade:
    by_brand: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_brand[rule.brand].append(rule)
    everywhere = by_brand.pop(ANY, [])
    brands = sorted(by_brand.keys() | brands_in(rule.when for rule in rules))
    if everywhere:
        brands.append(ELSEWHERE)
    here = {brand: (*everywhere, *by_brand.get(brand, ())) for brand in brands}
    return Trade(authority, rules, {brand: _matter(authority, found, brand) for brand, found in here.items() if found})


def _matter(authority: Snapshot, here: tuple[Rule, ...], brand: str) -> Matter:
    here = tuple(sorted(here, key=attrgetter("rid")))
    remedy, currency = here[0].remedy, here[0].currency
    told = _situations(frozenset(rule.condition for rule in here), remedy, brand)
    return Matter(authority, remedy, currency, brand, here, told, tuple(sorted(_special(authority, here))))


@lru_cache(maxsize=4096)
def _situations(whens: frozenset[str], remedy: str, brand: str) -> tuple[Facts, ...] | None:
    return situations(whens, remedy, brand)


@lru_cache(maxsize=16384)
def _clauses(when: str) -> frozenset[Clause] | None:
    try:
        return frozenset(parse(when))
    except InvalidCondition:
        return None


def _covers(others: frozenset[Clause] | None, clauses: frozenset[Clause]) -> bool:
    """Whether a condition with these clauses holds wherever one with all of `clauses` does."""
    return others is not None and others <= clauses


def _special(authority: Snapshot, rules: Iterable[Rule]) -> set[str]:
    subjects = {rule.subject for rule in rules}
    people = authority.people.people
    own = {one for one in (subject.removeprefix("user:") for subject in subjects) if one in people}
    ruled = any(subject.startswith("team:") for subject in subjects)
    groups = authority.people.groups.items() if ruled else ()
    teams = {ids[0] for (_, team), ids in groups if f"team:{team}" in subjects}
    return {one for one in own if people[one].active} | teams

"""What there is to look at: each remedy, currency and brand, whom the rules touch there, and how far they get."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from remit.authority.engine.index import Row
from remit.authority.lint.findings import Finding
from remit.authority.lint.place import Place, place
from remit.authority.lint.search import Domains, Exhausted, Formula, Steps, found
from remit.authority.lint.situations import brands_in
from remit.authority.lint.terms import Terms, read, terms
from remit.authority.rules.rule import ANY, CAP, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.policy.questions import Facts, Question, Reach
from remit.domain.values import value

K = TypeVar("K")
ELSEWHERE = "every-other-brand"
"""Stands for the brands that no rule names."""


@dataclass(slots=True)
class Doubts:
    """What was asked and not answered, because the steps were used up."""

    steps: Steps
    open: bool = False


@value(frozen=True, eq=False)
class Matter:
    """One remedy, currency and brand, and what its conditions speak of."""

    authority: Snapshot
    remedy: str
    currency: str
    brand: str
    rules: tuple[Rule, ...]
    every: tuple[Rule, ...]
    """All that count here, whether they are sound or not."""
    doubts: Doubts
    places: dict[tuple[str, ...], Place] = field(default_factory=dict, repr=False)
    """By the ids of the rows: many stand alike."""

    @cached_property
    def whens(self) -> frozenset[str]:
        """The conditions here, as far as they can be read."""
        return frozenset(rule.condition for rule in self.every if read(rule.condition))

    @cached_property
    def terms(self) -> Terms:
        """What the conditions here speak of."""
        return terms(self.whens, self.remedy, self.brand, self.authority.people.register.catalogue)

    @cached_property
    def special(self) -> tuple[str, ...]:
        """Ids of active people with rules of their own, and one of each tier in every team that has some."""
        return tuple(sorted(_special(self.authority, self.rules)))

    @cached_property
    def singled(self) -> frozenset[str]:
        """The same, to be asked whether somebody is one of them: there may be a rule for each of fifty thousand."""
        return frozenset(self.special)

    def touched(self, rule: Rule) -> Iterator[str]:
        """One subject of each kind that the rule is for here: tiers as such, and people who are singled out."""
        kind, _, name = rule.subject.partition(":")
        people = map(self.authority.people.people.__getitem__, self.special)
        if kind == "user":
            yield from [rule.subject] if name in self.singled else []
        elif kind == "team":
            yield from (person.subject for person in people if person.team == name)
        else:
            tiers = tiers_touched(self.authority, rule)
            yield from (f"tier:{tier}" for tier in tiers)
            # Whoever is singled out has what the tier has and caps besides: a grant that counts for them counts for it.
            if rule.kind == CAP:
                yield from (person.subject for person in people if person.tier_at(self.brand) in tiers)

    def place(self, subject: str, mode: str) -> Place:
        """How far the subject gets."""
        rows = self._rows(subject, mode)
        key = tuple(row[8] for row in rows)
        if key not in self.places:
            self.places[key] = place(rows, self.terms)
        return self.places[key]

    def where(self, formula: Formula) -> Domains | None:
        """Situations in which it is so; None where there are none, or where the steps do not suffice to tell."""
        try:
            return found(formula, self.terms.domains, self.doubts.steps)
        except Exhausted:
            self.doubts.open = True
            return None

    def never(self, formula: Formula) -> bool:
        """Whether it is so in no situation, for sure."""
        try:
            return found(formula, self.terms.domains, self.doubts.steps) is None
        except Exhausted:
            self.doubts.open = True
            return False

    def reach(self, subject: str, mode: str, facts: Facts, without: Iterable[str] = ()) -> Reach | None:
        """How far the subject gets in this situation, as Casbin says; `without` these rules."""
        asked = Question(subject, self.remedy, self.currency, self.brand, 1, facts, mode)
        return self.authority.reach(asked, tuple(without))

    def amount(self, subject: str, mode: str, facts: Facts) -> int:
        """The same as an amount; 0 for nothing."""
        reach = self.reach(subject, mode, facts)
        return reach.amount if reach else 0

    def _rows(self, subject: str, mode: str) -> Iterable[Row]:
        return self.authority.about(Question(subject, self.remedy, self.currency, self.brand, 1, {}, mode))


@value(frozen=True, slots=True)
class Trade:
    """One remedy and currency: its rules, and its matters, one for each brand."""

    authority: Snapshot
    rules: tuple[Rule, ...]
    every: tuple[Rule, ...]
    """The same, and those that are not sound."""
    matters: Mapping[str, Matter]
    """By brand."""

    def matters_of(self, rule: Rule) -> Iterable[Matter]:
        """The matters that the rule speaks of."""
        return self.matters.values() if rule.brand == ANY else (self.matters[rule.brand],)


def surely(matters: Iterable[Matter], look: Callable[[], Finding | None]) -> Finding | None:
    """What is found if every question about it was answered. What is not sure is not said."""
    doubts = [matter.doubts for matter in matters]
    before = [one.open for one in doubts]
    for one in doubts:
        one.open = False
    finding = look()
    sure = not any(one.open for one in doubts)
    for one, was in zip(doubts, before, strict=True):
        one.open |= was
    return finding if sure else None


def tiers_touched(authority: Snapshot, rule: Rule) -> list[str]:
    """The tiers that a rule about a tier is for: grants are inherited by those above, caps are not."""
    ladder = [tier.name for tier in authority.tiers]
    rung = ladder.index(rule.subject.partition(":")[2])
    return ladder[rung : rung + 1] if rule.kind == CAP else ladder[rung:]


def trades(authority: Snapshot, sound: Iterable[Rule], steps: Steps) -> list[Trade]:
    """The rules that are sound, by remedy and currency, to be looked at with these steps."""
    found = _by(sound, attrgetter("remedy", "currency"))
    every = _by(authority.rules.values(), attrgetter("remedy", "currency"))
    return [_trade(authority, tuple(found[trade]), tuple(every[trade]), steps) for trade in sorted(found)]


def _trade(authority: Snapshot, sound: tuple[Rule, ...], every: tuple[Rule, ...], steps: Steps) -> Trade:
    own, all_ = _by(sound, attrgetter("brand")), _by(every, attrgetter("brand"))
    everywhere, all_everywhere = own.pop(ANY, []), all_.pop(ANY, [])
    brands = sorted(own.keys() | brands_in(rule.when for rule in sound))
    if everywhere:
        brands.append(ELSEWHERE)
    matters = {}
    for brand in brands:
        here = tuple(sorted((*everywhere, *own.get(brand, ())), key=attrgetter("rid")))
        if here:
            count = (*all_everywhere, *all_.get(brand, ()))
            matters[brand] = Matter(authority, here[0].remedy, here[0].currency, brand, here, count, Doubts(steps))
    return Trade(authority, sound, every, matters)


def _by(rules: Iterable[Rule], key: Callable[[Rule], K]) -> defaultdict[K, list[Rule]]:
    found: defaultdict[K, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[key(rule)].append(rule)
    return found


def _special(authority: Snapshot, rules: Iterable[Rule]) -> set[str]:
    subjects = {rule.subject for rule in rules}
    people = authority.people.people
    own = {one for one in (subject.removeprefix("user:") for subject in subjects) if one in people}
    ruled = any(subject.startswith("team:") for subject in subjects)
    groups = authority.people.groups.items() if ruled else ()
    teams = {ids[0] for (_, team), ids in groups if f"team:{team}" in subjects}
    return {one for one in own if people[one].active} | teams

"""What there is to look at: each remedy, currency and brand, whom the rules touch there, and how far they get."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from remit.authority.lint.situations import brands_in, situations
from remit.authority.rules.rule import ANY, CAP, Rule
from remit.authority.snapshot import Snapshot
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

    def touched(self, rule: Rule) -> list[str]:
        """One subject of each kind that the rule is for here: tiers as such, and people who are singled out."""
        kind, _, name = rule.subject.partition(":")
        if kind == "user":
            return [rule.subject] if name in self.special else []
        people = [self.authority.people.people[one] for one in self.special]
        if kind == "team":
            return [person.subject for person in people if person.team == name]
        tiers = tiers_touched(self.authority, rule)
        return [f"tier:{tier}" for tier in tiers] + [person.subject for person in people if person.tier in tiers]

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
    matters: tuple[Matter, ...]

    def matters_of(self, rule: Rule) -> Iterator[Matter]:
        """The matters that the rule speaks of and that were looked at."""
        return (one for one in self.matters if rule.brand in (ANY, one.brand) and one.situations is not None)


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
    whens = [rule.when for rule in rules]
    brands = sorted({rule.brand for rule in rules} - {ANY} | brands_in(whens))
    if any(rule.brand == ANY for rule in rules):
        brands.append(ELSEWHERE)
    matters = tuple(_matter(authority, rules, brand) for brand in brands)
    return Trade(authority, rules, matters)


def _matter(authority: Snapshot, rules: Iterable[Rule], brand: str) -> Matter:
    here = tuple(rule for rule in rules if rule.brand in (ANY, brand))
    remedy, currency = next((rule.remedy, rule.currency) for rule in rules)
    told = situations((rule.condition for rule in here), remedy, brand)
    return Matter(authority, remedy, currency, brand, here, told, tuple(sorted(_special(authority, here))))


def _special(authority: Snapshot, rules: Iterable[Rule]) -> set[str]:
    subjects = {rule.subject for rule in rules}
    people = authority.people.people
    own = {one for one in (subject.removeprefix("user:") for subject in subjects) if one in people}
    teams = {ids[0] for (_, team), ids in authority.people.groups.items() if f"team:{team}" in subjects}
    return {one for one in own if people[one].active} | teams

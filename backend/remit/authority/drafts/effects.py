"""What a change does to people: who gains and who loses, by how much, with one example request for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from remit.authority.drafts.cases_in_point import Example, example
from remit.authority.drafts.difference import Difference, subject_names
from remit.authority.lint.matters import tiers_touched
from remit.authority.lint.situations import situations, spoken
from remit.authority.rules.conditions import holds
from remit.authority.rules.listed import listed
from remit.authority.rules.rule import ANY, MODES, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.people import tier_at
from remit.domain.policy.questions import Facts, Question
from remit.domain.values import value

MOST = 500
"""So many effects are told; of more, only that there are."""
_MOST_ALONE = 200
"""So many people with rules of their own are looked at one by one, in each matter."""
Matter = tuple[str, str, str]
"""Remedy, currency, brand."""


@value(frozen=True, slots=True, kw_only=True)
class Effect:
    """One kind of person and what it may do before and after, in minor units: 0 is nothing, 10^12 no limit."""

    subject: str
    who: tuple[str, ...]
    """Everybody of this kind, by id."""
    remedy: str
    currency: str
    brand: str
    mode: str
    when: str
    """Under which circumstances, aloud; empty is always."""
    before: int
    after: int
    example: Example | None

    @property
    def people(self) -> int:
        """How many there are of this kind."""
        return len(self.who)

    @property
    def gains(self) -> bool:
        """Whether it is more than before."""
        return self.after > self.before


def effects(before: Snapshot, after: Snapshot, found: Difference, brand: str, now: datetime) -> Iterator[Effect]:
    """Everybody whom the change touches, kind by kind. `brand` is asked about where a rule is for every brand."""
    changed: defaultdict[Matter, list[Rule]] = defaultdict(list)
    every = (*found.added, *found.removed, *(rule for pair in found.changed for rule in pair))
    for rule in every:
        changed[rule.remedy, rule.currency, brand if rule.brand == ANY else rule.brand].append(rule)
    for matter in sorted(changed):
        rules = changed[matter]
        subjects = _subjects(rules, after, matter, _alone(before, every, matter))
        for subject, who in subjects.items():
            yield from _of_subject((subject, who), matter, rules, (before, after), now)


def _of_subject(
    kind: tuple[str, tuple[str, ...]],
    matter: Matter,
    rules: list[Rule],
    limits: tuple[Snapshot, Snapshot],
    now: datetime,
) -> Iterator[Effect]:
    subject, who = kind
    whens = [rule.condition for rule in rules]
    told: dict[tuple[str, int, int], Facts] = {}
    people = limits[1].people
    names = subject_names(limits[1].tiers, people)
    for facts in situations(whens, matter[0], matter[2], people.register.catalogue) or ():
        for mode in _modes(rules, facts):
            old, new = (_amount(one, subject, matter, mode, facts) for one in limits)
            if old != new:
                told.setdefault((mode, old, new), facts)
    for (mode, old, new), facts in told.items():
        asked = Question(subject, *matter, max(old, new), facts, mode)
        yield Effect(
            subject=subject,
            who=who,
            remedy=matter[0],
            currency=matter[1],
            brand=matter[2],
            mode=mode,
            when=spoken(facts, whens, names),
            before=old,
            after=new,
            example=example(asked, (old, new), limits, now),
        )


def _modes(rules: Iterable[Rule], facts: Facts) -> Iterator[str]:
    """The modes of which something that changes may speak in this situation."""
    speaking = [rule for rule in rules if holds(rule.condition, facts) is not False]
    modes = {rule.mode for rule in speaking}
    yield from (mode for mode in MODES if mode in modes or ANY in modes)


def _amount(limits: Snapshot, subject: str, matter: Matter, mode: str, facts: Facts) -> int:
    found = limits.reach(Question(subject, *matter, 1, facts, mode))
    return found.amount if found else 0


def _alone(before: Snapshot, changed: Iterable[Rule], matter: Matter) -> frozenset[str]:
    """Who has rules of their own in the matter, before or after: known of the version, and seen from what changes."""
    own = listed(before.rules).singled
    here = [(*matter[:2], brand) for brand in (matter[2], ANY)]
    moved = {one.subject for one in changed if (one.remedy, one.currency, one.brand) in here}
    return frozenset(moved).union(*(own[one] for one in here if one in own))


def _subjects(
    rules: Iterable[Rule], limits: Snapshot, matter: Matter, alone: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """One subject of each kind that the rules are for, with the people of that kind; those `alone` one by one."""
    tiers, teams, persons = _named(rules, limits)
    groups = [(tier_at(rung, matter[2]), team, ids) for (rung, team), ids in limits.people.groups.items()]
    named = [ids for tier, team, ids in groups if tier in tiers or team in teams]
    singled = (one for ids in named for one in ids if f"user:{one}" in alone) if alone else ()
    touched = {*islice(singled, _MOST_ALONE), *persons}
    found: dict[str, tuple[str, ...]] = {f"user:{one}": (one,) for one in sorted(touched)}
    crowds: dict[str, list[str]] = {f"tier:{one.name}": [] for one in limits.tiers if one.name in tiers}
    for tier, team, ids in groups:
        rest = [one for one in ids if one not in touched] if touched else ids
        # Somebody of the team stands for all of it that have the same tier: a team cannot be asked about by itself.
        if team in teams and rest:
            found[f"user:{rest[0]}"] = tuple(rest)
        elif tier in tiers:
            crowds[f"tier:{tier}"] += rest
    return {**found, **{subject: tuple(ids) for subject, ids in crowds.items()}}


def _named(rules: Iterable[Rule], limits: Snapshot) -> tuple[set[str], set[str], set[str]]:
    """The tiers, teams and people that rules are for, inheritance included."""
    tiers: set[str] = set()
    teams: set[str] = set()
    persons: set[str] = set()
    ladder = {tier.name for tier in limits.tiers}
    for rule in rules:
        kind, _, name = rule.subject.partition(":")
        person = limits.people.get(name) if kind == "user" else None
        if kind == "tier" and name in ladder:
            tiers.update(tiers_touched(limits, rule))
        elif kind == "team":
            teams.add(name)
        elif person is not None and person.active:
            persons.add(name)
    return tiers, teams, persons

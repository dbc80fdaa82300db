"""What lints should find, found the long way: Casbin is asked about everybody in every situation there is."""

from collections.abc import Iterator
from itertools import product

from remit.authority.lint.approving_words import gap, idle, nobody, sole
from remit.authority.lint.matters import Matter, Trade, trades
from remit.authority.lint.search import Steps
from remit.authority.lint.situations import situations
from remit.authority.permits import permits
from remit.authority.rules.conditions import holds
from remit.authority.rules.rule import ANY, APPROVE, AUTO, CAP, MODES, REVIEW, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.people import Person
from remit.domain.policy.questions import Facts


class TooMany(Exception):
    """The world has more situations than one can wait for."""


def about_rules(world: Snapshot, sound: list[Rule]) -> set[tuple[str, str]]:
    """Kind of finding and rule: every other way in which a grant changes nothing is "shadowed"."""
    found = set()
    for trade in trades(world, sound, Steps(0, 0)):
        told = {brand: _told(matter) for brand, matter in trade.matters.items()}
        for rule in trade.rules:
            kind = _cap(rule, trade, told) if rule.kind == CAP else _grant(rule, trade, told)
            if kind is not None:
                found.add((kind, rule.rid))
    return found


def about_approving(world: Snapshot, sound: list[Rule]) -> set[str]:
    """The sentences that may be said about everybody alike, without an example."""
    found = set()
    for trade in trades(world, sound, Steps(0, 0)):
        for matter in trade.matters.values():
            for facts in _told(matter):
                found |= set(_said(matter, facts))
    return found


def _told(matter: Matter) -> tuple[Facts, ...]:
    told = situations(matter.whens, matter.remedy, matter.brand)
    if told is None or len(told) > 300:
        raise TooMany
    return told


def _people(rule: Rule, matter: Matter) -> Iterator[str]:
    """Everybody and every tier: whom a rule is not for, it makes no difference to."""
    yield from (f"tier:{tier.name}" for tier in matter.authority.tiers)
    yield from (person.subject for person in matter.authority.people if person.active)


def _is_for(rule: Rule, subject: str, world: Snapshot) -> bool:
    kind, _, name = subject.partition(":")
    tier = name if kind == "tier" else world.people.people[name].tier
    names = [one.name for one in world.tiers]
    below = names[: names.index(tier) + 1] if tier in names else [tier]
    own = {subject, f"tier:{tier}"} | ({f"team:{world.people.people[name].team}"} if kind == "user" else set())
    return rule.subject in (own if rule.kind == CAP else own | {f"tier:{one}" for one in below})


def _grant(rule: Rule, trade: Trade, told: dict) -> str | None:
    wanted = MAX_AMOUNT if rule.amount is None else rule.amount
    anywhere = works = reached = False
    for matter in trade.matters_of(rule):
        subjects = [one for one in _people(rule, matter) if _is_for(rule, one, trade.authority)]
        for facts, subject in product([one for one in told[matter.brand] if holds(rule.condition, one)], subjects):
            far = matter.amount(subject, rule.mode, facts)
            anywhere, reached = True, reached or far >= wanted
            without = matter.reach(subject, rule.mode, facts, (rule.rid,))
            works = works or far != (without.amount if without else 0)
    if works and reached:
        return None
    return "never" if not anywhere else "shadowed" if reached else "capped-grant"


def _cap(rule: Rule, trade: Trade, told: dict) -> str | None:
    looked, works = False, False
    for matter in trade.matters_of(rule):
        subjects = [one for one in _people(rule, matter) if _is_for(rule, one, trade.authority)]
        here = [one for one in told[matter.brand] if holds(rule.condition, one) is not False]
        modes = MODES if rule.mode == ANY else (rule.mode,)
        for facts, subject, mode in product(here, subjects, modes):
            looked = True
            without = matter.reach(subject, mode, facts, (rule.rid,))
            works = works or matter.amount(subject, mode, facts) != (without.amount if without else 0)
    if not works:
        return "idle-cap" if looked else None
    return "ladder" if _upside_down(rule, trade, told) else None


def _upside_down(rule: Rule, trade: Trade, told: dict) -> bool:
    ladder = [f"tier:{tier.name}" for tier in trade.authority.tiers]
    if rule.subject not in ladder[1:]:
        return False
    below = ladder[ladder.index(rule.subject) - 1]
    for matter in trade.matters_of(rule):
        for facts, mode in product(told[matter.brand], MODES if rule.mode == ANY else (rule.mode,)):
            mine, theirs = (matter.amount(one, mode, facts) for one in (rule.subject, below))
            without = matter.reach(rule.subject, mode, facts, (rule.rid,))
            if mine < theirs and mine < (without.amount if without else 0):
                return True
    return False


def _said(matter: Matter, facts: Facts) -> Iterator[str]:
    everybody = [one for one in matter.authority.people if one.active]
    alone = {one.id: max(matter.amount(one.subject, mode, facts) for mode in (AUTO, REVIEW)) for one in everybody}
    approves = {one.id: matter.amount(one.subject, APPROVE, facts) for one in everybody}
    asking = [one for one in everybody if "requests.create" in permits(one.roles)]
    most_alone, most = (
        max((alone[one.id] for one in asking), default=0),
        max((approves[one.id] for one in everybody), default=0),
    )
    if most_alone and not most:
        yield nobody(matter).sentence
    elif most_alone > most:
        yield from (gap(matter, most, one, most_alone).sentence for one in asking if alone[one.id] == most_alone)
    else:
        yield from _lonely(matter, everybody, alone, approves)
    for one in everybody:
        others = [alone[other.id] for other in asking if other is not one]
        if approves[one.id] and all(far >= approves[one.id] for far in others):
            yield idle(matter, one, approves[one.id]).sentence


def _lonely(matter: Matter, everybody: list[Person], alone: dict, approves: dict) -> Iterator[str]:
    for one in everybody:
        own = max([alone[one.id], *(approves[other.id] for other in everybody if other is not one)])
        if own < approves[one.id] and "requests.create" in permits(one.roles):
            yield sole(matter, one, own).sentence

"""Rulebooks of any size, and two other ways to ask them: by hand, and by a plain Casbin Enforcer."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import casbin

from remit.authority import functions
from remit.authority.engine.judge import model
from remit.authority.exchange import model_conf
from remit.authority.rules.rule import ANY, Rule, row
from remit.authority.snapshot import Snapshot, snapshot
from remit.domain.people import Person, directory
from remit.domain.policy.questions import LADDER, Question
from remit.domain.remedies import REMEDIES

TIERS = [tier.name for tier in LADDER]
A_BRAND = len(TIERS) * len(REMEDIES) * 2
"""Rules for each brand: every tier and remedy, to act and to approve."""


def brand_of(number: int, size: int) -> str:
    """One of the brands that a rulebook of this size has."""
    return f"b{number % max(1, size // A_BRAND)}"


def rulebook(size: int, people: int | None = None) -> Snapshot:
    """So many rules, and as many people if nothing else is said: nine of ten are agents."""
    everybody = (_person(number) for number in range(size if people is None else people))
    return snapshot(1, list(_rules(size)), LADDER, directory(1, everybody))


def _person(number: int) -> Person:
    tier = "agent" if number % 10 else TIERS[number // 10 % len(TIERS)]
    return Person(f"usr_{number}", f"Person {number}", f"p{number}@example.test", frozenset({"agent"}), tier, None)


def _rules(size: int) -> Iterator[Rule]:
    for number in range(size):
        mode, place = divmod(number % A_BRAND, A_BRAND // 2)
        rung, remedy = divmod(place, len(REMEDIES))
        yield Rule(
            rid=f"L-{number:06}",
            subject=f"tier:{TIERS[-1 - rung]}",
            remedy=list(REMEDIES)[remedy],
            currency="USD",
            brand=brand_of(number // A_BRAND, size),
            mode=("auto", "approve")[mode],
            kind="grant",
            amount=20_00 * (len(TIERS) - rung),
        )


class Bisected:
    """The floor: what is left of the job when rules have no conditions, no caps and no teams."""

    def __init__(self, world: Snapshot) -> None:
        self._ladder = {tier: TIERS[: place + 1] for place, tier in enumerate(TIERS)}
        self._tier = {person.subject: person.tier for person in world.people}
        self._limits: dict[tuple[str, ...], list[int]] = {}
        for rule in world.rules.values():
            key = (rule.subject.removeprefix("tier:"), rule.remedy, rule.currency, rule.brand, rule.mode)
            self._limits.setdefault(key, []).append(rule.amount or 0)
        for limits in self._limits.values():
            limits.sort()

    def may(self, asked: Question) -> bool:
        for tier in self._ladder[self._tier[asked.subject]]:
            for brand in (asked.brand, ANY):
                limits = self._limits.get((tier, asked.remedy, asked.currency, brand, asked.mode))
                if limits and bisect_left(limits, asked.amount) < len(limits):
                    return True
        return False


def plain(world: Snapshot) -> casbin.Enforcer:
    """A stock Enforcer with the published functions and every rule."""
    enforcer = casbin.Enforcer(model(model_conf()))
    functions.register(enforcer)
    enforcer.model["p"]["p"].policy = [row(rule) for rule in world.rules.values()]
    for lower, higher in pairwise(TIERS):
        enforcer.add_named_grouping_policy("g", f"tier:{higher}", f"tier:{lower}")
    return enforcer

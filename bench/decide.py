"""Part `decide`: one question to Casbin and a whole decision, however many rules there are; beside two others.

The floor is what anybody could write by hand for grants without conditions: a dict of sorted limits, and bisect. The
other end is a plain Enforcer that holds every rule. All of them are asked the same, and have to answer the same.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bench.report import Section, spread
from bench.rivals.rulebooks import Bisected, brand_of, plain, rulebook
from remit.authority.snapshot import Snapshot
from remit.domain.policy.cases import Case
from remit.domain.policy.decision import decide
from remit.domain.remedies import REMEDIES

SIZES = (50, 1_000, 10_000, 100_000)
ROUNDS, ASKED, PLAINLY_ASKED = 3, 1_000, 10
NAMES = ("dict and bisect (the floor)", "Remit, one question to Casbin", "Remit, a whole decision", "plain Enforcer")


def run(_folder: Path) -> Section:
    found = {size: _measured(size) for size in SIZES}
    rows = [
        [
            f"{size:,}",
            name,
            spread([p50 for p50, _ in cuts], 1),
            f"{median(p99 for _, p99 in cuts):,.1f}",
            _of(took, name),
        ]
        for size, took in found.items()
        for name, cuts in took.items()
    ]
    return Section(
        part="decide",
        title="A decision, however many rules",
        said=[
            "Microseconds of CPU for each call, in one thread; as many people as rules. A whole decision is the",
            "outcome, the rule, headroom, who could approve, and other ways to yes; about half are over the limit.",
        ],
        header=["rules", "who", "p50 µs", "p99 µs", "of the floor"],
        rows=rows,
        picture=[(f"{name}, {size:,}", _p50(found[size][name])) for name in NAMES[1:3] for size in SIZES],
        unit="µs, by number of rules",
        raw={str(size): took for size, took in found.items()},
    )


def _p50(cuts: Sequence[tuple[float, float]]) -> float:
    return median(p50 for p50, _ in cuts)


def _of(took: dict[str, list[tuple[float, float]]], name: str) -> str:
    return f"{_p50(took[name]) / _p50(took[NAMES[0]]):,.1f}×"


def _measured(size: int) -> dict[str, list[tuple[float, float]]]:
    world = rulebook(size)
    floor, enforcer, cases = Bisected(world), plain(world), _cases(world, size)
    questions = [case.question(case.requester.subject, "auto") for case in cases]
    for asked in questions[:PLAINLY_ASKED]:
        answers = {floor.may(asked), world.ask(asked).allowed, enforcer(asked)}
        if len(answers) != 1:
            raise RuntimeError(f"they do not agree about {asked}")
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in NAMES}
    for _ in range(ROUNDS):
        took[NAMES[0]].append(_timed(floor.may, questions))
        took[NAMES[1]].append(_timed(world.ask, questions))
        took[NAMES[2]].append(_timed(lambda case: decide(case, world), cases))
    took[NAMES[3]].append(_timed(enforcer, questions[:PLAINLY_ASKED]))
    print(f"  {size:>7,} rules: {', '.join(f'{name} {_p50(cuts):,.1f}' for name, cuts in took.items())}")
    return took


def _cases(world: Snapshot, size: int) -> list[Case]:
    random = Random(size)
    people = list(world.people)
    return [_case(random, random.choice(people), size) for _ in range(ASKED)]


def _case(random: Random, requester, size: int) -> Case:
    brand = brand_of(random.randrange(size), size)
    facts = {"reason": "LATE_DELIVERY", "basis": "entitlement", "brand": brand, "order_captured": 200_00}
    return Case(
        requester=requester,
        remedy=random.choice(tuple(REMEDIES)),
        amount=random.randrange(1_00, 120_00),
        currency="USD",
        brand=brand,
        facts=facts,
    )


def _timed(call: Callable, asked: Sequence) -> tuple[float, float]:
    took = []
    for one in asked:
        begin = time.thread_time_ns()
        call(one)
        took.append((time.thread_time_ns() - begin) / 1e3)
    cut = quantiles(took, n=100)
    return cut[49], cut[98]

"""Part `decide`: one question to Casbin and a whole decision, however many rules there are; beside other engines.

The floor is what anybody could write by hand for grants without conditions: a dict of sorted limits, and bisect. All
contenders have the same rules, are asked the same, and have to answer the same. Beside it: what a version costs to
build and to change.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bench.report import Section, spread
from bench.rivals.engines import May, cedar, fast, joined, node, rego
from bench.rivals.rulebooks import Bisected, brand_of, plain, rulebook
from remit.authority.snapshot import Snapshot, snapshot
from remit.domain.policy.cases import Case
from remit.domain.policy.decision import decide
from remit.domain.remedies import REMEDIES

SIZES = (50, 1_000, 10_000, 100_000)
ROUNDS, ASKED, SLOWLY_ASKED = 5, 1_000, 10
FLOOR, ASK, DECIDE, FRESH = (
    "dict and bisect (the floor)",
    "Remit, a question that Casbin confirms",
    "Remit, a whole decision",
    "Remit, a whole decision on a version just published",
)
PLAIN, FAST, CEDAR, REGO, NODE = "plain Enforcer", "FastEnforcer", "Cedar (cedarpy)", "Rego (regorus)", "node-casbin"
NOISY = 1.5
Cut = tuple[float, float]


def run(folder: Path) -> Section:
    found = {size: _measured(size, folder) for size in SIZES}
    took = {size: cuts for size, (cuts, _) in found.items()}
    rows = [
        [
            f"{size:,}",
            name,
            spread([p50 for p50, _ in cuts], 1),
            f"{median(p99 for _, p99 in cuts):,.1f}",
            _of(took[size], name),
        ]
        for size in SIZES
        for name, cuts in took[size].items()
    ]
    return Section(
        part="decide",
        title="A decision, however many rules",
        said=[*_said(), "", *(f"- {size:,} rules: {found[size][1]}" for size in SIZES), *_noise(took), *_missing(took)],
        header=["rules", "who", "p50 µs", "p99 µs", "of the floor"],
        rows=rows,
        picture=[
            (f"{name}, {size:,}", _p50(took[size][name]))
            for size in (SIZES[0], SIZES[-1])
            for name in (FLOOR, ASK, DECIDE, PLAIN, FAST, CEDAR, REGO, NODE)
            if name in took[size]
        ],
        unit="µs, by number of rules",
        raw={str(size): cuts for size, cuts in took.items()},
    )


def _said() -> list[str]:
    return [
        "Microseconds of CPU for each call, in one thread; as many people as rules. A whole decision is the",
        "outcome, the rule, headroom, who could approve, and other ways to yes; about half are over the limit. Just",
        "published means that nothing is remembered of earlier questions. The others only say yes or no; Cedar has a",
        "policy for each rule, Rego the limits as data. What a version costs (with its rules, without people):",
    ]


def _noise(took: dict[int, dict[str, list[Cut]]]) -> list[str]:
    floors = {size: [p50 for p50, _ in cuts[FLOOR]] for size, cuts in took.items()}
    noisy = [f"{size:,}" for size, seen in floors.items() if max(seen) > NOISY * min(seen)]
    return (
        ["", f"**Noisy**: the floor itself varied by more than {NOISY}× at {', '.join(noisy)} rules."] if noisy else []
    )


def _missing(took: dict[int, dict[str, list[Cut]]]) -> list[str]:
    missing = [name for name in (CEDAR, REGO, NODE) if name not in took[SIZES[0]]]
    return ["", f"Not installed here, so left out: {', '.join(missing)}."] if missing else []


def _p50(cuts: Sequence[Cut]) -> float:
    return median(p50 for p50, _ in cuts)


def _of(took: dict[str, list[Cut]], name: str) -> str:
    return f"{_p50(took[name]) / _p50(took[FLOOR]):,.1f}×"


def _measured(size: int, folder: Path) -> tuple[dict[str, list[Cut]], str]:
    world, cost = _built(size)
    cases = _cases(world, size)
    questions = [case.question(case.requester.subject, "auto") for case in cases]
    floor = Bisected(world)
    # Where nothing could match, nobody is asked; what a question costs is told of those that Casbin answers.
    confirmed = [asked for asked in questions if floor.may(asked)]
    took: dict[str, list[Cut]] = {FLOOR: [], ASK: [], FRESH: [], DECIDE: []}
    for _ in range(ROUNDS):
        took[FLOOR].append(_timed(floor.may, questions))
        took[ASK].append(_timed(world.ask, confirmed))
        # Another version with the same rules: nothing is remembered of it.
        world = world.with_rules(world.version + 1)
        took[FRESH].append(_timed(lambda case, limits=world: decide(case, limits), cases))
        took[DECIDE].append(_timed(lambda case, limits=world: decide(case, limits), cases))
    for name, may in _rivals(world, folder):
        took[name] = [_agreeing(name, may, floor, questions[:SLOWLY_ASKED]) for _ in range(2)][1:]
    _asked_of_node(world, folder, took, questions[:SLOWLY_ASKED])
    print(
        f"  {size:>7,} rules: {', '.join(f'{name} {_p50(cuts):,.1f}' for name, cuts in took.items())}\n  {cost}",
        flush=True,
    )
    return took, cost


def _rivals(world: Snapshot, folder: Path):
    made: list[tuple[str, Callable[[], May | None]]] = [
        (PLAIN, lambda: joined(plain(world), world)),
        (FAST, lambda: fast(world)),
        (CEDAR, lambda: cedar(world)),
        (REGO, lambda: rego(world, folder)),
    ]
    for name, make in made:
        may = make()
        if may is not None:
            yield name, may


def _agreeing(name: str, may: May, floor: Bisected, questions) -> Cut:
    for asked in questions:
        if may(asked) != floor.may(asked):
            raise RuntimeError(f"{name} does not agree about {asked}")
    return _timed(may, questions)


def _asked_of_node(world: Snapshot, folder: Path, took: dict[str, list[Cut]], questions) -> None:
    floor = Bisected(world)
    people = [world.people.people[one.subject.removeprefix("user:")] for one in questions]
    with node(world, folder) as asked:
        if asked is None:
            return
        tiers = [f"tier:{person.tier}" for person in people]
        asked.ask(questions, tiers)
        answers, times = asked.ask(questions, tiers)
        if answers != [floor.may(one) for one in questions]:
            raise RuntimeError(f"{NODE} does not agree")
        took[NODE] = [_cut(times)]


def _built(size: int) -> tuple[Snapshot, str]:
    made = rulebook(size)
    rules, people = [replace(one) for one in made.rules.values()], made.people
    del made
    gc.collect()
    begin = time.process_time()
    world = snapshot(1, rules, people=people, tiers=rulebook(1).tiers)
    seconds = time.process_time() - begin
    changes = []
    for number in range(50):
        changed = replace(rules[number * 7 % size], amount=33_33)
        begin = time.process_time()
        world.with_rules(2, [changed])
        changes.append((time.process_time() - begin) * 1e3)
    cost = f"built in {seconds:.2f} s of CPU, {_megabytes(size):.0f} MB; one change {median(changes):.2f} ms"
    return world, cost


def _megabytes(size: int) -> float:
    """Of a version with its rules, every text in them its own, as it is when it comes from a database."""
    people, tiers = rulebook(1).people, rulebook(1).tiers
    gc.collect()
    tracemalloc.start()
    kept = snapshot(1, rulebook(size, people=1).rules.values(), tiers, people)
    gc.collect()
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used / 2**20 if len(kept.rules) == size else 0.0


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


def _timed(call: Callable, asked: Sequence) -> Cut:
    took = []
    # Collecting garbage is the process's, not the call's; it is frozen as the server's is after its start.
    gc.collect()
    gc.freeze()
    for one in asked:
        begin = time.thread_time_ns()
        call(one)
        took.append((time.thread_time_ns() - begin) / 1e3)
    gc.unfreeze()
    return _cut(took)


def _cut(took: Sequence[float]) -> Cut:
    cut = quantiles(took, n=100)
    return cut[49], cut[98]

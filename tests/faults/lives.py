"""Lives of the server, one after the other, with everybody at work; after each round all is healed and checked."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tests.faults.checker import broken
from tests.faults.crowd import Crowd
from tests.faults.evidence import Evidence, evidence
from tests.faults.ground import Ground
from tests.faults.lab import History
from tests.faults.life import Life
from tests.faults.results import Count

LONGEST_S = 30
"""A life that has not ended by itself by then is ended from outside."""
ROUND = 60
"""Lives between two looks at everything."""


@dataclass
class Told:
    """What many lives have come to."""

    reached: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    governed: Counter[str] = field(default_factory=Counter)
    """What was seen of limits and people at work."""


async def lived(crowd: Crowd, lives: Iterable[Life], last: Life) -> tuple[Counter[str], Evidence]:
    """Everybody at work over all these lives, then healed in the last. How often a step was reached; what is left."""
    over = asyncio.Event()
    work = asyncio.create_task(crowd.work(over))
    try:
        reached = await _one_after_another(crowd, lives)
        await crowd.lab.begin(last)
        over.set()
        await work
    finally:
        work.cancel()
    await crowd.settle_down()
    crowd.lab.kill()
    await crowd.lab.ended()
    return reached, await evidence(crowd.lab.settings.database_url, crowd.lab.settings.shop)


async def _one_after_another(crowd: Crowd, lives: Iterable[Life]) -> Counter[str]:
    reached: Counter[str] = Counter()
    for life in lives:
        # On a slow machine the later passes may not come in time; the first does.
        for one in (life, replace(life, nth=1)):
            if await _died_as_told(crowd, one):
                reached[one.step or one.call or "turned away"] += 1
                break
            reached["too late"] += 1
    return reached


async def _died_as_told(crowd: Crowd, life: Life) -> bool:
    """One life; after a while it is ended from outside. On a full disk, once somebody knows."""
    crowd.begin()
    await crowd.lab.begin(life)
    ending = asyncio.create_task(crowd.lab.ended())
    told = asyncio.create_task(crowd.turned_away.wait())
    until = [ending] if life.room is None else [ending, told]
    done, _ = await asyncio.wait(until, timeout=LONGEST_S, return_when=asyncio.FIRST_COMPLETED)
    crowd.lab.kill()
    await ending
    told.cancel()
    return bool(done)


async def rounds(crowd: Crowd, ground: Ground, lives: Sequence[Life], count: Count) -> Told:
    """All these lives; every so many of them on the ground as it was at first. The lab is open."""
    told = Told()
    for first in range(0, len(lives), ROUND):
        await asyncio.to_thread(ground.put_back)
        crowd.lab.history = History(crowd.lab.folder / f"history-{first}.jsonl")
        floor = replace(crowd, dice=Random(f"{crowd.dice.random()}"), unsure=[], waiting=[])
        reached, found = await lived(floor, lives[first : first + ROUND], Life())
        count.violations += broken(floor.history.lines, found)
        count.tries += reached.total()
        told.reached += reached
        told.answers += Counter(line["kind"] for line in floor.history.lines)
        told.states += Counter(request.state for request in found.requests.values())
        told.governed += governed(floor.history.lines, found)
    return told


def governed(story: list[dict], found: Evidence) -> Counter[str]:
    """How often limits were published, authority was lent and used, and a budget was drawn on or too small."""
    seen = Counter(line["op"] for line in story if line["kind"] == "ok" and line["op"] in ("publish", "lend"))
    asked = [one for one in found.requests.values() if (one.note or "").startswith("key-")]
    seen["for somebody"] = sum(one.approval is not None and one.approval.settled_for is not None for one in asked)
    seen["within a budget"] = sum(bool(one.decision.budgets) and not one.decision.over_budget for one in asked)
    seen["over a budget"] = sum(one.decision.over_budget is not None for one in asked)
    return seen

"""kill -9 between each two steps of the money path: nothing acknowledged is lost, nothing moves twice, all ends."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import cycle, islice

import pytest

from tests.faults.checker import broken
from tests.faults.crowd import Crowd
from tests.faults.evidence import evidence
from tests.faults.results import counted
from tests.faults.steps import STEPS

CYCLES = int(os.environ.get("REMIT_FAULT_CYCLES", "200"))
_LONGEST_LIFE_S = 5


async def lives(
    crowd: Crowd, steps: Iterable[str], mutant: str = "", nths: Sequence[int] = (1, 2, 3, 4)
) -> Counter[str]:
    """A life for each step, dying at one of its first passes; then one without faults. How often each was reached."""
    reached: Counter[str] = Counter()
    async with crowd.lab:
        for step in steps:
            # On a slow machine the later passes may not come in time; the first does.
            for nth in (crowd.dice.choice(nths), nths[0]):
                if await died_by_itself(crowd, step, nth, mutant):
                    reached[step] += 1
                    break
                reached["too late"] += 1
        await crowd.lab.begin(mutant=mutant)
        await crowd.settle_down()
    return reached


async def died_by_itself(crowd: Crowd, step: str, nth: int, mutant: str) -> bool:
    """One life with everybody at work; after a while it is ended from outside."""
    await crowd.lab.begin(step, nth, mutant)
    over = asyncio.Event()
    work = asyncio.create_task(crowd.work(over))
    ending = asyncio.create_task(crowd.lab.ended())
    done, _ = await asyncio.wait([ending], timeout=_LONGEST_LIFE_S)
    crowd.lab.kill()
    await ending
    over.set()
    await work
    return bool(done)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "share"), [("sqlite", 0.75), ("postgresql", 0.25)])
async def test_dies_at_every_step_and_nothing_is_lost_or_moved_twice(request, crowd, kind, share):
    url = request.getfixturevalue(f"{kind}_url")
    floor = crowd(url, seed=len(kind))
    steps = list(islice(cycle(STEPS), max(len(STEPS), round(CYCLES * share))))
    with counted(f"kill -9 at a named step, {kind}") as count:
        reached = await lives(floor, steps)
        story = floor.lab.history.lines
        found = await evidence(url, floor.lab.settings.shop)
        count.tries = sum(reached.values())
        count.violations = broken(story, found)
    assert not count.violations
    assert not [one for one in found.requests.values() if one.state == "needs_human"], "a kill alone needs nobody"
    assert set(reached) - {"too late"} == set(STEPS), "some step was never reached"
    told = Counter(line["kind"] for line in story)
    print(f"{len(steps)} lives on {kind}: {dict(told)}")
    assert told["ok"] > len(steps)
    assert told["info"] > len(steps) / 2

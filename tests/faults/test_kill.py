"""kill -9 between each two steps of the money path: nothing acknowledged is lost, nothing moves twice, all ends."""

import asyncio
import os

import pytest

from tests.faults.lives import Told, rounds
from tests.faults.plans import plans
from tests.faults.results import SEED, counted
from tests.faults.steps import STEPS

CYCLES = int(os.environ.get("REMIT_FAULT_CYCLES", "600"))
"""Over both databases together."""
SHARES = {"sqlite": 2 / 3, "postgresql": 1 / 3}
"""A life on PostgreSQL takes twice as long: connections are processes there."""

MANY, SEEN = 100, ("publish", "lend", "for somebody", "within a budget", "over a budget")
"""In so many lives limits are published, authority is lent and used, and budgets are drawn on and run out."""


@pytest.mark.slow
async def test_dies_at_every_step_and_nothing_is_lost_or_moved_twice(request, crowd, ground):
    """Both kinds at once: a machine has two cores, and a life waits now and then."""

    async def lane(kind: str, share: float) -> None:
        floor = crowd(request.getfixturevalue(f"{kind}_url"), f"{SEED} {kind}", governed=True)
        first = ground(floor.lab.settings)
        async with floor.lab:
            for what, (plan, number) in plans(kind, round(CYCLES * share)).items():
                with counted(f"{what}, {kind}") as count:
                    told = await rounds(floor, first, plan(number, floor.dice), count)
                assert not count.violations
                sound(what, told, number)

    async with asyncio.TaskGroup() as both:
        for kind, share in SHARES.items():
            both.create_task(lane(kind, share))


def sound(what: str, told: Told, lives: int) -> None:
    """The lives were what they were meant to be: every step was died at, and people were at work."""
    print(
        f"{what}, {lives} lives: {dict(told.answers)}, {dict(told.states)}, {dict(told.governed)},"
        f" {told.reached['too late']} too late"
    )
    assert "needs_human" not in told.states, "what ends a process alone needs nobody"
    assert told.answers["ok"] > lives
    assert told.answers["info"] > lives / 2
    if what == "kill -9 at a named step":
        assert set(told.reached) - {"too late"} == set(STEPS), "some step was never reached"
        assert lives < MANY or all(told.governed[one] for one in SEEN), f"nobody was seen at it: {told.governed}"

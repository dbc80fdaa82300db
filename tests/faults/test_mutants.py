"""The checker is checked: each planted bug has to turn it red."""

import pytest

from tests.faults.checker import broken
from tests.faults.life import Life
from tests.faults.lives import lived
from tests.faults.results import counted

SEEN = {
    "fresh_key": (["provider:committed", "end:before-begin"], 1, "i1_"),
    # The first pass is made while the answers are found, the second when they are at last to be stored.
    "early_answer": (["ask:written", "ask:written"], 2, "i20_"),
    "skipped_hold": (["take:committed"], 1, "i11_"),
    "ended_twice": (["end:committed"], 1, "i16_"),
    "forgotten_key": (["ask:committed", "ask:committed"], 1, "i8_"),
}


@pytest.mark.slow
@pytest.mark.parametrize("mutant", sorted(SEEN))
async def test_checker_sees_planted_bug(crowd, sqlite_url, mutant):
    steps, nth, rule = SEEN[mutant]
    floor = crowd(sqlite_url, seed=7)
    with counted(f"bug: {mutant.replace('_', ' ')}, under kill -9; seen by {rule.strip('_').upper()}") as count:
        async with floor.lab:
            lives = [Life(step=step, nth=nth, mutant=mutant) for step in steps]
            _, left = await lived(floor, lives, Life(mutant=mutant))
            found = broken(floor.history.lines, left)
        count.tries = 1
        assert any(one.startswith(rule) for one in found), found

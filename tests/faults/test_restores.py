"""Put back to before refunds that were paid: money waits, is reconciled, and whoever asks again is not paid again."""

import os
from random import Random

import pytest

from remit.desk import money, reconciling
from remit.desk.execution import Worker
from remit.store import heads, requests
from tests.desk.test_restore import Backup, asked_and_paid, life, paid
from tests.faults.results import SEED, counted

RESTORES = int(os.environ.get("REMIT_FAULT_RESTORES", "4"))
"""On each kind of database; one after the other is put back to one refund later."""


@pytest.mark.parametrize("number", range(RESTORES))
async def test_nothing_is_paid_again_after_a_restore(database_url, tmp_path, number):
    dice = Random(f"{SEED} restore {number}")
    keys = [f"key-{n}" for n in range(dice.randint(4, 8))]
    at, backup = number % len(keys), Backup(database_url, tmp_path)
    kind = database_url.partition(":")[0]
    with counted(f"put back to before refunds that were paid, {kind}") as count:
        async with life(database_url, tmp_path, first=True) as one:
            await asked_and_paid(one, keys[:at])
        backup.take("before")
        async with life(database_url, tmp_path) as one:
            assert (await money.standing(one)).state == "moving", "nothing was put back yet"
            await asked_and_paid(one, keys[at:])
        before = paid(tmp_path)
        assert before[0] == len(keys)
        backup.put_back("before")
        async with life(database_url, tmp_path) as one:
            await _held_and_reconciled(one, tmp_path, keys, dice, at)
            # What is new is paid as ever, also where it looks like what was there.
            await asked_and_paid(one, ["new-0", "newer-1"])
            assert paid(tmp_path) == (before[0] + 2, before[1] + 2001)
        async with life(database_url, tmp_path) as one:
            assert (await money.standing(one)).state == "moving", "reconciled once is enough"
        count.tries = 1


async def _held_and_reconciled(one, folder, keys, dice, at):
    """Some of the clients ask again before anybody has reconciled, all of them after: nothing more moves."""
    before = paid(folder)
    assert (await money.standing(one)).state == "held"
    await asked_and_paid(one, dice.sample(keys, len(keys) // 2))
    assert paid(folder) == before
    report = await reconciling.reconcile(one)
    assert (report.clean, report.released) == (True, True)
    assert sum(line.kind == "recovered" for line in report.lines) == len(keys) - at
    await asked_and_paid(one, dice.sample(keys, len(keys)))
    await Worker(one).once()
    assert paid(folder) == before
    known = await one.database.read(requests.due, (await one.database.read(heads.read)).now, 100)
    assert known == {}
    again = await reconciling.reconcile(one)
    assert (again.clean, again.released) == (True, False)

"""Races for what is left of a budget: exactly min(n, rest // amount) get it, on either kind, in one process or two.

REMIT_BUDGET_TRIALS says how many trials each: 60 where every change is checked, 1,000 to soak.
"""

import asyncio
import json
import os
import subprocess
import sys
from random import Random

import pytest

from remit.desk.execution import Worker
from remit.domain.policy.budgets import tally_id, tally_of
from remit.store import requests
from remit.store.database.rows import budget_sums
from tests.desk.budgeting import budget, budgeted, give, outcomes
from tests.faults.results import SEED, counted
from tests.guards.sources import ROOT

TRIALS = int(os.environ.get("REMIT_BUDGET_TRIALS", "60"))
PER_CUSTOMER = budget(per="customer", window="week")


@pytest.mark.parametrize("crowd", [2, 8, 32])
async def test_exactly_what_is_left_is_given(database_url, tmp_path, crowd):
    """One customer a trial, each with the whole budget left; some of it is taken before the race."""
    random = Random(f"{SEED}:{crowd}")
    kind = database_url.partition(":")[0]
    with counted(f"{crowd} asks at once for what is left of a budget, {kind}") as count:
        async with budgeted(database_url, tmp_path, PER_CUSTOMER) as one:
            await _raced(one, random, crowd, count)


async def _raced(one, random, crowd, count):
    for trial in range(TRIALS):
        customer, amount = f"C-{trial}", random.choice((700, 1_000, 1_500))
        taken = random.randrange(0, 7) * 1_500
        before = (one.ledger.submit(give(1_500, customer=customer)) for _ in range(taken // 1_500))
        await asyncio.gather(*before)
        rest = 10_000 - min(taken, 9_000)
        asks = [asyncio.create_task(_apart(one, random.random() < 0.3, amount, customer)) for _ in range(crowd)]
        said = outcomes(await asyncio.gather(*asks))
        assert said.count("allow") == min(crowd, rest // amount), (trial, taken, amount)
        assert set(said) <= {"allow", "escalate"}
        count.tries += 1


async def _apart(one, pause, amount, customer):
    """Some in the same batch, some in the next ones."""
    if pause:
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)
    return await one.ledger.submit(give(amount, customer=customer))


@pytest.mark.parametrize("processes", [2, 3])
async def test_processes_share_one_budget(postgresql_url, tmp_path, processes):
    """Some servers' worth of ledgers on one PostgreSQL, each with its own memory, each asking sixteen times at once."""
    trials = max(4, TRIALS // 6)
    what = f"16 asks at once in each of {processes} processes for what is left of a budget, postgresql"
    async with budgeted(postgresql_url, tmp_path, PER_CUSTOMER) as one:
        command = [sys.executable, "-m", "tests.desk.racer", postgresql_url, str(trials)]
        racers = [_started(command) for _ in range(processes)]
        with counted(what) as count:
            for trial in range(trials):
                for racer in racers:
                    racer.stdin.write(f"C-{trial}\n")
                    racer.stdin.flush()
                answers = [await asyncio.to_thread(racer.stdout.readline) for racer in racers]
                given = [json.loads(answer) for answer in answers]
                assert sum(given) == 10, (trial, given)
                count.tries += 1
        assert [racer.communicate()[0] for racer in racers] == [""] * processes
        (tally,) = one.ledger.authority.book.tallies
        rows = await one.database.read(lambda connection: connection.execute(budget_sums.select()).all())
        # Escalated ones are held for the customer, too: sixteen asks of 10.00 from each.
        assert {(row.tally, row.key): row.amount for row in rows} == {
            (tally_id(tally), f"C-{trial}"): 16_000 * processes for trial in range(trials)
        }


def _started(command: list[str]) -> subprocess.Popen:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=ROOT)


async def test_carrying_out_changes_no_sum(sqlite_url, tmp_path):
    async with budgeted(sqlite_url, tmp_path, PER_CUSTOMER) as one:
        posted = await one.ledger.submit(give(1_000))
        before = await one.database.read(lambda connection: connection.execute(budget_sums.select()).all())
        assert await Worker(one).once() == 1
        (settled,) = (await one.database.read(requests.by_ids, [posted.requests[0].id])).values()
        assert settled.state == "settled"
        after = await one.database.read(lambda connection: connection.execute(budget_sums.select()).all())
        assert before == after
        assert [row.tally for row in after] == [tally_id(tally_of(PER_CUSTOMER))]

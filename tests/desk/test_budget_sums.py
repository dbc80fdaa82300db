"""What is stored is what a naive look through all requests says, whatever happened to them, in whatever batches."""

import asyncio
from collections import Counter
from contextlib import suppress
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.desk.leasing import End, Take
from remit.desk.requests import approvals, requesters
from remit.domain.execution.execution import Outcome
from remit.domain.policy.budgets import tally_id
from remit.domain.refusal import Refusal
from remit.domain.requests.counting import shares_of
from remit.store import heads, lists, recounting
from remit.store.database.rows import budget_sums
from remit.store.lists import Filter
from tests.desk.budgeting import budget, budgeted, give
from tests.domain.floor import DIRECTOR, PEOPLE

ROWS = (
    budget("B-0001", limit=4_000),
    budget("B-0002", per="customer", window="90d", limit=6_000, when="reason in LONG_WAIT|OTHER", zone="Asia/Tokyo"),
    budget("B-0003", per="team", window="shift", measure="count", limit=7),
    budget("B-0004", subject="tier:senior", per="brand", window="ever", remedy="*", limit=100_000),
    budget("B-0005", subject="team:north", per="agent", window="week", measure="count", limit=30),
    budget("B-0006", subject="tier:lead", per="customer", window="month", limit=9_000),
)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_the_store_sums_what_a_naive_look_sums(seed, tmp_path_factory, migrated_sqlite):
    folder = tmp_path_factory.mktemp("sums")
    url = f"sqlite:///{folder / 'remit.db'}"
    (folder / "remit.db").write_bytes(migrated_sqlite.read_bytes())
    asyncio.run(_lived_and_compared(url, folder, Random(seed)))


@pytest.mark.parametrize("seed", range(3))
async def test_on_either_database(database_url, tmp_path, seed):
    await _lived_and_compared(database_url, tmp_path, Random(seed))


async def _lived_and_compared(url, folder, random):
    async with budgeted(url, folder, *ROWS) as one:
        for _ in range(random.randint(2, 6)):
            await asyncio.gather(*(_ask(one, random) for _ in range(random.randint(1, 9))))
            waiting = await one.database.read(lists.page, Filter(), None, None, 500)
            steps = [_step(one, random, request) for request in waiting if random.random() < 0.7]
            await asyncio.gather(*steps, return_exceptions=False)
        book, now = one.ledger.authority.book, (await one.database.read(heads.read)).now
        stored, everything = (
            await one.database.read(_sums),
            await one.database.read(lists.page, Filter(), None, None, 500),
        )
        assert stored == _naive(everything, book)
        # Made afresh from the table it is the same.
        await one.database.write(recounting.recount, book, book.depths, now)
        assert await one.database.read(_sums) == stored


async def _ask(one, random):
    by = random.choice([person for person in PEOPLE if person.tier in ("agent", "senior", "trainee")])
    said = {"reason": random.choice(("LONG_WAIT", "OTHER", "LOYALTY")), "note": "so", "split": random.random() < 0.2}
    await one.ledger.submit(
        give(random.choice((300, 900, 1_500, 2_400, 4_000)), by, f"C-{random.randint(1, 3)}", **said)
    )


async def _step(one, random, request):
    requester = next(person for person in PEOPLE if person.id == request.requester.id)
    said = (one, DIRECTOR, request.id, request.version)
    mine = (one, requester, request.id, request.version)
    steps = {
        "approve": lambda: approvals.approve(*said, None),
        "reject": lambda: approvals.reject(*said, "no"),
        "offer": lambda: approvals.offer(*said, (request.amount // 2 or 1, None, "half")),
        "accept": lambda: requesters.accept(*mine),
        "withdraw": lambda: requesters.withdraw(*mine, None),
        "edit": lambda: requesters.edit(*mine, {"amount": random.choice((200, 1_000, 3_000))}),
        "remedy": lambda: requesters.edit(*mine, {"remedy": "subscription_change", "reason": "LOYALTY"}),
        "end": lambda: _end(one, request, random),
    }
    with suppress(Refusal):  # not every step is possible in every state
        await steps[random.choice(list(steps))]()


async def _end(one, request, random):
    card = one.payments.card
    for taken in (await one.ledger.submit(Take(3, card))).requests:
        state = random.choice(("succeeded", "failed", "unknown"))
        outcome = Outcome(state, "ref" if state == "succeeded" else None, None if state == "succeeded" else "why")
        await one.ledger.submit(End(taken.id, taken.execution.attempts, outcome, card))


def _sums(connection):
    rows = connection.execute(budget_sums.select()).all()
    return {(row.tally, row.key, row.slot): (row.amount, row.times) for row in rows if row.amount or row.times}


def _naive(requests, book):
    amounts, times = Counter(), Counter()
    for one in requests:
        for tally in book.tallies:
            matters = tally in set(book.counting(one.remedy, one.currency, one.brand, one.facts))
            for share in shares_of(one, [tally]) if matters else ():
                amounts[tally_id(tally), share.key, share.slot] += one.amount
                times[tally_id(tally), share.key, share.slot] += 1
    return {at: (amounts[at], times[at]) for at in amounts}

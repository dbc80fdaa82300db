import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

from remit.desk.execution import Worker
from remit.desk.leasing import End, Take
from remit.domain.execution import executing
from remit.domain.execution.execution import Outcome
from remit.store import heads, requests
from tests.desk.offices import office, order
from tests.desk.test_ledger import submit


async def test_it_is_carried_out_once_and_the_hold_is_posted(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        one.orders._shop.add_orders([order()])
        posted = await one.ledger.submit(submit())
        assert await Worker(one).once() == 1
        (settled,) = (await one.database.read(requests.by_ids, [posted.requests[0].id])).values()
        assert settled.state == "settled"
        found = await one.payments.find(settled.id)
        assert found.provider_reference == settled.execution.provider_reference
        assert (await one.database.read(requests.sums, ["SO-1"]))["SO-1"].settled == 3000
        assert await Worker(one).once() == 0


async def test_what_one_worker_has_no_other_takes(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        await one.ledger.submit(submit())
        assert len((await one.ledger.submit(Take(10))).requests) == 1
        assert len((await one.ledger.submit(Take(10))).requests) == 0


async def test_two_who_take_in_one_batch_take_it_once(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        await one.ledger.submit(submit())
        taken = await asyncio.gather(*(one.ledger.submit(Take(10)) for _ in range(3)))
        assert sorted(len(posted.requests) for posted in taken) == [0, 0, 1]


async def test_what_a_clock_ahead_has_taken_is_looked_up_once_it_is_put_back(database_url, tmp_path, monkeypatch):
    plain, ahead = heads.read, timedelta(days=1)

    def reading(connection, *ledger):
        head = plain(connection, *ledger)
        return replace(head, now=head.now + ahead)

    monkeypatch.setattr(heads, "read", reading)
    async with office(database_url, tmp_path) as one:
        one.orders._shop.add_orders([order()])
        await one.ledger.submit(submit())
        (taken,) = (await one.ledger.submit(Take(10))).requests
        ahead, worker = timedelta(), Worker(one)
        assert await worker.once() == 1
        (unclear,) = (await one.database.read(requests.by_ids, [taken.id])).values()
        assert (unclear.state, unclear.execution.last_error) == ("unknown", "the clock was put back")
        assert await worker.once() == 0, "not before whoever took it has had its time"
        ahead = executing.LEASE + timedelta(seconds=1)
        for _ in range(2):
            assert await worker.once() == 1
        (settled,) = (await one.database.read(requests.by_ids, [taken.id])).values()
        assert [one.step for one in settled.execution.tried] == ["post", "look", "post"]
        assert settled.state == "settled"


async def test_an_answer_to_an_older_attempt_is_dropped(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        await one.ledger.submit(submit())
        (taken,) = (await one.ledger.submit(Take(10))).requests
        await one.ledger.submit(End(taken.id, taken.execution.attempts, Outcome("unknown", error="cut")))
        await one.ledger.submit(End(taken.id, taken.execution.attempts, Outcome("failed", error="late")))
        (now,) = (await one.database.read(requests.by_ids, [taken.id])).values()
        assert now.state == "unknown"


@dataclass
class Forgetful:
    """A provider that carries out and says nothing the first time."""

    inner: object
    said: list = field(default_factory=list)
    name: str = "sandbox"

    async def execute(self, told):
        self.said.append("execute")
        await self.inner.execute(told)
        return Outcome("unknown", error="cut")

    async def find(self, request_id, told=None):
        self.said.append("find")
        return await self.inner.find(request_id, told)

    async def close(self):
        await self.inner.close()

    @property
    def card(self):
        return self.inner.card


async def test_after_an_unclear_answer_it_looks_before_it_posts_again(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr("remit.domain.execution.executing._FIRST_WAIT", type(order().placed_at - order().placed_at)(0))
    async with office(database_url, tmp_path) as one:
        one.orders._shop.add_orders([order()])
        forgetful = replace(one, payments=Forgetful(one.payments))
        posted = await one.ledger.submit(submit())
        worker = Worker(forgetful)
        await worker.once()
        await worker.once()
        (settled,) = (await one.database.read(requests.by_ids, [posted.requests[0].id])).values()
        assert (settled.state, forgetful.payments.said) == ("settled", ["execute", "find"])


@dataclass
class Slow(Forgetful):
    """A provider that takes its time over the first."""

    async def execute(self, told):
        self.said.append(told.request_id)
        if len(self.said) == 1:
            await asyncio.sleep(3)
        return await self.inner.execute(told)


async def test_a_slow_answer_holds_nobody_up(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        one.orders._shop.add_orders([order()])
        slow = replace(one, payments=Slow(one.payments))
        worker = Worker(slow)
        first = (await one.ledger.submit(submit())).requests[0]
        await worker.once()
        second = (await one.ledger.submit(submit())).requests[0]
        await worker.once()
        found = await one.database.read(requests.by_ids, [first.id, second.id])
        assert (found[first.id].state, found[second.id].state) == ("executing", "settled")
        await worker.stop()

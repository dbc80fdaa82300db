"""The rest of an order is asked for while a part of it is on its way: counted twice for a moment, not for good."""

import asyncio

import pytest

from remit import clock
from remit.desk.execution import instruction
from remit.desk.leasing import End, Take
from remit.desk.requests.asking import submit
from remit.desk.requests.submitting import Ask
from remit.domain.orders.holds import OverCaptured
from tests.desk.offices import office, order
from tests.domain.floor import AGENT

CAPTURED = 30_000


class Watched:
    """Orders that ring once they were asked for a second time."""

    def __init__(self, inner) -> None:
        self._inner, self._asked, self.again = inner, 0, asyncio.Event()

    async def get(self, order_id):
        self._asked += 1
        if self._asked == 2:
            self.again.set()
        return await self._inner.get(order_id)


def ask(one, amount: int):
    body = Ask(remedy="refund", amount=amount, currency="USD", reason="DAMAGED_DEFECTIVE", order_id="SO-1")
    return submit(one, AGENT, body, clock.new_id("key"), {"amount": amount}, set())


async def on_its_way(one):
    """A refund of 10.00 that the provider has carried out, and whose outcome is not written yet."""
    one.orders._shop.add_orders([order(captured=CAPTURED)])
    await ask(one, 1_000)
    (taken,) = (await one.ledger.submit(Take(10))).requests
    outcome = await one.payments.execute(instruction(taken))
    assert (await one.orders.get("SO-1")).refunded == 1_000
    return End(taken.id, taken.execution.attempts, outcome)


async def test_the_rest_can_be_asked_for_while_a_part_is_on_its_way(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        end = await on_its_way(one)
        watched = Watched(one.orders)
        object.__setattr__(one, "orders", watched)
        rest = asyncio.create_task(ask(one, CAPTURED - 1_000))
        await asyncio.wait_for(watched.again.wait(), 30)
        await one.ledger.submit(end)
        assert (await rest).requests[0].amount == CAPTURED - 1_000


async def test_what_is_too_much_either_way_is_refused_at_once(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        await on_its_way(one)
        watched = Watched(one.orders)
        object.__setattr__(one, "orders", watched)
        with pytest.raises(OverCaptured):
            await ask(one, CAPTURED - 999)
        assert not watched.again.is_set()


async def test_what_does_not_pass_stays_refused(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        await on_its_way(one)
        with pytest.raises(OverCaptured) as told:
            await ask(one, CAPTURED - 1_000)
        assert told.value.members["refundable"] == CAPTURED - 2_000

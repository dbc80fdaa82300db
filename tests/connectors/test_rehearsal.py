"""The sandbox with faults on demand: whatever it answers, its ledger is true, and the money moves once."""

import asyncio
from dataclasses import replace

import pytest

from remit.connectors.rehearsal import Rehearsal
from remit.connectors.sandbox import Sandbox
from remit.connectors.shop import Shop
from remit.connectors.tricks import TRICKS, Trick
from tests.connectors.test_sandbox import order, told

SAYS = {6600: "failed", 6610: "succeeded", 6611: "succeeded", 6613: "needs_human"}
MOVES = {6602, 6604, 6607, 6608, 6609, 6610, 6611, 6612}
QUICK = {amount: replace(trick, pause_s=0, fails_after_s=None) for amount, trick in TRICKS.items()}


@pytest.fixture
def shop(tmp_path):
    opened = Shop.open(tmp_path / "shop.db")
    opened.add_orders([order(1, captured=50_000)])
    yield opened
    opened.close()


@pytest.fixture
async def rehearsal(shop):
    opened = Rehearsal(Sandbox(shop), shop, lambda case: QUICK.get(case.amount))
    yield opened
    await opened.close()


@pytest.mark.parametrize("amount", TRICKS)
async def test_each_amount_plays_its_answer_once_and_the_ledger_is_true(shop, rehearsal, amount):
    case = told(1, amount)
    assert (await rehearsal.execute(case)).state == SAYS.get(amount, "unknown")
    found = await rehearsal.find("req_1", case)
    assert (found is not None) == (amount in MOVES)
    assert (await rehearsal.execute(case)).state == "succeeded"
    assert shop.get("SO-1").refunded == amount


async def test_any_other_amount_is_as_ever(shop, rehearsal):
    assert (await rehearsal.execute(told(1, 6599))).state == "succeeded"
    assert rehearsal.home("refund") == rehearsal.name == "sandbox"


async def test_a_busy_provider_says_when_to_come_back(rehearsal):
    assert (await rehearsal.execute(told(1, 6605))).again_in.total_seconds() == 5


async def test_what_the_bank_refuses_later_is_told_and_given_back(shop):
    heard = asyncio.Queue()
    late = Rehearsal(Sandbox(shop), shop, lambda _: Trick(name="late", fails_after_s=0.01))
    late.ring = heard.put
    assert (await late.execute(told(1))).state == "succeeded"
    assert await asyncio.wait_for(heard.get(), 30) == "req_1"
    assert (await late.find("req_1")).error == "refused_by_bank: the account is closed"
    assert shop.get("SO-1").refunded == 0
    shop.fail("key-1", "again")
    assert shop.get("SO-1").refunded == 0
    assert late.card.fails_late
    await late.close()


async def test_events_come_before_the_answer_and_twice(shop, rehearsal):
    heard = []

    async def ring(request_id):
        heard.append(request_id)

    rehearsal.ring = ring
    await rehearsal.execute(told(1, 6611))
    await rehearsal.execute(told(2, 6612))
    await asyncio.sleep(0)
    assert heard == ["req_1", "req_2", "req_2"]

"""The built-in shop: an order book and a payment ledger that never pays twice, in one file for several processes."""

import asyncio
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.connectors.orders import OrderNotFound, OrdersUnavailable
from remit.connectors.sandbox import BuiltinOrders, Sandbox
from remit.connectors.shop import Past, Shop, execution_id
from remit.domain.execution.execution import Instruction, Outcome
from remit.domain.orders.order import Customer, Line, Order

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def order(number: int, captured: int = 10_000, **changes) -> Order:
    plain = Order(
        id=f"SO-{number}",
        brand="acme",
        currency="USD",
        captured=captured,
        refunded=0,
        placed_at=NOON + timedelta(minutes=number),
        customer=Customer(f"C-{number}", f"Ann Lee {number}", None, NOON),
        lines=(Line("SKU-1", "Kettle", "kitchen", 1, captured),),
    )
    return replace(plain, **changes)


def told(number: int, amount: int = 2_500, **changes) -> Instruction:
    plain = Instruction(
        key=f"key-{number}",
        request_id=f"req_{number}",
        reference="K7QM-2F",
        remedy="refund",
        amount=amount,
        currency="USD",
        order_id="SO-1",
        customer_id="C-1",
        reason="WRONG_ITEM",
        requested_by="usr_1",
        approved_by=None,
    )
    return replace(plain, **changes)


@pytest.fixture
def shop(tmp_path):
    opened = Shop.open(tmp_path / "shop.db")
    opened.add_orders([order(number) for number in range(1, 6)])
    yield opened
    opened.close()


@pytest.fixture
async def sandbox(shop):
    opened = Sandbox(shop)
    yield opened
    await opened.close()


async def test_orders_come_back_as_they_went_in(shop):
    orders = BuiltinOrders(shop)
    assert await orders.get("SO-3") == order(3)
    with pytest.raises(OrderNotFound) as refused:
        await orders.get("SO-9")
    assert "SO-9" in refused.value.detail
    await orders.close()


async def test_search_is_by_id_customer_or_name_most_recent_first(shop):
    orders = BuiltinOrders(shop)
    assert [one.id for one in await orders.search("", 2)] == ["SO-5", "SO-4"]
    assert [one.id for one in await orders.search("so-2", 9)] == ["SO-2"]
    assert [one.id for one in await orders.search("C-4", 9)] == ["SO-4"]
    assert [one.id for one in await orders.search("lee 3", 9)] == ["SO-3"]
    for nothing in ("%", "_", "\\", "' OR 1=1 --"):
        assert await orders.search(nothing, 9) == []


async def test_a_refund_raises_what_the_order_says_is_refunded(shop, sandbox):
    assert await sandbox.execute(told(1)) == Outcome("succeeded", execution_id("key-1"))
    assert shop.get("SO-1").refunded == 2_500
    assert await sandbox.find("req_1", told(1)) == Outcome("succeeded", execution_id("key-1"))
    assert await sandbox.find("req_2") is None


@pytest.mark.parametrize("remedy", ["replacement", "goodwill_credit", "subscription_change", "payment_extension"])
async def test_what_returns_no_money_leaves_the_order_alone(shop, sandbox, remedy):
    assert (await sandbox.execute(told(1, remedy=remedy, amount=99_999))).state == "succeeded"
    assert shop.get("SO-1").refunded == 0


async def test_the_same_key_is_the_same_answer(shop, sandbox):
    first, again = await asyncio.gather(sandbox.execute(told(1)), sandbox.execute(told(1)))
    assert first == again == await sandbox.execute(told(1))
    assert shop.get("SO-1").refunded == 2_500


async def test_the_same_key_with_another_body_moves_nothing(shop, sandbox):
    await sandbox.execute(told(1))
    reused = await sandbox.execute(told(1, amount=2_501))
    assert (reused.state, reused.error.split(":")[0]) == ("failed", "idempotency_key_reused")
    assert shop.get("SO-1").refunded == 2_500


async def test_never_more_than_was_captured(shop, sandbox):
    outcomes = await asyncio.gather(*(sandbox.execute(told(number)) for number in range(8)))
    assert [one.state for one in outcomes] == ["succeeded"] * 4 + ["failed"] * 4
    assert outcomes[-1].error == "exceeds_captured: 0 is left of what was captured"
    assert await sandbox.execute(told(7)) == outcomes[7]
    assert shop.get("SO-1").refunded == 10_000


async def test_another_currency_than_the_orders_fails(shop, sandbox):
    outcome = await sandbox.execute(told(1, currency="EUR"))
    assert (outcome.state, outcome.error) == ("failed", "currency_mismatch: the order was paid in USD")


async def test_the_truth_about_another_amount_is_not_a_success(sandbox):
    await sandbox.execute(told(1))
    assert (await sandbox.find("req_1", told(1, amount=1))).state == "needs_human"


async def test_orders_of_another_system_are_not_checked(sandbox):
    assert (await sandbox.execute(told(1, order_id="elsewhere"))).state == "succeeded"


async def test_a_caller_who_goes_away_stops_nothing(shop, sandbox):
    gone = asyncio.create_task(sandbox.execute(told(1)))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await sandbox.execute(told(2))).state == "succeeded"
    assert shop.get("SO-1").refunded == 5_000


async def test_a_ledger_in_trouble_is_unknown_and_recovers(shop, sandbox, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(shop, "execute", _disk_full)
        outcomes = await asyncio.gather(*(sandbox.execute(told(number)) for number in range(3)))
    assert {one.state for one in outcomes} == {"unknown"}
    assert (await sandbox.execute(told(1))).state == "succeeded"


def _disk_full(_):
    raise sqlite3.OperationalError("database or disk is full")


async def test_a_batch_that_breaks_leaves_nothing_behind(shop, sandbox):
    broken = told(2, amount=-5, remedy="goodwill_credit")
    outcomes = await asyncio.gather(sandbox.execute(told(1)), sandbox.execute(broken))
    assert {one.state for one in outcomes} == {"unknown"}
    assert shop.get("SO-1").refunded == 0
    assert await sandbox.find("req_1") is None


async def test_an_unreadable_order_book_is_unavailable(tmp_path):
    shop = Shop.open(tmp_path / "closed.db")
    shop.close()
    with pytest.raises(OrdersUnavailable):
        await BuiltinOrders(shop).get("SO-1")


async def test_it_is_all_there_after_opening_again(tmp_path, shop, sandbox):
    await sandbox.execute(told(1))
    shop.add_executions([Past(told(2), NOON)])
    again = Shop.open(tmp_path / "shop.db")
    assert again.get("SO-1").refunded == 2_500
    assert await Sandbox(again).execute(told(1)) == Outcome("succeeded", execution_id("key-1"))
    assert (await Sandbox(again).find("req_2")).provider_reference == execution_id("key-2")
    again.close()


_RIVAL = """
import asyncio, sys
from remit.connectors.sandbox import Sandbox
from remit.connectors.shop import Shop
from remit.domain.execution.execution import Instruction

async def main():
    sandbox = Sandbox(Shop.open(sys.argv[1]))
    def told(n):
        case = ("refund", 100, "USD", "SO-2", "C-2", "WRONG_ITEM", "usr_1", None)
        return Instruction(f"key-{n}", f"req_{n}", "R", *case)
    outcomes = await asyncio.gather(*(sandbox.execute(told(n)) for n in range(150)))
    print(sum(outcome.state == "succeeded" for outcome in outcomes))
    await sandbox.close()

asyncio.run(main())
"""


def test_several_processes_share_the_file_and_its_keys(tmp_path, shop):
    command = [sys.executable, "-c", _RIVAL, str(tmp_path / "shop.db")]
    rivals = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    # The same 150 keys from both, on an order that holds 100 of them: both are told the same, and it is paid once.
    assert [int(rival.communicate(timeout=60)[0]) for rival in rivals] == [100, 100]
    assert shop.get("SO-2").refunded == 10_000


async def test_an_order_is_read_without_asking_a_thread(shop, monkeypatch):
    def asked(*_):
        raise AssertionError("a thread")

    monkeypatch.setattr(asyncio.get_running_loop(), "run_in_executor", asked)
    assert (await BuiltinOrders(shop).get("SO-1")).id == "SO-1"
    with pytest.raises(AssertionError):
        await BuiltinOrders(shop).search("SO", 1)


async def test_what_waits_together_is_committed_together(shop, sandbox, monkeypatch):
    sizes, plain = [], shop.execute
    monkeypatch.setattr(shop, "execute", lambda batch: sizes.append(len(batch)) or plain(batch))
    await asyncio.gather(*(sandbox.execute(told(number, amount=1)) for number in range(600)))
    assert sum(sizes) == 600
    assert len(sizes) <= 4
    assert max(sizes) <= 256

"""Refunds by Shopify's Admin API against a shop on loopback that misbehaves on demand."""

from dataclasses import replace

import pytest

from remit.connectors.listing import CannotList, listed
from remit.connectors.shopify.amounts import from_decimal, to_decimal
from remit.connectors.shopify.payments import ShopifyPayments
from remit.connectors.web import http_client
from tests.connectors.provider_double import Fault, patience_for
from tests.connectors.shopify_double import TOKEN, Ledger, ShopifyDouble
from tests.connectors.test_http import TOLD as PLAIN

GID = "gid://shopify/Order/1001"
TOLD = replace(PLAIN, order_id="1001")


@pytest.fixture
def shop(tmp_path):
    with ShopifyDouble(tmp_path / "shop.db") as double:
        double.ledger.pay(GID, "100.00", "USD")
        yield double


@pytest.fixture
async def payments(shop, request):
    connected = ShopifyPayments(shop.url, TOKEN, http_client(), patience_for(request))
    yield connected
    await connected.close()


async def test_a_refund_is_made_once_and_found_again(shop, payments):
    first = await payments.execute(TOLD)
    assert (first.state, first.provider_reference) == ("succeeded", "gid://shopify/Refund/1")
    assert await payments.execute(TOLD) == first == await payments.find(TOLD.request_id, TOLD)
    [refund] = shop.ledger.refunds(GID)
    assert refund["note"] == "Remit K7QM-2F, WRONG_ITEM [remit req_1]"
    assert refund["transactions"]["nodes"][0]["amountSet"]["presentmentMoney"]["amount"] == "75.00"
    assert shop.keys == ["key-1"]


UNCLEAR = [
    *(Fault("status", after, code) for after in (False, True) for code in (302, 401, 403, 423, 429, 500, 503)),
    *(
        Fault(kind, after)
        for after in (False, True)
        for kind in ("cut", "half_body", "throttled", "denied", "internal")
    ),
    Fault("stall", after=False, seconds=2.2),
    Fault("stall", after=True, seconds=2.2),
    *(Fault(kind, after=False) for kind in ("in_progress", "silent")),
    *(Fault(kind, after=True) for kind in ("garbage", "wrong_amount", "wrong_currency")),
]


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: f"{fault.kind}-{fault.code}-{fault.after}")
async def test_anything_unclear_is_unknown_until_it_is_looked_up(shop, payments, fault):
    shop.next(fault)
    assert (await payments.execute(TOLD)).state == "unknown"
    truth = await payments.find(TOLD.request_id, TOLD)
    assert (truth and truth.state) == ("succeeded" if fault.after else None)
    assert (await payments.execute(TOLD)).state == "succeeded"
    assert len(shop.ledger.refunds(GID)) == 1


@pytest.mark.parametrize("kind", ["status", "cut", "half_body", "garbage", "stall", "throttled", "denied"])
async def test_a_look_up_that_goes_wrong_never_says_that_there_is_nothing(shop, payments, kind):
    shop.next(Fault(kind, on="lookups", seconds=2.2))
    assert (await payments.find(TOLD.request_id, TOLD)).state == "unknown"
    assert (await payments.find(TOLD.request_id)).state == "unknown"


async def test_a_user_error_is_final(shop, payments):
    shop.next(Fault("final"))
    outcome = await payments.execute(TOLD)
    assert (outcome.state, outcome.error) == ("failed", "refused: This order cannot be refunded.")


async def test_a_busy_shop_is_asked_again_when_it_says(shop, payments):
    shop.next(Fault("status", code=429))
    assert (await payments.execute(TOLD)).again_in.total_seconds() == 2


async def test_a_refund_goes_back_to_what_was_paid_with(shop, payments):
    shop.ledger.pay(GID, "20.5", "USD")
    assert (await payments.execute(replace(TOLD, amount=12_000))).state == "succeeded"
    parts = shop.ledger.refunds(GID)[0]["transactions"]["nodes"]
    assert [part["amountSet"]["presentmentMoney"]["amount"] for part in parts] == ["100.00", "20.00"]


async def test_what_others_refunded_is_not_there_any_more(shop, payments):
    outside = {"parentId": "gid://shopify/OrderTransaction/sale1", "amount": "30.00"}
    shop.ledger.refund(None, {"orderId": GID, "currency": "USD", "note": "by hand", "transactions": [outside]})
    outcome = await payments.execute(TOLD)
    assert (outcome.state, outcome.error) == ("failed", "exceeds_captured: 7000 is left of what was captured")
    assert (await payments.execute(replace(TOLD, amount=7_000))).state == "succeeded"


async def test_another_currency_than_the_customers_moves_nothing(shop, payments):
    outcome = await payments.execute(replace(TOLD, currency="EUR"))
    assert (outcome.state, outcome.error.split(":")[0]) == ("failed", "currency_mismatch")


async def test_an_order_that_the_shop_does_not_have(shop, payments):
    gone = replace(TOLD, order_id="77")
    assert (await payments.execute(gone)).error == "no_such_order: the shop does not know 77"
    assert (await payments.find("req_1", gone)).state == "unknown"


async def test_what_the_bank_refuses_days_later_is_found(shop, payments):
    shop.next(Fault("pending", after=True))
    assert (await payments.execute(TOLD)).state == "succeeded"
    shop.ledger.conclude("FAILURE")
    assert (await payments.find(TOLD.request_id, TOLD)).state == "failed"


async def test_the_doctor_hears_whether_the_token_is_taken(shop, payments):
    assert await payments.look() == "answers"
    stranger = ShopifyPayments(shop.url, "nonsense", http_client())
    assert "REMIT_PAYMENTS_SECRET" in await stranger.look()
    await stranger.close()


async def test_the_ledger_is_durable(shop, payments, tmp_path):
    await payments.execute(TOLD)
    assert len(Ledger(tmp_path / "shop.db").refunds(GID)) == 1


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.5", "USD", 1250),
        ("12.50", "USD", 1250),
        ("1200.0", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("0.07", "EUR", 7),
    ],
)
def test_money_strings_are_read_exactly(text, currency, minor):
    assert from_decimal(text, currency) == minor
    assert from_decimal(to_decimal(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"), [("1.005", "USD"), ("1.5", "JPY"), ("-1", "USD"), ("1e3", "USD"), ("", "USD")]
)
def test_money_that_is_not_exact_is_refused(text, currency):
    with pytest.raises(ValueError, match=r"amount|exact"):
        from_decimal(text, currency)


async def test_everything_that_was_refunded_from_here_is_listed_page_by_page(shop, payments):
    for number in range(1002, 1006):
        shop.ledger.pay(f"gid://shopify/Order/{number}", "100.00", "USD")
    late, lost = [replace(TOLD, request_id=f"req_{one}", key=f"key-{one}", order_id=str(1000 + one)) for one in (4, 5)]
    made = await payments.execute(TOLD)
    shop.next(Fault("pending", after=True))
    await payments.execute(late)
    await payments.execute(lost)
    shop.ledger.refund(None, {"orderId": GID, "note": "by hand", "currency": "USD", "transactions": []})
    lines = {one.request_id: one for one in await listed(payments)}
    assert {name: (one.status, one.order_id) for name, one in lines.items()} == {
        "req_1": ("succeeded", "1001"),
        "req_4": ("pending", "1004"),
        "req_5": ("succeeded", "1005"),
    }
    line = lines["req_1"]
    assert (line.reference, line.amount, line.currency) == (made.provider_reference, 7_500, "USD")
    shop.ledger.conclude("FAILURE")
    assert {one.request_id: one.status for one in await listed(payments)}["req_4"] == "failed"


@pytest.mark.parametrize("kind", ["status", "cut", "half_body", "garbage", "throttled", "denied"])
async def test_a_list_that_breaks_off_is_no_list(shop, payments, kind):
    shop.next(Fault(kind, on="lists"))
    with pytest.raises(CannotList):
        await listed(payments)

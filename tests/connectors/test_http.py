"""The HTTP connectors against a real server on loopback that misbehaves on demand."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from remit.connectors.http import HttpOrders, HttpPayments
from remit.connectors.orders import OrderNotFound, OrdersUnavailable
from remit.connectors.payments import postponed
from remit.connectors.web import http_client
from remit.domain.execution.execution import Instruction, Outcome
from remit.domain.orders.order import Customer, Line, Order
from tests.connectors.provider_double import SECRET, Fault, ProviderDouble, patience_for

TOLD = Instruction(
    key="key-1",
    request_id="req_1",
    reference="K7QM-2F",
    remedy="refund",
    amount=7500,
    currency="USD",
    order_id="SO-1",
    customer_id="C-1",
    reason="WRONG_ITEM",
    requested_by="usr_1",
    approved_by=None,
)
PLACED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ORDER = Order(
    id="SO-1/ä",
    brand="acme",
    currency="USD",
    captured=8400,
    refunded=100,
    placed_at=PLACED,
    customer=Customer("C-1", "Ann Lee", "gold", PLACED),
    lines=(Line("SKU-1", "Kettle", "kitchen", 1, 8400),),
)


def the_time() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def double(tmp_path):
    with ProviderDouble(tmp_path / "provider.db") as running:
        yield running


@pytest.fixture
async def payments(double, request):
    connected = HttpPayments(double.url, SECRET, http_client(), the_time, patience_for(request))
    yield connected
    await connected.close()


@pytest.fixture
async def orders(double, request):
    connected = HttpOrders(double.url, http_client(), patience_for(request))
    yield connected
    await connected.close()


async def test_a_success_is_told_once_and_again(double, payments):
    first = await payments.execute(TOLD)
    assert first == Outcome("succeeded", "ex_1")
    assert await payments.execute(TOLD) == first
    assert await payments.find(TOLD.request_id, TOLD) == first
    assert [item["amount"] for item in double.ledger.items()] == [7500]
    assert double.ledger.posts() == ["key-1", "key-1"]


async def test_a_final_no_is_a_failure(double, payments):
    double.next(Fault("final"))
    assert await payments.execute(TOLD) == Outcome("failed", "ex_1", "card_closed: The card is closed.")
    assert await payments.find(TOLD.request_id) == Outcome("failed", "ex_1", "failed")


UNCLEAR = [
    *(Fault("status", after, code) for after in (False, True) for code in (202, 302, 400, 409, 429, 500, 503)),
    *(Fault(kind, after) for after in (False, True) for kind in ("cut", "half_body")),
    Fault("stall", after=False, seconds=2.2),
    Fault("stall", after=True, seconds=2.2),
    *(Fault(kind, after=True) for kind in ("garbage", "endless", "wrong_amount", "wrong_currency", "soft")),
]


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: f"{fault.kind}-{fault.code}-{fault.after}")
async def test_anything_unclear_is_unknown_until_it_is_looked_up(double, payments, fault):
    double.next(fault)
    assert (await payments.execute(TOLD)).state == "unknown"
    truth = await payments.find(TOLD.request_id, TOLD)
    assert truth == (Outcome("succeeded", "ex_1") if fault.after else None)
    assert (await payments.execute(TOLD)).state == "succeeded"
    assert len(double.ledger.items()) == 1


async def test_pending_is_unknown_until_the_provider_has_decided(double, payments):
    double.next(Fault("pending"))
    assert await payments.execute(TOLD) == Outcome("unknown", "ex_1", "the provider says pending")
    assert (await payments.find(TOLD.request_id)).state == "unknown"
    double.ledger.conclude("failed")
    assert (await payments.find(TOLD.request_id)).state == "failed"


@pytest.mark.parametrize("kind", ["status", "cut", "half_body", "garbage", "stall"])
async def test_a_look_up_that_goes_wrong_never_says_that_there_is_nothing(double, payments, kind):
    double.next(Fault(kind, on="lookups", seconds=2.2))
    assert (await payments.find(TOLD.request_id)).state == "unknown"


async def test_the_truth_about_another_amount_is_not_a_success(payments):
    await payments.execute(TOLD)
    other = await payments.find(TOLD.request_id, replace(TOLD, amount=7499))
    assert other == Outcome("needs_human", "ex_1", "the provider speaks of 7500 USD")


async def test_a_provider_that_ignores_the_filter_lends_us_no_success(double, payments):
    await payments.execute(TOLD)
    everything = double.ledger.items()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"items": everything}))
    careless = HttpPayments("http://provider.example", SECRET, httpx.AsyncClient(transport=transport), the_time)
    assert await careless.find("req_2") is None


async def test_several_executions_of_one_request_count_as_the_success_among_them():
    items = [
        {"id": f"ex_{status}", "status": status, "amount": 7500, "currency": "USD", "request_id": "req_1"}
        for status in ("failed", "pending", "succeeded")
    ]
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"items": items}))
    payments = HttpPayments("http://provider.example", SECRET, httpx.AsyncClient(transport=transport), the_time)
    assert await payments.find("req_1", TOLD) == Outcome("succeeded", "ex_succeeded")
    items.pop()
    assert (await payments.find("req_1", TOLD)).state == "unknown"


async def test_nobody_listening_or_a_wrong_secret_is_unknown(double):
    wrong = HttpPayments(double.url, "whsec_d3Jvbmctc2VjcmV0", http_client(), the_time)
    nobody = HttpPayments("http://127.0.0.1:9", SECRET, http_client(), the_time)
    for payments in (wrong, nobody):
        assert (await payments.execute(TOLD)).state == "unknown"
        assert (await payments.find(TOLD.request_id)).state == "unknown"
        await payments.close()
    assert double.ledger.items() == []


async def test_an_order_arrives_as_it_is(double, orders):
    double.stock(ORDER)
    assert await orders.get(ORDER.id) == ORDER
    assert await orders.search(f" {ORDER.id} ", 5) == [ORDER]
    assert await orders.search("nobody", 5) == []
    assert await orders.search("", 5) == []


@pytest.mark.parametrize("order_id", ["SO-2", "", ".", "..", "SO-1"])
async def test_an_order_that_is_not_there_is_not_found(double, orders, order_id):
    double.stock(ORDER)
    with pytest.raises(OrderNotFound):
        await orders.get(order_id)


@pytest.mark.parametrize("kind", ["status", "cut", "half_body", "garbage", "stall", "wrong_currency_type"])
async def test_an_unclear_order_is_unavailable(double, orders, kind):
    double.stock(replace(ORDER, currency=3) if kind == "wrong_currency_type" else ORDER)
    double.next(Fault(kind, on="orders", seconds=2.2))
    with pytest.raises(OrdersUnavailable):
        await orders.get(ORDER.id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"captured": "8400"},
        {"captured": True},
        {"captured": -1},
        {"refunded": 1.0},
        {"brand": "a,b"},
        {"brand": "*"},
        {"currency": "usd"},
        {"placed_at": "2026-03-01T12:00:00"},
        {"id": "SO-2"},
        {"customer": None},
    ],
)
async def test_nothing_in_an_order_is_coerced(wrong):
    said = {
        "id": "SO-1",
        "brand": "acme",
        "currency": "USD",
        "captured": 8400,
        "refunded": 0,
        "placed_at": "2026-03-01T12:00:00Z",
        "customer": {"id": "C-1", "name": "Ann Lee", "segment": None, "since": None},
        "lines": [],
    }
    answers = [said, {**said, **wrong}]
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answers.pop(0)))
    orders = HttpOrders("http://orders.example", httpx.AsyncClient(transport=transport))
    assert (await orders.get("SO-1")).captured == 8400
    with pytest.raises(OrdersUnavailable):
        await orders.get("SO-1")


async def test_a_provider_that_trickles_does_not_hold_us_up():
    finished = asyncio.Event()

    async def trickle(reader, writer):
        try:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.05)
        except ConnectionError:
            writer.close()
            finished.set()

    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    payments = HttpPayments(url, SECRET, http_client(), the_time, patience_s=0.3)
    began = time.monotonic()
    assert (await payments.execute(TOLD)).state == "unknown"
    assert time.monotonic() - began < 20, "it waited for the whole answer, which takes 50 s"
    await payments.close()
    await finished.wait()
    server.close()
    await server.wait_closed()


async def test_a_busy_provider_is_asked_again_when_it_says(double, payments):
    double.next(Fault("status", code=429), Fault("status", code=503, on="lookups"), Fault("status", code=500))
    assert (await payments.execute(TOLD)).again_in == timedelta(seconds=7)
    assert (await payments.find(TOLD.request_id)).again_in == timedelta(seconds=7)
    assert (await payments.execute(TOLD)).again_in == timedelta(0)


@pytest.mark.parametrize(
    ("said", "waited"), [("3600", 300), ("-5", 0), ("soon", 0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0), ("9" * 30, 0)]
)
def test_nobody_is_waited_for_beyond_measure(said, waited):
    assert postponed("busy", said).again_in == timedelta(seconds=waited)


async def test_nobody_is_followed_to_another_place(double, payments, orders):
    double.next(Fault("status", code=302, on="lookups"), Fault("status", code=307, on="orders"))
    assert (await payments.find(TOLD.request_id)).state == "unknown"
    with pytest.raises(OrdersUnavailable):
        await orders.get("SO-1")
    assert "/_elsewhere" not in double.asked


async def test_an_order_id_never_leaves_the_path_it_is_put_in(double, orders):
    for tried in (
        "../_elsewhere",
        "..%2f_elsewhere",
        "SO-1?x=/_elsewhere",
        "SO-1#/_elsewhere",
        "@127.0.0.1:1/x",
        "\\x",
    ):
        with pytest.raises(OrderNotFound):
            await orders.get(tried)
    assert {path.split("/")[1] for path in double.asked} == {"orders"}


async def test_proxies_of_the_environment_are_not_taken(double, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    direct = HttpPayments(double.url, SECRET, http_client(), the_time)
    assert await direct.look() == "answers"
    await direct.close()


async def test_the_order_may_name_what_was_paid(double, orders):
    double.stock(replace(ORDER, payment="pi_1"))
    assert (await orders.get(ORDER.id)).payment == "pi_1"

"""Refunds by Stripe's own SDK against a stateful Stripe on loopback that misbehaves on demand."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from remit.connectors.listing import CannotList, listed
from remit.connectors.orders import OrderNotFound, OrdersUnavailable
from remit.connectors.stripe.amounts import NotAnAmount, from_stripe, to_stripe
from remit.connectors.stripe.payments import StripePayments
from remit.connectors.web import http_client
from remit.domain.execution.execution import Instruction
from remit.domain.orders.order import Customer, Order
from tests.connectors.provider_double import Fault, patience_for
from tests.connectors.stripe_double import KEY, running

_numbers = count(1)


class Book:
    """An order system that knows what was paid for one order."""

    def __init__(self, payment: str | None, currency: str = "USD") -> None:
        self.payment = payment
        self.currency = currency
        self.trouble: Exception | None = None

    async def get(self, order_id: str) -> Order:
        if self.trouble:
            raise self.trouble
        placed = datetime(2026, 3, 1, tzinfo=UTC)
        return Order(
            id=order_id,
            brand="acme",
            currency=self.currency,
            captured=10_000,
            refunded=0,
            placed_at=placed,
            customer=Customer("C-1", "Ann Lee"),
            payment=self.payment,
        )


def told(amount: int = 2_500, **changes) -> Instruction:
    number = next(_numbers)
    plain = Instruction(
        key=f"remit-req_{number}",
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


@pytest.fixture(scope="module")
def stripe(tmp_path_factory):
    with running(tmp_path_factory.mktemp("stripe") / "ledger") as double:
        yield double


@pytest.fixture
def book(stripe):
    return Book(stripe.paid())


@pytest.fixture
async def payments(stripe, book, request):
    connected = StripePayments(KEY, stripe.url, http_client(), book, patience_for(request))
    yield connected
    await connected.close()


async def test_a_refund_is_made_once_and_found_again(stripe, payments, book):
    case = told()
    first = await payments.execute(case)
    assert (first.state, first.error) == ("succeeded", None)
    assert await payments.execute(case) == first == await payments.find(case.request_id, case)
    [refund] = stripe.refunds(book.payment)
    assert (refund["id"], refund["amount"]) == (first.provider_reference, 2_500)
    assert refund["metadata"]["remit_request_id"] == case.request_id
    assert stripe.posts()[-2:] == [case.key, case.key]


async def test_nobody_elses_refund_is_ours(stripe, payments, book):
    stripe.refund(book.payment, 2_500)
    await payments.execute(told())
    case = told()
    assert await payments.find(case.request_id, case) is None


UNCLEAR = [
    *(Fault("status", False, code) for code in (302, 401, 403, 409, 429, 500, 502, 503)),
    *(Fault("status", True, code) for code in (302, 409, 429, 500, 503)),
    *(Fault(kind, after) for after in (False, True) for kind in ("cut", "half_body")),
    Fault("stall", after=False, seconds=2.2),
    Fault("stall", after=True, seconds=2.2),
    *(Fault(kind, after=True) for kind in ("garbage", "endless", "wrong_amount", "wrong_currency", "soft")),
]


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: f"{fault.kind}-{fault.code}-{fault.after}")
async def test_anything_unclear_is_unknown_until_it_is_looked_up(stripe, payments, book, fault):
    case = told()
    stripe.next(fault)
    assert (await payments.execute(case)).state == "unknown"
    truth = await payments.find(case.request_id, case)
    assert (truth and truth.state) == ("succeeded" if fault.after else None)
    if not fault.after:
        assert (await payments.execute(case)).state == "succeeded"
    assert len(stripe.refunds(book.payment)) == 1


async def test_a_500_that_stripe_remembers_is_no_way_to_a_second_refund(stripe, payments, book):
    case = told()
    stripe.next(Fault("status", after=True, code=500))
    assert [(await payments.execute(case)).state for _ in range(3)] == ["unknown"] * 3
    assert (await payments.find(case.request_id, case)).state == "succeeded"
    assert len(stripe.refunds(book.payment)) == 1


async def test_a_busy_stripe_is_asked_again_when_it_says(stripe, payments):
    stripe.next(Fault("status", code=429))
    assert (await payments.execute(told())).again_in == timedelta(seconds=7)


@pytest.mark.parametrize("kind", ["status", "cut", "half_body", "garbage", "stall", "endless"])
async def test_a_look_up_that_goes_wrong_never_says_that_there_is_nothing(stripe, payments, kind):
    case = told()
    stripe.next(Fault(kind, on="lookups", seconds=2.2))
    assert (await payments.find(case.request_id, case)).state == "unknown"


async def test_a_closed_card_is_final(stripe, payments, book):
    case = told()
    stripe.next(Fault("final"))
    outcome = await payments.execute(case)
    assert (outcome.state, outcome.error) == ("failed", "expired_or_canceled_card: The card is closed.")
    assert stripe.refunds(book.payment) == []


async def test_more_than_is_left_is_final(stripe, payments, book):
    stripe.refund(book.payment, 9_000)  # in the Dashboard
    outcome = await payments.execute(told())
    assert (outcome.state, outcome.error) == ("failed", "charge_already_refunded: More than was charged.")


async def test_a_key_forgotten_after_a_day_makes_no_failure_of_a_success(stripe, payments, book):
    case = told(amount=10_000)
    first = await payments.execute(case)
    stripe.forget()
    assert await payments.execute(case) == first
    assert len(stripe.refunds(book.payment)) == 1


async def test_our_key_with_another_body_is_for_a_person(stripe, payments, book):
    case = told()
    await payments.execute(case)
    outcome = await payments.execute(replace(case, amount=2_501))
    assert (outcome.state, "another body" in outcome.error) == ("unknown", True)
    assert (await payments.find(case.request_id, replace(case, amount=2_501))).state == "unknown"
    assert len(stripe.refunds(book.payment)) == 1


async def test_what_the_bank_refuses_days_later_is_found(stripe, payments, book):
    case = told()
    stripe.next(Fault("pending"))
    accepted = await payments.execute(case)
    assert accepted.state == "succeeded"
    stripe.conclude(accepted.provider_reference, "failed")
    assert (await payments.find(case.request_id, case)).state == "failed"
    assert payments.card.fails_late


async def test_a_payment_in_another_currency_moves_nothing(stripe, payments, book):
    book.payment = stripe.paid(10_000, "eur")
    outcome = await payments.execute(told())
    assert (outcome.state, outcome.error.split(":")[0]) == ("failed", "currency_mismatch")
    assert stripe.refunds(book.payment) == []


async def test_a_payment_that_stripe_does_not_know_is_final(payments, book):
    book.payment = "ch_gone"
    assert (await payments.execute(told())).state == "failed"


@pytest.mark.parametrize("trouble", [OrdersUnavailable("down"), OrderNotFound("gone"), None])
async def test_without_a_named_payment_nothing_is_sent(stripe, payments, book, trouble):
    book.trouble, book.payment, case, before = trouble, None, told(), stripe.posts()
    assert (await payments.execute(case)).state == "unknown"
    assert (await payments.find(case.request_id, case)).state == "unknown"
    assert (await payments.find(case.request_id)).state == "unknown"
    assert stripe.posts() == before


async def test_yen_have_no_minor_units(stripe, payments, book):
    book.payment = stripe.paid(12_000, "jpy")
    case = told(amount=9_000, currency="JPY")
    assert (await payments.execute(case)).state == "succeeded"
    assert (await payments.find(case.request_id, case)).state == "succeeded"
    assert stripe.refunds(book.payment)[0]["amount"] == 9_000


async def test_more_refunds_than_a_page_are_all_looked_at(stripe, payments, book):
    case = told(amount=1)
    await payments.execute(case)
    await asyncio.sleep(1.1)  # they are listed newest first, by the second: ours comes on the second page
    for _ in range(101):
        stripe.refund(book.payment, 1)
    assert (await payments.find(case.request_id, case)).state == "succeeded"


async def test_the_doctor_hears_whether_the_key_is_taken(stripe, payments, book):
    assert await payments.look() == "answers"
    stranger = StripePayments("nonsense", stripe.url, http_client(), book)
    assert "REMIT_PAYMENTS_SECRET" in await stranger.look()
    await stranger.close()


async def test_everything_that_was_refunded_from_here_is_listed(stripe, payments, book):
    stripe.refund(book.payment, 100)
    case, late = told(), told(amount=300)
    made = await payments.execute(case)
    stripe.next(Fault("pending"))
    await payments.execute(late)
    lines = {one.request_id: one for one in await listed(payments)}
    line = lines[case.request_id]
    assert (line.reference, line.status, line.amount, line.currency, line.reason) == (
        made.provider_reference,
        "succeeded",
        2_500,
        "USD",
        "WRONG_ITEM",
    )
    assert lines[late.request_id].status == "pending"
    assert all(one.amount != 100 for one in lines.values())
    stripe.next(Fault("status", on="lookups"))
    with pytest.raises(CannotList):
        await listed(payments)


def test_the_ledger_outlives_the_process(tmp_path):
    with running(tmp_path / "ledger") as before:
        charge = before.paid()
        before.refund(charge, 100)
    with running(tmp_path / "ledger") as after:
        assert [one["amount"] for one in after.refunds(charge)] == [100]


@pytest.mark.parametrize(
    ("amount", "currency", "stripes"),
    [(7_500, "USD", 7_500), (500, "JPY", 500), (500, "ISK", 50_000), (1_230, "KWD", 1_230), (1_200, "MGA", 12)],
)
def test_stripe_counts_in_its_own_units(amount, currency, stripes):
    assert to_stripe(amount, currency) == stripes
    assert from_stripe(stripes, currency) == amount


@pytest.mark.parametrize(("amount", "currency"), [(1_234, "KWD"), (1_250, "MGA")])
async def test_what_stripe_cannot_say_exactly_is_not_sent(stripe, payments, book, amount, currency):
    with pytest.raises(NotAnAmount):
        to_stripe(amount, currency)
    book.payment = stripe.paid(10_000, currency.lower())
    outcome = await payments.execute(told(amount=amount, currency=currency))
    assert (outcome.state, outcome.error.split(":")[0]) == ("failed", "not_an_amount")
    assert stripe.refunds(book.payment) == []

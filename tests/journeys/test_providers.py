"""Money at real providers' wire, from the click to their ledger: Stripe through its SDK, and the rehearsing sandbox."""

import json
import shutil
import time

import pytest
import stripe as sdk

from remit.domain.orders.order import Customer, Order
from remit.settings import Settings
from tests.api.calls import API, asking, made
from tests.connectors.provider_double import Fault, ProviderDouble
from tests.connectors.stripe_double import KEY, running
from tests.journeys.provider import refunded, refunds
from tests.serving import Served, furnish, serving

SECRET = "whsec_of_the_endpoint"


@pytest.fixture(scope="module")
def shop(migrated_sqlite, served_world, tmp_path_factory):
    """A server that refunds at Stripe, asks orders of another system, and notes the rest in the sandbox."""
    folder = tmp_path_factory.mktemp("stripe")
    url = f"sqlite:///{shutil.copy(migrated_sqlite, folder / 'remit.db')}"
    with running(folder / "stripe") as stripe, ProviderDouble(folder / "orders.db") as orders:
        settings = Settings(
            database_url=url,
            shop_path=folder / "shop.db",
            demo=True,
            payments="stripe",
            payments_url=stripe.url,
            payments_secret=KEY,
            payments_webhook_secrets=SECRET,
            fulfilment="sandbox",
            orders="http",
            orders_url=orders.url,
        )
        furnish(settings, served_world)
        with serving(settings, served_world) as served:
            yield served, stripe, orders


@pytest.fixture
def bought(shop, request):
    """An order that was paid at Stripe."""
    served, stripe, orders = shop
    plain = served.order()
    order = Order(
        id=f"SO-{request.node.name}",
        brand="acme",
        currency="USD",
        captured=10_000,
        refunded=0,
        placed_at=plain.placed_at,
        customer=Customer("C-1", "Kim"),
        payment=stripe.paid(10_000),
    )
    orders.stock(order)
    return order


def until(served: Served, request: dict, *states: str, seconds: float = 20) -> dict:
    client, ends = served.client(served.person(role="ops")), time.monotonic() + seconds
    while time.monotonic() < ends:
        found = client.get(f"{API}/requests/{request['id']}").json()
        if found["state"] in states:
            return found
        time.sleep(0.05)
    message = f"still {found['state']}: {found['execution']}"
    raise AssertionError(message)


def ask(served: Served, order: Order, amount: int, tier: str = "lead", **changed) -> dict:
    return made(served.client(served.person(tier=tier)), asking(order, amount, **changed))


def test_a_refund_is_made_at_stripe_and_says_which(shop, bought):
    served, stripe, _ = shop
    request = until(served, ask(served, bought, 2_500), "settled")
    [refund] = stripe.refunds(bought.payment)
    assert (refund["id"], refund["amount"]) == (request["execution"]["provider_reference"], 2_500)
    assert (request["execution"]["provider"], refund["metadata"]["remit_request_id"]) == ("stripe", request["id"])


def test_what_is_no_money_is_carried_out_at_its_own_home(shop, bought):
    served, stripe, _ = shop
    request = until(served, ask(served, bought, 1_000, remedy="replacement"), "settled")
    assert request["execution"]["provider"] == "sandbox"
    assert refunds(served, request) == [(1_000, "USD", "succeeded")]
    assert stripe.refunds(bought.payment) == []


@pytest.mark.parametrize("fault", [Fault("cut", after=True), Fault("status", after=True, code=500), Fault("cut")])
def test_an_answer_that_is_lost_is_looked_up_and_paid_once(shop, bought, fault):
    served, stripe, _ = shop
    stripe.next(fault)
    request = until(served, ask(served, bought, 2_500), "settled")
    assert len(stripe.refunds(bought.payment)) == 1
    assert request["execution"]["attempts"] > 1


def test_what_the_bank_refuses_days_later_is_told_by_stripe(shop, bought):
    served, stripe, _ = shop
    stripe.next(Fault("pending"))
    request = until(served, ask(served, bought, 2_500), "settled")
    stripe.conclude(request["execution"]["provider_reference"], "failed")
    about = {"object": "refund", "metadata": {"remit_request_id": request["id"]}}
    body = json.dumps({"id": "evt_1", "type": "refund.failed", "data": {"object": about}})
    signed = {"stripe-signature": sdk.WebhookSignature.generate_signature_header(body, SECRET)}
    with served.visitor() as stripes:
        answer = stripes.post(f"{API}/provider-events/stripe", content=body, headers=signed)
        assert answer.json() == {"verdict": "taken"}
        assert until(served, request, "failed")["execution"]["last_error"].startswith("accepted, and failed later")
        elsewhere = body.replace("evt_1", "evt_2").replace(request["id"], "req_of_another_system")
        signed = {"stripe-signature": sdk.WebhookSignature.generate_signature_header(elsewhere, SECRET)}
        other = stripes.post(f"{API}/provider-events/stripe", content=elsewhere, headers=signed)
        assert (other.status_code, other.json()) == (202, {"verdict": "not-ours"})


ENDS = {6600: "failed", 6602: "settled", 6603: "settled", 6604: "settled", 6609: "settled", 6612: "settled"}


@pytest.mark.parametrize("amount", ENDS)
def test_a_rehearsed_fault_ends_as_it_should(served, amount):
    order = served.order(at_least=20_000)
    request = until(served, ask(served, order, amount), ENDS[amount])
    assert refunded(served, order.id) == (amount if ENDS[amount] == "settled" else 0)
    assert len(refunds(served, request)) == (1 if ENDS[amount] == "settled" else 0)


@pytest.mark.slow
def test_a_rehearsed_late_refusal_gives_everything_back(served):
    order = served.order(at_least=20_000)
    request = until(served, ask(served, order, 6610), "settled")
    until(served, request, "failed")
    assert refunded(served, order.id) == 0

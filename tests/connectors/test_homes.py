"""Which remedy is carried out where, and what can be relied upon where two providers share the work."""

from datetime import timedelta

import pytest

from remit.connectors.chosen import hints_of, orders_of, payments_of, shop_of
from remit.connectors.homes import Homes
from remit.connectors.listing import listed
from remit.connectors.rehearsal import Rehearsal
from remit.connectors.sandbox import Sandbox
from remit.connectors.shop import Shop
from remit.domain.execution.card import AdapterCard, weakest
from remit.domain.remedies import REMEDIES, RETURNS_MONEY
from remit.settings import Settings
from tests.connectors.shopify_double import TOKEN, ShopifyDouble
from tests.connectors.test_sandbox import told

KEY = "whsec_c3RhbmQtaW4tc2VjcmV0LW9mLTI0Yg=="
HTTP = {"payments": "http", "payments_url": "http://127.0.0.1:9", "payments_secret": KEY}
STRIPE = {"payments": "stripe", "payments_secret": "sk_1", "orders": "http", "orders_url": "http://127.0.0.1:9"}
SHOPIFY = {"payments": "shopify", "payments_secret": TOKEN, "payments_url": "https://acme.example"}
ELSEWHERE = {"fulfilment": "http", "fulfilment_url": "http://127.0.0.1:9", "fulfilment_secret": KEY}


@pytest.fixture
def chosen(tmp_path):
    def choose(**changes) -> Settings:
        return Settings(database_url=f"sqlite:///{tmp_path / 'remit.db'}", **changes)

    return choose


async def opened(settings: Settings):
    shop = shop_of(settings)
    orders = orders_of(settings, shop)
    payments = payments_of(settings, orders, shop)
    await orders.close()
    await payments.close()
    if shop:
        shop.close()
    return payments


@pytest.mark.parametrize(
    ("settings", "money", "other"),
    [
        ({}, "sandbox", "sandbox"),
        ({"demo": True}, "sandbox", "sandbox"),
        (HTTP, "http", "http"),
        (STRIPE | ELSEWHERE, "stripe", "http"),
        (STRIPE | {"fulfilment": "sandbox"}, "stripe", "sandbox"),
        (SHOPIFY | ELSEWHERE, "shopify", "http"),
    ],
)
async def test_every_remedy_has_a_home(chosen, settings, money, other):
    payments = await opened(chosen(**settings))
    homes = {remedy: payments.home(remedy) for remedy in REMEDIES}
    assert homes == {remedy: money if remedy in RETURNS_MONEY else other for remedy in REMEDIES}
    assert payments.name == money
    assert isinstance(payments, Rehearsal) == settings.get("demo", False)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (STRIPE, "cannot carry out goodwill_credit, payment_extension, replacement, subscription_change"),
        (SHOPIFY, "Say who does: REMIT_FULFILMENT=http"),
        (HTTP | ELSEWHERE, "leave REMIT_FULFILMENT out"),
        ({"payments": "http"}, "REMIT_PAYMENTS=http needs REMIT_PAYMENTS_URL and REMIT_PAYMENTS_SECRET"),
        ({"payments": "stripe"}, "REMIT_PAYMENTS=stripe needs REMIT_PAYMENTS_SECRET"),
        (STRIPE | {"fulfilment": "http"}, "REMIT_FULFILMENT=http needs"),
        (STRIPE | ELSEWHERE | {"orders": "builtin"}, "only the order system knows the payment"),
        (STRIPE | ELSEWHERE | {"payments_url": "http://stripe.example"}, "has to be https"),
        (HTTP | {"payments_secret": "not base64!"}, "openssl rand -base64 32"),
        (HTTP | {"payments_url": "http://user:password@pay.example"}, "payments_url"),
        (HTTP | {"payments_url": "http://pay.example/?to="}, "payments_url"),
    ],
)
def test_a_remedy_without_a_home_stops_the_start(chosen, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        chosen(**settings)


async def test_each_home_is_asked_for_its_own(tmp_path):
    shop = Shop.open(tmp_path / "shop.db")
    with ShopifyDouble(tmp_path / "shopify.db") as double:
        double.ledger.pay("gid://shopify/Order/1", "100.00", "USD")
        settings = Settings(
            database_url=f"sqlite:///{tmp_path / 'remit.db'}",
            payments="shopify",
            payments_url=double.url,
            payments_secret=TOKEN,
            fulfilment="sandbox",
        )
        homes = payments_of(settings, orders_of(settings, shop), shop)
        money, credit = told(1, order_id="1"), told(2, remedy="goodwill_credit")
        assert (await homes.execute(money)).provider_reference.startswith("gid://shopify/Refund")
        assert (await homes.execute(credit)).provider_reference.startswith("re_")
        assert (await homes.find("req_1", money)).state == (await homes.find("req_2", credit)).state == "succeeded"
        assert (await homes.find("req_2")).state == "succeeded"
        assert await homes.look() == "shopify answers; sandbox answers; it moves no real money"
        assert {one.request_id for one in await listed(homes)} == {"req_1", "req_2"}
        await homes.close()
    shop.close()


async def test_two_that_can_list_list_together(tmp_path):
    shop = Shop.open(tmp_path / "shop.db")
    both = Homes(Sandbox(shop), Sandbox(shop))
    await both.execute(told(1))
    assert [one.request_id for one in await listed(both)] == ["req_1", "req_1"]
    await both.close()
    shop.close()


def test_who_may_send_events(chosen):
    secret = {"payments_webhook_secrets": "one two"}
    assert hints_of(chosen()) == {}
    assert set(hints_of(chosen(**HTTP))) == {""}
    assert set(hints_of(chosen(**STRIPE, **ELSEWHERE))) == {""}
    assert set(hints_of(chosen(**STRIPE, **ELSEWHERE, **secret))) == {"", "stripe"}
    assert set(hints_of(chosen(**SHOPIFY, fulfilment="sandbox", **secret))) == {"shopify"}


def test_of_two_cards_only_what_both_promise_counts():
    sure = AdapterCard(timedelta(hours=24), checks_body=True, lists_by_request=True, fails_late=False)
    assert weakest(sure, AdapterCard(None, lists_by_request=True)) == AdapterCard(
        timedelta(hours=24), lists_by_request=True, fails_late=True
    )
    assert weakest(AdapterCard(None), AdapterCard(None)).key_window is None
    assert not AdapterCard().may_post_again(timedelta(0))
    assert sure.may_post_again(timedelta(hours=22, minutes=59))
    assert not sure.may_post_again(timedelta(hours=23))
    assert AdapterCard(None).may_post_again(timedelta(days=999))

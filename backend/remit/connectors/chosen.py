"""The systems that the settings choose. Each is imported only where it is chosen: Stripe's SDK is large."""

from collections.abc import Mapping

from remit import clock
from remit.connectors.hints.hint import Hints
from remit.connectors.hints.shopify import ShopifyHints
from remit.connectors.hints.standard import StandardHints
from remit.connectors.hints.stripe import StripeHints
from remit.connectors.homes import Homes
from remit.connectors.http import HttpOrders, HttpPayments
from remit.connectors.orders import Orders
from remit.connectors.payments import Payments
from remit.connectors.rehearsal import Rehearsal
from remit.connectors.sandbox import BuiltinOrders, Sandbox
from remit.connectors.shop import Shop
from remit.connectors.web import http_client
from remit.settings import Settings


def shop_of(settings: Settings) -> Shop | None:
    """The built-in shop, where any part of it is used."""
    used = settings.orders == "builtin" or "sandbox" in (settings.payments, settings.fulfilment)
    return Shop.open(settings.shop) if used else None


def orders_of(settings: Settings, shop: Shop | None) -> Orders:
    """Where orders come from."""
    if settings.orders == "http" and settings.orders_url:
        return HttpOrders(settings.orders_url, http_client())
    return BuiltinOrders(shop or Shop.open(settings.shop))


def payments_of(settings: Settings, orders: Orders, shop: Shop | None) -> Payments:
    """Who moves the money, and beside it who carries out what is none."""
    money = _money(settings, orders, shop)
    if settings.payments_everything:
        return money
    if settings.fulfilment == "http" and settings.fulfilment_url and settings.fulfilment_secret:
        return Homes(money, HttpPayments(settings.fulfilment_url, settings.fulfilment_secret, http_client(), clock.now))
    return Homes(money, Sandbox(shop or Shop.open(settings.shop)))


def hints_of(settings: Settings) -> Mapping[str, Hints]:
    """Who may send us events, by the last part of the address: the plain provider has none."""
    hints: dict[str, Hints] = {}
    if plain := settings.plain_event_secrets:
        hints[""] = StandardHints(plain)
    if settings.payments == "stripe" and settings.event_secrets:
        hints["stripe"] = StripeHints(settings.event_secrets)
    if settings.payments == "shopify" and settings.event_secrets:
        hints["shopify"] = ShopifyHints(settings.event_secrets)
    return hints


def _money(settings: Settings, orders: Orders, shop: Shop | None) -> Payments:
    secret, url = settings.payments_secret or "", settings.payments_url
    match settings.payments:
        case "http" if url:
            return HttpPayments(url, secret, http_client(), clock.now)
        case "stripe":
            from remit.connectors.stripe.payments import StripePayments

            return StripePayments(secret, url, http_client(), orders)
        case "shopify" if url:
            from remit.connectors.shopify.payments import ShopifyPayments

            return ShopifyPayments(url, secret, http_client())
    book = shop or Shop.open(settings.shop)
    return Rehearsal(Sandbox(book), book) if settings.demo else Sandbox(book)

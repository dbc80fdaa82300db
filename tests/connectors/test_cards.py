"""The adapter cards in the guide are those that the code relies upon."""

import pytest

from remit.connectors.http import HttpPayments
from remit.connectors.sandbox import Sandbox
from remit.connectors.shopify.payments import ShopifyPayments
from remit.connectors.stripe.payments import StripePayments
from remit.domain.execution.card import AdapterCard
from tests.guards.sources import ROOT

CARDS = {
    "sandbox": Sandbox.card,
    "http": HttpPayments.card,
    "Stripe": StripePayments.card,
    "Shopify": ShopifyPayments.card,
}


def row(name: str, card: AdapterCard) -> str:
    if card.key_window is None:
        key = "ever"
    elif card.key_window:
        key = f"{card.key_window.total_seconds() / 3600:.0f} hours"
    else:
        key = "not relied upon: every retry looks up first"
    body = "refused" if card.checks_body else "not relied upon"
    facts = (card.remembers_4xx, card.lists_by_request, card.fails_late)
    return f"| {name} | {key} | {body} | {' | '.join('yes' if fact else 'no' for fact in facts)} |"


@pytest.mark.parametrize("name", CARDS)
def test_the_guide_shows_the_card(name):
    assert row(name, CARDS[name]) in (ROOT / "docs/guide/integrators.md").read_text().splitlines()

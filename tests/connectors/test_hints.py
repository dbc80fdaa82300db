"""Events of providers: whose signature counts, for how long, and whose request they are about."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
import stripe
from standardwebhooks import Webhook

from remit.connectors.hints.hint import ForgedEvent, Hint, OldEvent, UnknownEvent, digest
from remit.connectors.hints.shopify import ShopifyHints
from remit.connectors.hints.standard import StandardHints
from remit.connectors.hints.stripe import StripeHints

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OLD, NEW, THEIRS = (f"whsec_{b64encode(name).decode()}" for name in (b"old secret", b"new secret", b"of others"))
PLAIN = {"id": "evt_1", "type": "execution.updated", "data": {"id": "ex_1", "request_id": "req_1"}}
REFUND = {"object": "refund", "id": "re_1", "metadata": {"remit_request_id": "req_1"}}
OF_STRIPE = {"id": "evt_1", "type": "refund.failed", "data": {"object": REFUND}}
OF_SHOPIFY = {"id": 7, "note": "Remit K7QM-2F, OTHER [remit req_1]"}


def standard(body: bytes, secret: str = NEW, at: datetime = NOW) -> dict[str, str]:
    signature = Webhook(secret).sign("msg_1", at, body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


def stripes(body: bytes, secret: str = NEW, at: datetime = NOW) -> dict[str, str]:
    header = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, int(at.timestamp()))
    return {"stripe-signature": header}


def shopifys(body: bytes, secret: str = NEW, at: datetime = NOW) -> dict[str, str]:
    mac = b64encode(digest(secret.encode(), body)).decode()
    return {"x-shopify-hmac-sha256": mac, "x-shopify-event-id": "evt_1", "x-shopify-topic": "refunds/create"}


KINDS = {
    "http": (StandardHints([OLD, NEW]), standard, PLAIN, "execution.updated"),
    "stripe": (StripeHints([OLD, NEW]), stripes, OF_STRIPE, "refund.failed"),
    "shopify": (ShopifyHints([OLD, NEW]), shopifys, OF_SHOPIFY, "refunds/create"),
}
every = pytest.mark.parametrize("name", KINDS)


@every
@pytest.mark.parametrize("secret", [OLD, NEW])
def test_any_of_the_secrets_counts_so_that_one_can_be_changed(name, secret):
    hints, signed, said, kind = KINDS[name]
    body = json.dumps(said).encode()
    assert hints.read(signed(body, secret), body, NOW) == Hint(name, "evt_1", kind, "req_1")


@every
def test_what_others_sign_is_forged(name):
    hints, signed, said, _ = KINDS[name]
    body = json.dumps(said).encode()
    spoilt = {header: value[:-3] + "AAA" for header, value in signed(body).items()}
    wrong = [(signed(body, THEIRS), body), (signed(body), body + b" "), ({}, body), (spoilt, body), (signed(body), b"")]
    for headers, sent in wrong:
        with pytest.raises(ForgedEvent):
            hints.read(headers, sent, NOW)


@pytest.mark.parametrize("name", ["http", "stripe"])
@pytest.mark.parametrize("way", [-1, 1])
def test_five_minutes_either_way_and_no_more(name, way):
    hints, signed, said, kind = KINDS[name]
    body = json.dumps(said).encode()
    assert hints.read(signed(body, at=NOW + way * timedelta(seconds=300)), body, NOW).kind == kind
    with pytest.raises(OldEvent):
        hints.read(signed(body, at=NOW + way * timedelta(seconds=301)), body, NOW)


@pytest.mark.parametrize("seconds", ["", "-1", "1e9", "NaN", "٣", "9" * 40])
def test_a_time_that_is_none_is_forged(seconds):
    body = json.dumps(PLAIN).encode()
    with pytest.raises(ForgedEvent):
        KINDS["http"][0].read({**standard(body), "webhook-timestamp": seconds}, body, NOW)
    with pytest.raises(ForgedEvent):
        KINDS["stripe"][0].read({"stripe-signature": f"t={seconds},v1=00"}, body, NOW)


@every
@pytest.mark.parametrize("body", [b"", b"[]", b"not json", b'{"id": 7, "type": [], "note": {}}'])
def test_what_is_signed_but_says_nothing_known_is_unknown(name, body):
    hints, signed, _, _ = KINDS[name]
    with pytest.raises(UnknownEvent):
        hints.read(signed(body), body, NOW)


def test_another_type_is_unknown_to_the_plain_contract():
    body = json.dumps({**PLAIN, "type": "execution.deleted"}).encode()
    with pytest.raises(UnknownEvent):
        KINDS["http"][0].read(standard(body), body, NOW)


def test_bytes_that_are_no_text_are_forged():
    with pytest.raises(ForgedEvent):
        KINDS["http"][0].read(standard(b"{}"), b"\xff\xfe", NOW)


def test_a_signature_among_others_counts_but_not_the_eleventh():
    body = json.dumps(PLAIN).encode()
    right = standard(body)
    for before, counts in ((3, True), (10, False)):
        headers = {**right, "webhook-signature": " ".join(["v1,AAAA"] * before + [right["webhook-signature"]])}
        if counts:
            assert KINDS["http"][0].read(headers, body, NOW).request_id == "req_1"
        else:
            with pytest.raises(ForgedEvent):
                KINDS["http"][0].read(headers, body, NOW)


def test_a_refund_that_was_not_made_here_is_not_ours():
    for about in ({"object": "refund"}, {**REFUND, "object": "charge"}, {**REFUND, "metadata": {}}):
        body = json.dumps({**OF_STRIPE, "data": {"object": about}}).encode()
        assert KINDS["stripe"][0].read(stripes(body), body, NOW).request_id is None
    body = json.dumps({"id": 7, "note": "by hand"}).encode()
    assert KINDS["shopify"][0].read(shopifys(body), body, NOW).request_id is None


def test_shopifys_event_needs_a_name_to_be_taken_once():
    body = json.dumps(OF_SHOPIFY).encode()
    with pytest.raises(UnknownEvent):
        KINDS["shopify"][0].read({**shopifys(body), "x-shopify-event-id": ""}, body, NOW)

"""Web push: the standard's own example, a signature that anybody can check, and only push services are sent to."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import derive_private_key

from remit.connectors.notices.encrypting import CURVE, Keys, check, encrypted, raw, text_of
from remit.connectors.notices.push import Push
from remit.connectors.notices.vapid import Sender, new_key
from tests.notices.push_service import Browser, claims_of

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
HOSTS = frozenset({"fcm.googleapis.com", "*.push.apple.com", "127.0.0.1:9"})

# RFC 8291, appendix A.
TEXT = b"When I grow up, I want to be a watermelon"
THEIRS = Keys(
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_standards_example():
    own = derive_private_key(int.from_bytes(raw(OWN), "big"), CURVE)
    assert text_of(encrypted(TEXT, THEIRS, own, raw(SALT))) == BODY


def test_only_the_browser_can_read_it_and_no_two_are_alike():
    browser = Browser()
    one, other = encrypted(b"hello", browser.keys), encrypted(b"hello", browser.keys)
    assert one != other
    assert browser.opened(one) == browser.opened(other) == b"hello"
    with pytest.raises(InvalidTag):
        Browser().opened(one)


@pytest.mark.parametrize(
    "keys",
    [
        Keys("AAAA", THEIRS.auth),
        Keys(THEIRS.p256dh[:-4] + "AAAA", THEIRS.auth),  # not a point of the curve
        Keys(THEIRS.p256dh, "AAAA"),
        Keys("A", THEIRS.auth),
    ],
)
def test_keys_that_nothing_can_be_encrypted_for(keys: Keys):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        check(keys)


def test_the_signature_is_for_this_push_service_and_half_a_day():
    sender = Sender(new_key(), "mailto:ops@example.com")
    said = sender.signed("https://fcm.googleapis.com/fcm/send/abc", NOW)
    claims = claims_of(said)
    assert claims["aud"] == "https://fcm.googleapis.com"
    assert claims["sub"] == "mailto:ops@example.com"
    assert claims["exp"] - NOW.timestamp() == 12 * 3600
    assert said.endswith(f"k={sender.public}")
    other = json.dumps({**claims, "aud": "https://elsewhere.example"}).encode()
    head, _, signature = said.removeprefix("vapid t=").partition(",")[0].split(".")
    with pytest.raises(InvalidSignature):
        claims_of(f"vapid t={head}.{text_of(other)}.{signature}, k={sender.public}")


@pytest.mark.parametrize(
    ("endpoint", "serves"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://web.push.apple.com/QOr", True),
        ("http://127.0.0.1:9/send/1", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com.evil.example/x", False),
        ("https://evilpush.apple.com.example/x", False),
        ("https://apple.com/x", False),
        ("https://user@fcm.googleapis.com/x", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("http://127.0.0.1:10/send/1", False),
        ("https://[::1", False),
        ("https://fcm.googleapis.com:99999/x", False),
    ],
)
async def test_only_push_services_are_sent_to(endpoint: str, serves: bool):
    push = Push(Sender(new_key(), "https://remit.example.com"), HOSTS, lambda: NOW)
    assert push.serves(endpoint) is serves
    await push.close()

"""Encryption of a push message for one browser (RFC 8291, aes128gcm of RFC 8188): the push service cannot read it."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from remit.domain.values import value

CURVE = SECP256R1()
_RECORD_BYTES = 4096
_AUTH_BYTES = 16
_LAST_RECORD = b"\x02"


@value(frozen=True, slots=True)
class Keys:
    """What a browser gives away with its subscription, both base64url: its public key and its secret."""

    p256dh: str
    auth: str


def check(keys: Keys) -> None:
    """Raises ValueError where nothing could be encrypted for these."""
    _public(keys)
    if len(raw(keys.auth)) != _AUTH_BYTES:
        raise ValueError("the secret of a subscription has 16 bytes")


def encrypted(text: bytes, keys: Keys, own: EllipticCurvePrivateKey | None = None, salt: bytes | None = None) -> bytes:
    """The body of the message; key and salt are new each time, and are given only to compare with the standard's."""
    own, salt = own or generate_private_key(CURVE), salt or secrets.token_bytes(16)
    theirs, ours = raw(keys.p256dh), point(own.public_key())
    shared = own.exchange(ECDH(), _public(keys))
    secret = _derived(shared, raw(keys.auth), b"WebPush: info\x00" + theirs + ours, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + _RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, text + _LAST_RECORD, None)


def point(key: EllipticCurvePublicKey) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def raw(text: str) -> bytes:
    """Bytes from base64url, with or without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(value: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _public(keys: Keys) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(CURVE, raw(keys.p256dh))


def _derived(secret: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(secret)

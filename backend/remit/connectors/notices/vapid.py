"""Who sends (RFC 8292, VAPID): each push is signed with the key that the browser was shown when it subscribed."""

import json
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as _generate
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from remit.connectors.notices.encrypting import CURVE, point, raw, text_of
from remit.domain.values import value

_GOOD_FOR = timedelta(hours=12)
_BYTES = 32


def new_key() -> str:
    """A new private key, base64url."""
    return text_of(_generate(CURVE).private_numbers().private_value.to_bytes(_BYTES, "big"))


@value(frozen=True)
class Sender:
    """The key and whom a push service may write to about it."""

    key: str
    contact: str

    @cached_property
    def _private(self) -> EllipticCurvePrivateKey:
        return derive_private_key(int.from_bytes(raw(self.key), "big"), CURVE)

    @cached_property
    def public(self) -> str:
        """The public key, as browsers want it."""
        return text_of(point(self._private.public_key()))

    def signed(self, endpoint: str, now: datetime) -> str:
        """The Authorization header for this endpoint: a token for its origin, good for twelve hours."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + _GOOD_FOR).timestamp()),
            "sub": self.contact,
        }
        said = ".".join(text_of(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        pair = decode_dss_signature(self._private.sign(said.encode(), ECDSA(SHA256())))
        signature = text_of(b"".join(number.to_bytes(_BYTES, "big") for number in pair))
        return f"vapid t={said}.{signature}, k={self.public}"

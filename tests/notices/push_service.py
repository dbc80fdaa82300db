"""A push service and browsers behind it: it checks who sends, keeps what comes, and can be told what to answer."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from remit.connectors.notices.encrypting import CURVE, Keys, point, raw, text_of


class Browser:
    """Keys of its own, as `PushManager.subscribe` makes them; written apart from what it tests."""

    def __init__(self) -> None:
        self._private = generate_private_key(CURVE)
        self._auth = bytes(range(16))
        self.keys = Keys(text_of(point(self._private.public_key())), text_of(self._auth))

    def opened(self, body: bytes) -> bytes:
        """The message."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self._private.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        own = point(self._private.public_key())
        secret = HKDF(SHA256(), 32, self._auth, b"WebPush: info\x00" + own + theirs).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
        text = AESGCM(key).decrypt(nonce, sealed, None)
        assert text.endswith(b"\x02")
        return text[:-1]


def claims_of(authorization: str) -> dict:
    """What a VAPID header claims; raises where its signature is not that of the key it names."""
    token, _, key = authorization.removeprefix("vapid t=").partition(", k=")
    said, _, signature = token.rpartition(".")
    pair = raw(signature)
    both = encode_dss_signature(int.from_bytes(pair[:32], "big"), int.from_bytes(pair[32:], "big"))
    EllipticCurvePublicKey.from_encoded_point(CURVE, raw(key)).verify(both, said.encode(), ECDSA(SHA256()))
    head, claims = (json.loads(raw(part)) for part in said.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    return claims


class PushService:
    """Listens on the loopback; `taken` is every message by its path, `answers` what it says next, else 201."""

    def __init__(self) -> None:
        self.taken: dict[str, list[tuple[dict, bytes]]] = {}
        self.answers: list[int] = []
        self._arrived = threading.Condition()
        service = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service._take(self.path, dict(self.headers), body)
                self.send_response(service.answers.pop(0) if service.answers else 201)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.host = f"127.0.0.1:{self.server.server_port}"

    def _take(self, path: str, headers: dict, body: bytes) -> None:
        with self._arrived:
            self.taken.setdefault(path, []).append((headers, body))
            self._arrived.notify_all()

    def endpoint(self, name: str) -> str:
        return f"http://{self.host}/send/{name}"

    def message(self, name: str, browser: Browser, nth: int = 0) -> dict:
        """The nth message to this endpoint, opened; waits for it."""
        path = f"/send/{name}"
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.taken.get(path, ())) > nth, 20), f"no message {nth} came"
            headers, body = self.taken[path][nth]
        assert claims_of(headers["Authorization"])["aud"] == f"http://{self.host}"
        return json.loads(browser.opened(body))

    def count(self, name: str) -> int:
        return len(self.taken.get(f"/send/{name}", ()))


@contextmanager
def push_service() -> Iterator[PushService]:
    """One that runs until the block ends."""
    service = PushService()
    thread = threading.Thread(target=service.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.server.shutdown()
        service.server.server_close()
        thread.join(5)

"""Web push: one encrypted message to one browser, by the push service that the browser named."""

import hashlib
from asyncio import sleep
from collections.abc import Callable
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

import httpx

from remit.connectors.notices.encrypting import Keys, encrypted, text_of
from remit.connectors.notices.vapid import Sender
from remit.connectors.web import PATIENCE_S, TROUBLE, http_client
from remit.domain.values import value

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
Sent = Literal["sent", "gone", "failed"]
_TAKEN = (200, 201, 202, 204)
_GONE = (404, 410)
_LATER = (None, 429, 500, 502, 503, 504)
_KEPT_FOR_S = 600
"""The push service forgets it after this long: whoever looks later sees the inbox."""
_AGAIN_S = (0.5, 2.0)


@value(frozen=True, slots=True)
class Device:
    """A browser that wants to be told."""

    endpoint: str
    keys: Keys


class Push:
    """Sends as `sender`, only to these hosts: an endpoint is what a browser says, and might be anything."""

    def __init__(self, sender: Sender, hosts: frozenset[str], now: Callable[[], datetime]) -> None:
        self.key = sender.public
        self._sender = sender
        self._hosts = hosts
        self._now = now
        self._client: httpx.AsyncClient = http_client()

    def serves(self, endpoint: str) -> bool:
        """Whether it is an address at one of the push services."""
        try:
            parts = urlsplit(endpoint)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if "@" in parts.netloc:
            return False
        if f"{host}:{port}" in self._hosts:
            return parts.scheme == "https" or host in HERE
        return parts.scheme == "https" and port is None and any(_is_of(host, one) for one in self._hosts)

    async def send(self, device: Device, text: bytes, about: str) -> Sent:
        """Hand it to the push service; what is still undelivered about the same is replaced."""
        if not self.serves(device.endpoint):
            return "gone"
        content = encrypted(text, device.keys)
        for wait in (*_AGAIN_S, None):
            status = await self._post(device.endpoint, content, about)
            if status in _GONE:
                return "gone"
            if status in _TAKEN:
                return "sent"
            if wait is None or status not in _LATER:
                break
            await sleep(wait)
        return "failed"

    async def _post(self, endpoint: str, content: bytes, about: str) -> int | None:
        headers = {
            "Authorization": self._sender.signed(endpoint, self._now()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_KEPT_FOR_S),
            "Urgency": "high",
            "Topic": text_of(hashlib.sha256(about.encode()).digest())[:32],
        }
        try:
            # The answer's body says nothing that we need, so it is not read.
            request = self._client.build_request("POST", endpoint, headers=headers, content=content, timeout=PATIENCE_S)
            answer = await self._client.send(request, stream=True)
            await answer.aclose()
        except TROUBLE:
            return None
        return answer.status_code

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _is_of(host: str, service: str) -> bool:
    return host.endswith(service[1:]) if service.startswith("*.") else host == service

"""Foreign systems over HTTP: a fixed host, a bound in time and in size, no redirects, no word from the environment."""

import asyncio
from typing import Literal

import httpx

from remit.domain.values import value

PATIENCE_S = 8.0
"""For a whole exchange, because httpx's own time-outs start anew with each byte; shorter than an attempt's lease."""
CONNECT_S = 3.0
MOST_BYTES = 1024 * 1024
"""No answer that we ask for is a tenth of this; one that never ends must not fill the memory."""
_CONNECTIONS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)

TROUBLE = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError)
"""All that a foreign answer can do to us; pydantic's errors are ValueErrors."""

Content = str | bytes | None


class TooLong(ValueError):
    """The answer goes on beyond what any answer needs."""


@value(frozen=True, slots=True)
class Answer:
    """A whole answer: nothing is made of half a one."""

    status: int
    body: bytes
    headers: httpx.Headers


def http_client() -> httpx.AsyncClient:
    """A pool of connections: follows no redirects, and takes neither proxies nor passwords from the environment."""
    timeout = httpx.Timeout(PATIENCE_S, connect=CONNECT_S)
    return httpx.AsyncClient(timeout=timeout, limits=_CONNECTIONS, follow_redirects=False, trust_env=False)


class Web:
    """One foreign system. Paths are put behind its address, so that nothing anybody types can change the host."""

    def __init__(
        self, url: str, client: httpx.AsyncClient, patience_s: float = PATIENCE_S, most_bytes: int = MOST_BYTES
    ) -> None:
        self._url = url.rstrip("/")
        self._client = client
        self._patience_s = patience_s
        self._most_bytes = most_bytes

    async def call(
        self,
        method: Literal["GET", "POST"],
        path: str,
        headers: dict[str, str],
        content: Content = None,
        params: dict[str, str] | None = None,
    ) -> Answer:
        """The whole answer. Raises one of TROUBLE where there is none."""
        request = self._client.build_request(
            method, f"{self._url}{path}", headers=headers, content=content, params=params
        )
        async with asyncio.timeout(self._patience_s):
            return await whole(self._client, request, self._most_bytes)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


async def whole(client: httpx.AsyncClient, request: httpx.Request, most_bytes: int = MOST_BYTES) -> Answer:
    """Send it and read to the end, but not further than `most_bytes`."""
    answer = await client.send(request, stream=True, follow_redirects=False)
    try:
        parts, size = [], 0
        async for part in answer.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > most_bytes:
                message = f"the answer is longer than {most_bytes} bytes"
                raise TooLong(message)
        return Answer(answer.status_code, b"".join(parts), answer.headers)
    finally:
        await answer.aclose()

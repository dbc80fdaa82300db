"""The SDK's way to the network: our own bounded client, and no retries behind our back."""

import asyncio
from collections.abc import Mapping
from typing import NoReturn, cast

import httpx
import stripe

from remit.connectors.web import PATIENCE_S, TROUBLE, whole


class Wire(stripe.HTTPClient):
    """What the SDK calls for each request."""

    name = "remit"

    def __init__(self, client: httpx.AsyncClient, patience_s: float = PATIENCE_S) -> None:
        super().__init__()
        self._httpx = client
        self._patience_s = patience_s

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: object = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """One exchange, to its end."""
        # The SDK has the form written out already.
        content = cast("str | bytes | None", post_data) or None
        request = self._httpx.build_request(method.upper(), url, headers=dict(headers or {}), content=content)
        try:
            async with asyncio.timeout(self._patience_s):
                answer = await whole(self._httpx, request)
        except TROUBLE as trouble:
            _broke_off(trouble)
        return answer.body, answer.status, answer.headers

    async def close_async(self) -> None:
        """Close the connections."""
        await self._httpx.aclose()


def sdk(secret: str, url: str | None, client: httpx.AsyncClient, patience_s: float = PATIENCE_S) -> stripe.StripeClient:
    """The SDK's client; retrying is for the ledger, which looks before it sends again."""
    return stripe.StripeClient(
        secret,
        base_addresses={"api": url.rstrip("/")} if url else None,
        max_network_retries=0,
        http_client=Wire(client, patience_s),
    )


def _broke_off(trouble: Exception) -> NoReturn:
    raise stripe.APIConnectionError(type(trouble).__name__) from trouble  # type: ignore[no-untyped-call]

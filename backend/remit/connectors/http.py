"""Orders and payments of any system that speaks the plain HTTP of the contract."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from json import dumps
from typing import Literal
from urllib.parse import quote

import httpx
from standardwebhooks import Webhook

from remit.connectors.http_shapes import ExecutionShape, FailureShape, FoundListShape, FoundShape, OrderShape
from remit.connectors.orders import OrderNotFound, OrdersUnavailable, no_such_order
from remit.connectors.payments import body, unclear
from remit.domain.execution.execution import FAILED, SUCCEEDED, Instruction, Outcome
from remit.domain.orders.order import Order

_PATIENCE_S = 8.0
"""For a whole exchange, because httpx's own time-outs start anew with each byte; shorter than an attempt's lease."""

_TROUBLE = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError)
"""All that a foreign answer can do to us; pydantic's errors are ValueErrors."""


def http_client() -> httpx.AsyncClient:
    """A client for foreign systems: bounded in time, follows no redirects, and takes no orders from the environment."""
    timeout = httpx.Timeout(_PATIENCE_S, connect=3.0)
    return httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False)


class HttpOrders:
    """The order system at `url`."""

    def __init__(self, url: str, client: httpx.AsyncClient, patience_s: float = _PATIENCE_S) -> None:
        self._url = url.rstrip("/")
        self._client = client
        self._patience_s = patience_s

    async def get(self, order_id: str) -> Order:
        """The order as it is now."""
        if order_id in {"", ".", ".."}:  # these would ask for another path
            raise no_such_order(order_id)
        try:
            async with asyncio.timeout(self._patience_s):
                answer = await self._client.get(f"{self._url}/orders/{quote(order_id, safe='')}")
            if answer.status_code == httpx.codes.NOT_FOUND:
                raise no_such_order(order_id)
            order = _order(answer)
        except _TROUBLE as trouble:
            raise _unavailable() from trouble
        if order.id != order_id:
            raise _unavailable()
        return order

    async def search(self, q: str, limit: int) -> list[Order]:
        """The order with exactly this id: the contract lets other systems be asked for nothing else."""
        wanted = q.strip()
        if not wanted or limit < 1:
            return []
        try:
            return [await self.get(wanted)]
        except OrderNotFound:
            return []

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class HttpPayments:
    """The payment provider at `url`. Every call is signed (Standard Webhooks); `now` tells the time to sign."""

    name = "http"

    def __init__(
        self,
        url: str,
        secret: str,
        client: httpx.AsyncClient,
        now: Callable[[], datetime],
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self._url = f"{url.rstrip('/')}/executions"
        self._signer = Webhook(secret)
        self._client = client
        self._now = now
        self._patience_s = patience_s

    async def execute(self, told: Instruction) -> Outcome:
        """Post it once; the idempotency key makes posting it again harmless, but the caller looks up first."""
        content = dumps(body(told), separators=(",", ":"))
        headers = {"Idempotency-Key": told.key, "Content-Type": "application/json", **self._signed(told.key, content)}
        try:
            answer = await self._call("POST", headers, content=content)
            if answer.status_code not in {httpx.codes.OK, httpx.codes.CREATED}:
                return unclear(f"the provider answered {answer.status_code}")
            said = ExecutionShape.model_validate_json(answer.content)
        except _TROUBLE as trouble:
            return unclear(_told(trouble))
        return _outcome(said, told)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The provider's truth about a request."""
        try:
            answer = await self._call("GET", self._signed(request_id, ""), params={"request_id": request_id})
            if answer.status_code != httpx.codes.OK:
                return unclear(f"the provider answered {answer.status_code} to the look-up")
            found = FoundListShape.model_validate_json(answer.content)
        except _TROUBLE as trouble:
            return unclear(_told(trouble))
        # A provider that ignores the filter would otherwise lend us somebody else's success.
        items = [item for item in found.items if item.request_id == request_id]
        return _truest([_found(item, told) for item in items])

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _call(
        self,
        method: Literal["GET", "POST"],
        headers: dict[str, str],
        content: str | None = None,
        params: dict[str, str] | None = None,
    ) -> httpx.Response:
        async with asyncio.timeout(self._patience_s):
            return await self._client.request(method, self._url, headers=headers, content=content, params=params)

    def _signed(self, message_id: str, content: str) -> dict[str, str]:
        now = self._now()
        return {
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(message_id, now, content),
        }


def _order(answer: httpx.Response) -> Order:
    if answer.status_code != httpx.codes.OK:
        raise ValueError(f"the order system answered {answer.status_code}")
    return OrderShape.model_validate_json(answer.content).order()


def _outcome(said: ExecutionShape, told: Instruction | None) -> Outcome:
    """What the provider's answer amounts to: only a success of our amount or a final failure is clear."""
    if told is not None and (said.amount, said.currency) != (told.amount, told.currency):
        return unclear(f"the provider speaks of {said.amount} {said.currency}", said.id)
    if said.status == "succeeded":
        return Outcome(SUCCEEDED, said.id)
    if said.status == "failed" and said.failure is not None and said.failure.final:
        return Outcome(FAILED, said.id, f"{said.failure.code}: {said.failure.message}".rstrip(": "))
    return unclear(f"the provider says {said.status}", said.id)


def _found(item: FoundShape, told: Instruction | None) -> Outcome:
    """The same for an item of the look-up, which is the truth: there, a failure without particulars is final."""
    if item.status == "failed" and item.failure is None:
        item = item.model_copy(update={"failure": FailureShape(code="failed", final=True)})
    return _outcome(item, told)


def _truest(outcomes: list[Outcome]) -> Outcome | None:
    """Of several executions of one request: a success, else what is still open, else the failure."""
    rank = {SUCCEEDED: 0, FAILED: 2}
    return min(outcomes, key=lambda outcome: rank.get(outcome.state, 1), default=None)


def _told(trouble: Exception) -> str:
    return f"no clear answer from the provider ({type(trouble).__name__})"


def _unavailable() -> OrdersUnavailable:
    return OrdersUnavailable("The order system gives no clear answer. Nothing was granted; try again in a moment.")

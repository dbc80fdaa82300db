"""Orders and payments of any system that speaks the plain HTTP of the contract."""

from collections.abc import Callable
from datetime import datetime
from json import dumps
from urllib.parse import quote

import httpx
from standardwebhooks import Webhook

from remit.connectors.http_shapes import ExecutionShape, FailureShape, FoundListShape, FoundShape, OrderShape
from remit.connectors.listing import CannotList
from remit.connectors.orders import OrderNotFound, OrdersUnavailable, no_such_order
from remit.connectors.payments import body, conflict, later, no_answer, truest, unclear
from remit.connectors.web import PATIENCE_S, TROUBLE, Answer, Web
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import FAILED, SUCCEEDED, Instruction, Outcome
from remit.domain.execution.reconciling import Done
from remit.domain.orders.order import Order

_BY_HAND = "Ask again, or compare by hand and run `remit reconcile --unseen`."
_LIST_PATIENCE_S = 60.0
_MOST_LISTED = 64 * 1024 * 1024
"""Everything that a provider ever did is some hundred bytes for each; only `remit reconcile` asks for it."""


class HttpOrders:
    """The order system at `url`."""

    def __init__(self, url: str, client: httpx.AsyncClient, patience_s: float = PATIENCE_S) -> None:
        self._web = Web(url, client, patience_s)

    async def get(self, order_id: str) -> Order:
        """The order as it is now."""
        if order_id in {"", ".", ".."}:  # these would ask for another path
            raise no_such_order(order_id)
        try:
            answer = await self._web.call("GET", f"/orders/{quote(order_id, safe='')}", {})
            if answer.status == httpx.codes.NOT_FOUND:
                raise no_such_order(order_id)
            order = _order(answer)
        except TROUBLE as trouble:
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
        await self._web.close()


class HttpPayments:
    """The payment provider at `url`. Every call is signed (Standard Webhooks); `now` tells the time to sign."""

    name = "http"
    # The contract has the same key for ever, but not that it is remembered for ever: a retry looks up first.
    card = AdapterCard(lists_by_request=True)

    def __init__(
        self,
        url: str,
        secret: str,
        client: httpx.AsyncClient,
        now: Callable[[], datetime],
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._web = Web(url, client, patience_s)
        self._lists = Web(url, client, _LIST_PATIENCE_S, _MOST_LISTED)
        self._signer = Webhook(secret)
        self._now = now

    def home(self, _remedy: str) -> str:
        """Every remedy: it is told which, and does what its people do for it."""
        return self.name

    async def execute(self, told: Instruction) -> Outcome:
        """Post it once; the idempotency key makes posting it again harmless, but the caller looks up first."""
        content = dumps(body(told), separators=(",", ":"))
        headers = {"Idempotency-Key": told.key, "Content-Type": "application/json", **self._signed(told.key, content)}
        try:
            answer = await self._web.call("POST", "/executions", headers, content)
            if answer.status not in {httpx.codes.OK, httpx.codes.CREATED}:
                return later(answer) or unclear(f"the provider answered {answer.status}")
            said = ExecutionShape.model_validate_json(answer.body)
        except TROUBLE as trouble:
            return no_answer(trouble)
        return _outcome(said, told)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The provider's truth about a request."""
        try:
            answer = await self._web.call(
                "GET", "/executions", self._signed(request_id, ""), params={"request_id": request_id}
            )
            if answer.status != httpx.codes.OK:
                return later(answer) or unclear(f"the provider answered {answer.status} to the look-up")
            found = FoundListShape.model_validate_json(answer.body)
        except TROUBLE as trouble:
            return no_answer(trouble)
        # A provider that ignores the filter would otherwise lend us somebody else's success.
        items = [item for item in found.items if item.request_id == request_id]
        return truest([_found(item, told) for item in items])

    async def listed(self) -> list[Done]:
        """Everything it did: the look-up without a request, which not every service answers."""
        try:
            answer = await self._lists.call("GET", "/executions", self._signed("executions", ""))
            if answer.status != httpx.codes.OK:
                detail = f"The provider answered {answer.status} to GET /executions without a request_id. {_BY_HAND}"
                raise CannotList(detail)
            found = FoundListShape.model_validate_json(answer.body)
        except TROUBLE as trouble:
            raise CannotList(f"The provider gave no list ({type(trouble).__name__}). {_BY_HAND}") from trouble
        return [item.done() for item in found.items]

    async def look(self) -> str:
        """Whether it answers and takes our signature, by asking for a request that there cannot be."""
        found = await self.find("req_none")
        return "answers" if found is None else f"gives no clear answer: {found.error}"

    async def close(self) -> None:
        """Close the connections."""
        await self._web.close()

    def _signed(self, message_id: str, content: str) -> dict[str, str]:
        now = self._now()
        return {
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(message_id, now, content),
        }


def _order(answer: Answer) -> Order:
    if answer.status != httpx.codes.OK:
        raise ValueError(f"the order system answered {answer.status}")
    return OrderShape.model_validate_json(answer.body).order()


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
    if told is not None and (item.amount, item.currency) != (told.amount, told.currency):
        return conflict(f"the provider speaks of {item.amount} {item.currency}", item.id)
    return _outcome(item, told)


def _unavailable() -> OrdersUnavailable:
    return OrdersUnavailable("The order system gives no clear answer. Nothing was granted; try again in a moment.")

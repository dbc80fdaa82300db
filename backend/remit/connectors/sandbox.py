"""The built-in shop behind the Protocols: its order book, and its ledger as a payment provider."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from remit.connectors.listing import CannotList
from remit.connectors.orders import OrdersUnavailable, no_such_order
from remit.connectors.payments import conflict, unclear
from remit.connectors.shop import Shop
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import Instruction, Outcome
from remit.domain.execution.reconciling import Done
from remit.domain.orders.order import Order

_TOGETHER = 256
"""How many instructions share one transaction at most: the last of them waits for all of them."""


class BuiltinOrders:
    """The shop's order book."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def get(self, order_id: str) -> Order:
        """The order as it is now."""
        # Read right here on the event loop: an indexed row of a WAL file takes less time than a hop to a thread.
        try:
            order = self._shop.get(order_id)
        except sqlite3.Error as trouble:
            raise _unavailable() from trouble
        if order is None:
            raise no_such_order(order_id)
        return order

    async def search(self, q: str, limit: int) -> list[Order]:
        """Orders by id, customer id or name; in a thread, because it may look at every order."""
        try:
            return await asyncio.to_thread(self._shop.search, q, limit)
        except sqlite3.Error as trouble:
            raise _unavailable() from trouble

    async def close(self) -> None:
        """Nothing: the shop is closed by whoever opened it."""


class Sandbox:
    """The shop's ledger as a payment provider. What waits together is committed together, by one worker thread."""

    name = "sandbox"
    card = AdapterCard(key_window=None, remembers_4xx=True, checks_body=True, lists_by_request=True, fails_late=False)

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._waiting: list[tuple[Instruction, asyncio.Future[Outcome]]] = []
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sandbox")
        self._working: asyncio.Task[None] | None = None

    def home(self, _remedy: str) -> str:
        """Every remedy: it writes all of them into its ledger."""
        return self.name

    async def execute(self, told: Instruction) -> Outcome:
        """Carry it out, once per key. A caller who goes away does not stop it."""
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((told, answer))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await answer

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The ledger's truth about a request."""
        try:
            found = self._shop.find(request_id)
        except sqlite3.Error as trouble:
            return unclear(f"the ledger cannot be read: {trouble}")
        if found is None:
            return None
        outcome, amount, currency = found
        if told is not None and (amount, currency) != (told.amount, told.currency):
            return conflict(f"another amount was carried out: {amount} {currency}", outcome.provider_reference)
        return outcome

    async def listed(self) -> list[Done]:
        """Everything in its ledger."""
        try:
            return await asyncio.to_thread(self._shop.listed)
        except sqlite3.Error as trouble:
            raise CannotList(f"The ledger cannot be read: {trouble}. Mend it, and compare again.") from trouble

    async def look(self) -> str:
        """Whether its file can be read."""
        found = await self.find("req_none")
        return "answers; it moves no real money" if found is None else f"cannot be read: {found.error}"

    async def close(self) -> None:
        """Finish what has begun."""
        if self._working is not None:
            await self._working
        self._worker.shutdown()

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            outcomes = await self._carried_out([told for told, _ in batch])
            for (_, answer), outcome in zip(batch, outcomes, strict=True):
                if not answer.done():
                    answer.set_result(outcome)
        self._working = None

    async def _carried_out(self, batch: list[Instruction]) -> list[Outcome]:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._worker, self._shop.execute, batch)
        except Exception as trouble:  # noqa: BLE001 - whatever it was, nobody may wait for ever, and it may have been committed
            return [unclear(f"the ledger did not answer: {trouble}")] * len(batch)


def _unavailable() -> OrdersUnavailable:
    return OrdersUnavailable("The order book cannot be read right now. Nothing was granted; try again in a moment.")

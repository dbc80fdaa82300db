"""The sandbox with faults on demand, for demo mode and for tests: its ledger stays true, its answers do not."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from remit.connectors.sandbox import Sandbox
from remit.connectors.shop import Shop
from remit.connectors.tricks import Trick, by_amount
from remit.domain.execution.execution import Instruction, Outcome
from remit.domain.execution.reconciling import Done

Script = Callable[[Instruction], Trick | None]
Ring = Callable[[str], Awaitable[None]]


async def _nobody(_request_id: str) -> None:
    """There is nobody to be told yet."""


class Rehearsal:
    """Plays the trick that the script has for a request, the first time that it is sent; then all goes well."""

    def __init__(self, sandbox: Sandbox, shop: Shop, script: Script = by_amount) -> None:
        self._sandbox = sandbox
        self._shop = shop
        self._script = script
        self._played: set[str] = set()
        self._later: set[asyncio.Task[None]] = set()
        self.name = sandbox.name
        self.card = replace(sandbox.card, fails_late=True)
        self.ring: Ring = _nobody
        """How it tells that something has happened, as a real provider does by an event."""

    def home(self, remedy: str) -> str:
        """As without tricks."""
        return self._sandbox.home(remedy)

    async def execute(self, told: Instruction) -> Outcome:
        """Carry it out, or seem to."""
        trick = None if told.key in self._played else self._script(told)
        if trick is None:
            return await self._sandbox.execute(told)
        self._played.add(told.key)
        done = await self._sandbox.execute(told) if trick.moves else None
        for _ in range(trick.rings):
            self._soon(self._rung(told.request_id))
        if trick.fails_after_s is not None:
            self._soon(self._refused(told, trick.fails_after_s))
        await asyncio.sleep(trick.pause_s)
        return trick.says or done or await self._sandbox.execute(told)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The truth."""
        return await self._sandbox.find(request_id, told)

    async def listed(self) -> list[Done]:
        """The truth."""
        return await self._sandbox.listed()

    async def look(self) -> str:
        """As without tricks."""
        return await self._sandbox.look()

    async def close(self) -> None:
        """What was to come later does not come any more."""
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        await self._sandbox.close()

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _rung(self, request_id: str) -> None:
        await self.ring(request_id)

    async def _refused(self, told: Instruction, after_s: float) -> None:
        await asyncio.sleep(after_s)
        await asyncio.to_thread(self._shop.fail, told.key, "refused_by_bank: the account is closed")
        await self.ring(told.request_id)

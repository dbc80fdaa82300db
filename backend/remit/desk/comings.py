"""Live connections that open, close, or are left alone: what comes while the last ones are written, comes together."""

import asyncio
from collections.abc import Awaitable, Callable

from remit.domain.values import value

OPENED, ATTENDED, LEFT, CLOSED = "opened", "attended", "left", "closed"


@value(frozen=True, slots=True)
class Coming:
    """Something that happened to a connection; `instance` is the process that holds it, where it opened."""

    what: str
    person_id: str
    socket_id: str
    instance: str = ""


class Comings:
    """Nobody waits for a timer: the first is written at once, and whoever came meanwhile is next, all in one go.

    A whole floor that comes at nine, or comes back after a restart, costs a few transactions and not one for each.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Coming, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def note(self, coming: Coming, write: Callable[[list[Coming]], Awaitable[None]]) -> None:
        """Have it written, together with others; done once it is."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.append((coming, done))
        if self._writing is None:
            self._writing = loop.create_task(self._write(write))
        await done

    async def _write(self, write: Callable[[list[Coming]], Awaitable[None]]) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._written(batch, write)
        finally:
            self._writing = None

    async def _written(
        self, batch: list[tuple[Coming, asyncio.Future[None]]], write: Callable[[list[Coming]], Awaitable[None]]
    ) -> None:
        broken: Exception | None = None
        try:
            await write([coming for coming, _ in batch])
        except Exception as failure:  # noqa: BLE001 - it is raised where somebody waits for it
            broken = failure
        for _, done in batch:
            if done.done():
                continue
            if broken is None:
                done.set_result(None)
            else:
                done.set_exception(broken)

"""Live connections that open, close, or are left alone: what comes while the last ones are written, comes together."""

import asyncio
from collections.abc import Awaitable, Callable
from time import thread_time

from remit.domain.values import value

OPENED, ATTENDED, LEFT, CLOSED = "opened", "attended", "left", "closed"
_REST, _LONGEST_REST_S = 3, 0.25
"""So many times the work that writing was, whatever else the machine did meanwhile; but no longer."""


@value(frozen=True, slots=True)
class Coming:
    """Something that happened to a connection; `instance` is the process that holds it, where it opened."""

    what: str
    person_id: str
    socket_id: str
    instance: str = ""


Write = Callable[[list[Coming]], Awaitable[None]]
Waiting = tuple[Coming, asyncio.Future[None], Write]
"""What came, who waits for its being written, and how it is."""


class Comings:
    """The first is written at once; whoever came meanwhile, and in the rest that follows, is next, all in one go.

    A whole floor that comes at nine, or comes back after a restart, costs a few transactions and not one for each. As
    writing takes at most a quarter of the time, there is time to let in many who are written together.
    """

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def note(self, coming: Coming, write: Write) -> None:
        """Have it written, together with others; done once it is."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.append((coming, done, write))
        if self._writing is None:
            self._writing = loop.create_task(self._write())
        await done

    async def _write(self) -> None:
        try:
            while self._waiting:
                begun_at = thread_time()
                batch, self._waiting = self._waiting, []
                await self._written(batch)
                await asyncio.sleep(min(_REST * (thread_time() - begun_at), _LONGEST_REST_S))
        finally:
            self._writing = None

    async def _written(self, batch: list[Waiting]) -> None:
        broken: Exception | None = None
        try:
            _, _, write = batch[-1]
            await write([coming for coming, _, _ in batch])
        except Exception as failure:  # noqa: BLE001 - it is raised where somebody waits for it
            broken = failure
        for _, done, _ in batch:
            if done.done():
                continue
            if broken is None:
                done.set_result(None)
            else:
                done.set_exception(broken)

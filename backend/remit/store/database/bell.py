"""The bell between processes: PostgreSQL's NOTIFY, rung after commit by one connection of its own, and coalesced.

A hint, no more: whoever hears it reads the record. Whoever does not, polls.
"""

import asyncio
import logging
from collections.abc import Callable

import asyncpg

_CHANNEL = "remit_events"
_AGAIN_S = 1.0

log = logging.getLogger("remit.bell")


class Bell:
    """Inside the deciding transaction a NOTIFY takes a lock of the whole server, and halves the throughput."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._rung = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self, heard: Callable[[], None]) -> None:
        """Listen, and be ready to ring."""
        self._task = asyncio.get_running_loop().create_task(self._for_ever(heard))

    def ring(self) -> None:
        """Tell the other processes that there is something new. However often before the next turn, once."""
        self._rung.set()

    async def stop(self) -> None:
        """Fall silent."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _for_ever(self, heard: Callable[[], None]) -> None:
        while True:
            try:
                await self._relay(heard)
            except Exception as broken:  # noqa: BLE001 - cut within a NOTIFY, the driver stumbles over its own state
                log.warning("the bell is broken, everybody polls meanwhile: %s", broken)
            await asyncio.sleep(_AGAIN_S)

    async def _relay(self, heard: Callable[[], None]) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.add_listener(_CHANNEL, _of_others(connection.get_server_pid(), heard))
            while not connection.is_closed():
                try:
                    async with asyncio.timeout(_AGAIN_S):  # wait_for() would swallow a stop that comes with a ring
                        await self._rung.wait()
                except TimeoutError:
                    continue
                self._rung.clear()
                await connection.execute(f"NOTIFY {_CHANNEL}")
        finally:
            await connection.close(timeout=_AGAIN_S)


def _of_others(own: int, heard: Callable[[], None]) -> Callable[..., None]:
    """What this process has done it knows already: its own ring would have everything read twice."""

    def hear(_connection: object, by: int, *_said: object) -> None:
        if by != own:
            heard()

    return hear

"""Work that runs beside the server in every process: it looks, rests and looks again, and outlives what goes wrong."""

import asyncio
import logging
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import ClassVar

from remit.domain.refusal import Refusal

log = logging.getLogger("remit.beside")


class Beside(ABC):
    """Begun with the server, ended with it. Rests are in seconds."""

    before_first_look: ClassVar[float] = 0.0
    after_trouble: ClassVar[float] = 1.0

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.get_running_loop().create_task(self._for_ever())

    async def stop(self) -> None:
        """End, in the midst of a look or a rest."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @abstractmethod
    async def look(self) -> float:
        """Do what there is to do; for how long to rest then."""

    async def _for_ever(self) -> None:
        await asyncio.sleep(self.before_first_look)
        while True:
            rest = self.after_trouble
            try:
                rest = await self.look()
            except Refusal as refusal:
                log.warning("the %s has to wait: %s", type(self).__name__, refusal.detail)
            except Exception:
                log.exception("the %s stumbled; it goes on", type(self).__name__)
            await asyncio.sleep(rest)


async def rung(bell: asyncio.Event, within: float) -> None:
    """Until the bell rings, or for so many seconds; then it can ring anew."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):  # wait_for() would swallow a word to stop that comes with the bell
            await bell.wait()
    bell.clear()

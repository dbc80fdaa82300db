"""Long looks at the limits, under way or just over: whoever asks for the same joins."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass, field
from typing import Any

from remit.authority.lint.findings import Finding
from remit.authority.lint.known import Known

Found = tuple[Finding, ...]
_FRESH_S, _MOST = 60, 32
"""What was found is told again for so long (a rule may end meanwhile), of so many versions and drafts."""


@dataclass(slots=True)
class Looks:
    """They take turns, as the next finds most of it `known`."""

    known: Known = field(default_factory=Known)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _tasks: dict[Hashable, asyncio.Task[Found]] = field(default_factory=dict)

    def begun(self, asked: Hashable, look: Callable[[], Coroutine[Any, Any, Found]]) -> asyncio.Task[Found]:
        """The look that was asked for, begun now unless it is under way or was over just now."""
        task = self._tasks.get(asked)
        if task is None:
            task = self._tasks[asked] = asyncio.create_task(look())
            task.add_done_callback(lambda done: self._forget(asked, done))
        return task

    def _forget(self, asked: Hashable, done: asyncio.Task[Found]) -> None:
        failed = done.cancelled() or done.exception() is not None
        wait = 0 if failed or len(self._tasks) > _MOST else _FRESH_S
        asyncio.get_running_loop().call_later(wait, self._tasks.pop, asked, None)

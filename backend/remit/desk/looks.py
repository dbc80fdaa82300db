"""Long looks at the limits, under way or just over: whoever asks for the same joins."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from remit import clock
from remit.authority.lint.findings import Finding
from remit.authority.lint.known import Known

Found = tuple[Finding, ...]
T = TypeVar("T")
_FRESH_S, _MOST = 60, 32
"""What was found is told again for so long (a rule may end meanwhile), of so many versions and drafts."""


@dataclass(slots=True)
class Far:
    """How far a look has come, for whoever waits for it. `total` None: it has not begun."""

    asked_at: datetime
    complete: int = 0
    total: int | None = None


@dataclass(slots=True)
class Looks:
    """They take turns, as the next finds most of it `known`."""

    known: Known = field(default_factory=Known)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    replays: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Backtests take turns of their own."""
    _tasks: dict[Hashable, asyncio.Task[Any]] = field(default_factory=dict)
    _far: dict[Hashable, Far] = field(default_factory=dict)

    def far(self, asked: Hashable) -> Far:
        """How far that look has come, told by itself."""
        return self._far.setdefault(asked, Far(clock.now()))

    def begun(self, asked: Hashable, look: Callable[[], Coroutine[Any, Any, T]]) -> asyncio.Task[T]:
        """The look that was asked for, begun now unless it is under way or was over just now."""
        task: asyncio.Task[T] | None = self._tasks.get(asked)
        if task is None:
            task = self._tasks[asked] = asyncio.create_task(look())
            task.add_done_callback(lambda done: self._forget(asked, done))
        return task

    def _forget(self, asked: Hashable, done: asyncio.Task[T]) -> None:
        failed = done.cancelled() or done.exception() is not None
        wait = 0 if failed or len(self._tasks) > _MOST else _FRESH_S
        asyncio.get_running_loop().call_later(wait, self._let_go, asked)

    def _let_go(self, asked: Hashable) -> None:
        self._tasks.pop(asked, None)
        self._far.pop(asked, None)

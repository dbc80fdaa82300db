"""Answers that need not be found again, as many as there is room for."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")
_MOST = 16_384


@dataclass(slots=True)
class Recent(Generic[V]):
    """Answers by what they follow from. It begins anew when it has grown too large: what matters is asked again."""

    most: int = _MOST
    known: dict[Hashable, V] = field(default_factory=dict)

    def or_ask(self, key: Hashable, ask: Callable[[], V]) -> V:
        """The answer that is remembered, or else the one to remember."""
        known = self.known
        if key in known:
            return known[key]
        if len(known) >= self.most:
            # Another dict, because a thread may be reading from this one.
            known = self.known = {}
        answer = known[key] = ask()
        return answer

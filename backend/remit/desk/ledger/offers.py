"""How many cards everybody has, as of this batch: read only where somebody is chosen."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from remit.domain.requests.request import Request, has_it


@dataclass(slots=True)
class Offers:
    """What is in the database, and what this batch has moved."""

    read: Callable[[], Mapping[str, int]]
    _moved: Counter[str] = field(default_factory=Counter)
    _load: Counter[str] | None = None

    def enter(self, old: Request | None, new: Request) -> None:
        """A request as it was in the books, and as it becomes."""
        for person in has_it(old) if old else ():
            self._move(person, -1)
        for person in has_it(new):
            self._move(person, 1)

    def load(self) -> Mapping[str, int]:
        """Open cards by person."""
        if self._load is None:
            self._load = Counter(self.read())
            self._load.update(self._moved)
        return self._load

    def _move(self, person: str, by: int) -> None:
        counted = self._moved if self._load is None else self._load
        counted[person] += by

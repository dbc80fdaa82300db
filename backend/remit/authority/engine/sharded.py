"""A large immutable mapping whose changed copies cost a fraction of its size."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")
_SHARDS = 512


class Sharded(Mapping[str, V]):
    """Text to value, in 512 dicts: a change copies those it touches and shares the rest. Iterates in key order."""

    __slots__ = ("_shards", "_size")

    def __init__(self, shards: tuple[dict[str, V], ...] = ({},) * _SHARDS) -> None:
        self._shards = shards
        self._size = sum(map(len, shards))

    def with_changes(self, added: Mapping[str, V], removed: Iterable[str]) -> "Sharded[V]":
        """The mapping without `removed`, with `added`."""
        fresh: dict[int, dict[str, V]] = {}
        for key in removed:
            self._own(fresh, key).pop(key, None)
        for key, value in added.items():
            self._own(fresh, key)[key] = value
        shards = list(self._shards)
        for place, shard in fresh.items():
            shards[place] = shard
        return Sharded(tuple(shards))

    def _own(self, fresh: dict[int, dict[str, V]], key: str) -> dict[str, V]:
        place = hash(key) % _SHARDS
        if place not in fresh:
            fresh[place] = dict(self._shards[place])
        return fresh[place]

    def __getitem__(self, key: str) -> V:
        return self._shards[hash(key) % _SHARDS][key]

    def __iter__(self) -> Iterator[str]:
        # In key order, so that no listing depends on the process's hash seed.
        return iter(sorted(key for shard in self._shards for key in shard))

    def __len__(self) -> int:
        return self._size

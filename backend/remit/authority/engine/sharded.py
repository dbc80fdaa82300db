"""A large immutable mapping whose changed copies cost a fraction of its size."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
D = TypeVar("D")
_SHARDS = 512
_LARGE = 1024


class Sharded(Mapping[K, V]):
    """Key to value, in 512 dicts: a change copies those it touches and shares the rest. Iterates in key order."""

    __slots__ = ("_shards", "_size")

    def __init__(self, shards: tuple[dict[K, V], ...] = ({},) * _SHARDS, size: int = 0) -> None:
        self._shards = shards
        self._size = size

    def with_changes(self, added: Mapping[K, V], removed: Iterable[K]) -> "Sharded[K, V]":
        """The mapping without `removed`, with `added`."""
        fresh: dict[int, dict[K, V]] = {}
        for key in removed:
            self._own(fresh, key).pop(key, None)
        for key, value in added.items():
            self._own(fresh, key)[key] = value
        shards, size = list(self._shards), self._size
        for place, shard in fresh.items():
            size += len(shard) - len(shards[place])
            shards[place] = shard
        return Sharded(tuple(shards), size)

    def apart_from(self, other: "Sharded[K, V]") -> set[K]:
        """The keys at which they may differ: those of the shards that they do not share."""
        pairs = [(one, two) for one, two in zip(self._shards, other._shards, strict=True) if one is not two]  # noqa: SLF001 - its own kind
        return {key for pair in pairs for shard in pair for key in shard}

    def get(self, key: K, default: D | None = None) -> V | D | None:  # type: ignore[override]  # keys are K only
        """The value, or the default. Defined here, as `in` is, because Mapping's own goes by way of an exception."""
        return self._shards[hash(key) % _SHARDS].get(key, default)

    def _own(self, fresh: dict[int, dict[K, V]], key: K) -> dict[K, V]:
        place = hash(key) % _SHARDS
        if place not in fresh:
            fresh[place] = dict(self._shards[place])
        return fresh[place]

    def __contains__(self, key: object) -> bool:
        return key in self._shards[hash(key) % _SHARDS]

    def __getitem__(self, key: K) -> V:
        return self._shards[hash(key) % _SHARDS][key]

    def __iter__(self) -> Iterator[K]:
        # In key order, so that no listing depends on the process's hash seed.
        return iter(sorted(key for shard in self._shards for key in shard))  # type: ignore[type-var]

    def __len__(self) -> int:
        return self._size


def changed(held: Mapping[K, V], added: Mapping[K, V], removed: Iterable[K]) -> Mapping[K, V]:
    """The mapping without `removed`, with `added`: a plain dict while it is small, sharded once it is large."""
    if isinstance(held, Sharded):
        return held.with_changes(added, removed)
    made = dict(held)
    for key in removed:
        made.pop(key, None)
    made.update(added)
    return made if len(made) <= _LARGE else Sharded[K, V]().with_changes(made, ())

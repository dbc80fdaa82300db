"""Verifying: walk the record from its first entry, and compare with every checkpoint on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from remit.domain.record.chain import START, Written, linked
from remit.domain.values import value

Kind = Literal["missing", "changed", "rewritten", "cut", "forged", "contradicted"]
MISSING: Kind = "missing"
CHANGED: Kind = "changed"
REWRITTEN: Kind = "rewritten"
CUT: Kind = "cut"
FORGED: Kind = "forged"
CONTRADICTED: Kind = "contradicted"
INSIDE, OUTSIDE = "inside", "outside"
"""Where a checkpoint was kept: in the database itself, or where its owner cannot write."""


@value(frozen=True, slots=True)
class Mark:
    """What the record's hash has to be at `seq`, and who says so."""

    seq: int
    hash: bytes
    kept: str = INSIDE


@value(frozen=True, slots=True)
class Flaw:
    """Something that cannot be if nobody touched the record; it lies between these entries."""

    kind: Kind
    first: int
    last: int
    sentence: str


@dataclass(slots=True)
class Walk:
    """How far the walk has come. Begin at the start, or behind an entry whose hash is known."""

    marks: dict[int, list[Mark]]
    reached: int = 0
    head: bytes = START
    flaws: list[Flaw] = field(default_factory=list)
    compared: int = 0
    """Checkpoints met on the way."""
    point: int = 0
    """The last of those that the database keeps."""
    _sound: int = 0
    _vouched: int = 0

    def __post_init__(self) -> None:
        self._sound = self._vouched = self.reached

    def take(self, entries: Iterable[Written]) -> None:
        """Go on over these, which are in the order of their numbers."""
        for one in entries:
            if one.seq != self.reached + 1:
                self._gap(one.seq)
            self.head, self.reached = linked(self.head, one), one.seq
            for mark in self.marks.get(one.seq, ()):
                self._compare(mark)

    def end(self, last: int) -> None:
        """The database says that `last` is the last entry; checkpoints may know of more."""
        known = max((last, *self.marks))
        if known > self.reached:
            first = self.reached + 1
            said = f"The record ends at {self.reached}, and once had come to {known}: what came after was taken away."
            self.flaws.append(Flaw(CUT, first, known, said))

    def _gap(self, found: int) -> None:
        first, last = self.reached + 1, found - 1
        self.flaws.append(Flaw(MISSING, first, last, f"{_entries(first, last)} missing: they were taken away."))

    def _compare(self, mark: Mark) -> None:
        self.compared += 1
        if mark.kept == OUTSIDE:
            self._compare_with_elsewhere(mark)
            return
        first, self.point, self._sound = self._sound + 1, mark.seq, mark.seq
        if mark.hash != self.head:
            said = f"Among the entries {first} to {mark.seq} something was changed, added or taken away."
            self.flaws.append(Flaw(CHANGED, first, mark.seq, said))
            # What comes after is judged by itself: it was linked to what the checkpoint has seen.
            self.head = mark.hash

    def _compare_with_elsewhere(self, mark: Mark) -> None:
        first, self._vouched = self._vouched + 1, mark.seq
        if mark.hash != self.head:
            said = f"A checkpoint kept elsewhere says otherwise of the entries up to {mark.seq}: they were rewritten."
            self.flaws.append(Flaw(REWRITTEN, first, mark.seq, said))


def _entries(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"

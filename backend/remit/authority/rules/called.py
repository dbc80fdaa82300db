"""Subjects by what people call them: a word finds those of fifty thousand that have it in their name."""

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from remit.domain.people import Directory
from remit.domain.policy.questions import Tier
from remit.domain.values import value

_PERSON = "user:"
_MANY = 1000
"""From so many on they are kept."""


@value(frozen=True, slots=True)
class Called:
    """What everybody is called: people by their name, tiers by their title."""

    tiers: tuple[Tier, ...]
    people: Directory

    def name(self, subject: str) -> str:
        """What people call a subject; the rest of one that nobody knows."""
        person = self.people.get(subject.removeprefix(_PERSON))
        if person is not None:
            return person.name
        titles = {f"tier:{tier.name}": tier.title for tier in self.tiers}
        return titles.get(subject, subject.partition(":")[2])

    def meeting(self, word: str, subjects: AbstractSet[str]) -> AbstractSet[str]:
        """Those of the subjects that have the word, in small letters, in their name or in how rules know them."""
        return self._lines(subjects).having(word)

    def _lines(self, subjects: AbstractSet[str]) -> "_Lines":
        """Those of the last search are kept where they are of the same: who searches, searches again."""
        known = _last.get("lines")
        same = known is not None and known[0] is subjects and known[2] == self.tiers
        if known is not None and same and not _renamed(known[1], self.people):
            return known[3]
        names = list(subjects)
        people = map(self.people.people.get, [one.removeprefix(_PERSON) for one in names])
        called = [person.name if person else self.name(one) for one, person in zip(names, people, strict=True)]
        lines = _Lines(names, [f"{name} {one}".casefold() for one, name in zip(names, called, strict=True)])
        if len(subjects) >= _MANY:
            _last["lines"] = subjects, self.people, self.tiers, lines
        return lines


def _renamed(before: Directory, after: Directory) -> bool:
    """Whether somebody came, went or has another name: whoever has not changed is the same object."""
    if before.people is after.people:
        return False
    then, now = before.people, after.people
    moved = ((then.get(one), person) for one, person in now.items() if then.get(one) is not person)
    return len(then) != len(now) or any(was is None or was.name != person.name for was, person in moved)


class _Lines:
    """Texts to look for words in, all at once: to look in fifty thousand one by one takes long."""

    def __init__(self, names: Sequence[str], texts: Sequence[str]) -> None:
        self._names = names
        # A word has no blank in it, so none is found from one line into the next.
        self._text = "\n".join(texts)
        self._ends = [ends + line for line, ends in enumerate(accumulate(map(len, texts)), 1)]

    def having(self, word: str) -> set[str]:
        """The names of those lines that have the word."""
        found, at = set[str](), self._text.find(word)
        while at >= 0:
            line = bisect_right(self._ends, at)
            found.add(self._names[line])
            at = self._text.find(word, self._ends[line])
        return found


_last: dict[str, tuple[AbstractSet[str], Directory, tuple[Tier, ...], _Lines]] = {}

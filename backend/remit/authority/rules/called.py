"""Subjects by what people call them: a word finds those of fifty thousand that have it in their name."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from remit.domain.people import Directory, Person
from remit.domain.policy.questions import Tier
from remit.domain.values import value

_PERSON = "user:"


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
        if len(subjects) < len(self.people.people):
            return {one for one in subjects if word in self._text(one)}
        named = _texts(self.people.people)
        people = {one for one, text in named.items() if word in text}
        rest = {one for one in subjects if one not in named and word in self._text(one)}
        return rest | (people & subjects)

    def _text(self, subject: str) -> str:
        return f"{self.name(subject)} {subject}".casefold()


def _texts(people: Mapping[str, Person]) -> Mapping[str, str]:
    """In which words are looked for, by subject. Those of the last people are kept: who searches, searches again."""
    known = _last.get("people")
    if known is None or known[0] is not people:
        known = _last["people"] = people, dict(_told(people))
    return known[1]


def _told(people: Mapping[str, Person]) -> Iterator[tuple[str, str]]:
    for person in people.values():
        subject = f"{_PERSON}{person.id}"
        yield subject, f"{person.name} {subject}".casefold()


_last: dict[str, tuple[Mapping[str, Person], Mapping[str, str]]] = {}

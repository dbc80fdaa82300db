"""Who works here: persons, their tier on the ladder, their team; and the directory that answers for all of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

APPROVER = "approver"
SEES_ALL = frozenset({"ops", "coach", "auditor"})
"""Roles that read every request."""


@dataclass(frozen=True, slots=True)
class Person:
    """One account. `tier` and `team` are names, or None for people without authority over money (ops, auditors …)."""

    id: str
    name: str
    email: str
    roles: frozenset[str]
    tier: str | None
    team: str | None
    active: bool = True
    chosen_presence: str = "available"

    @property
    def subject(self) -> str:
        """The person as a policy subject: `user:usr_…`."""
        return f"user:{self.id}"


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody, at one revision. Immutable: a change makes a new one."""

    revision: int = 0
    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[tuple[str | None, str | None], tuple[str, ...]] = field(default_factory=dict)
    """Active people by (tier, team)."""

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people.values())

    def get(self, person_id: str) -> Person | None:
        """The person, or None where there is no such account."""
        return self.people.get(person_id)

    def with_people(self, revision: int, changed: Iterable[Person]) -> "Directory":
        """The directory after these people were added or changed."""
        return directory(revision, {**self.people, **{person.id: person for person in changed}}.values())


def directory(revision: int, people: Iterable[Person]) -> Directory:
    """A directory of these people, grouped for the search for approvers."""
    everyone = {person.id: person for person in people}
    groups: dict[tuple[str | None, str | None], list[str]] = {}
    for person in everyone.values():
        if person.active:
            groups.setdefault((person.tier, person.team), []).append(person.id)
    return Directory(revision, everyone, {key: tuple(ids) for key, ids in groups.items()})

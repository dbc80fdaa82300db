"""Who could approve, found without asking everybody: one of each kind of people, and those with rows of their own."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from remit.authority.engine.index import Index, Trade, bound
from remit.authority.engine.members import Members, linked
from remit.authority.engine.traits import NOTHING, Asked, Trait
from remit.authority.rules.rule import ALLOW, ANY, APPROVE
from remit.domain.people import Directory, Person, Rung, tier_at
from remit.domain.policy.questions import Question

Group = tuple[Rung, str | None, Trait | None]
"""A rung, a team where the team has rows of its own, and what the rules ask about people themselves."""
_ENOUGH = 2
"""People who stand for a kind: whoever asks does not count, so one more than one."""


@dataclass(slots=True)
class Crowd:
    """The active people, as the rows for one remedy and currency can tell them apart. Made once a snapshot."""

    index: Index
    people: Directory
    trade: Trade
    at: datetime | None = None
    """Who holds what changes with time: it is so from then until just before `until`."""
    until: datetime | None = None
    plain: dict[Rung, dict[Group, list[Person]]] = field(default_factory=dict)
    """By rung and group: people without rows of their own, as many as it takes."""
    lone: dict[Group, list[Person]] = field(default_factory=dict)
    """By group: people with rows of their own."""
    granted: dict[Rung, list[tuple[float, str, Person]]] = field(default_factory=dict)
    """By rung: what people and teams are granted of their own (limit, brand, whom), the most first."""

    def __post_init__(self) -> None:
        for person in map(self.people.get, self._singled_out()):
            if person is not None and person.active:
                self.lone.setdefault(self._group(person), []).append(person)
                self._note_grants(person.subject, [person])
        for (rung, team), ids in self.people.groups.items():
            for group, alike in self._told_apart(ids).items():
                found = self.plain.setdefault(rung, {}).setdefault(group, [])
                found += self._without_rows(alike, _ENOUGH - len(found))
                if group[1] is not None:
                    self._note_grants(f"team:{team}", [*found, *self.lone.get(group, ())])
        for grants in self.granted.values():
            grants.sort(key=lambda grant: -grant[0])

    def covers(self, at: datetime | None) -> bool:
        """Whether people are at this moment as they were found."""
        if not self._asked.whens:
            return True
        if at is None or self.at is None:
            return at is self.at
        return self.at <= at and (self.until is None or at < self.until)

    def hopefuls(self, question: Question, members: Members) -> Iterator[tuple[str | None, Iterator[Person]]]:
        """By tier, people of whom one can approve if any of that tier can: whom no grant reaches is left out."""
        chains = {rung: members.tiers(tier_at(rung, question.brand)) for rung in self.plain}
        whole = linked("", (), tuple(dict.fromkeys(subject for chain in chains.values() for subject in chain)))
        granted = {row[0] for row in self.index.candidates(whole, question) if row[7] == ALLOW}
        for rung, chain in chains.items():
            by_tier = not granted.isdisjoint(chain)
            yield tier_at(rung, question.brand), self._on_rung(rung, question, by_tier=by_tier)

    def _on_rung(self, rung: Rung, question: Question, *, by_tier: bool) -> Iterator[Person]:
        if by_tier:
            for group, found in self.plain.get(rung, {}).items():
                yield from found
                if len(found) < _ENOUGH:
                    yield from self.lone.get(group, ())
        for limit, brand, person in self.granted.get(rung, ()):
            if limit < question.amount:
                return
            if brand in (question.brand, ANY):
                yield person

    def _singled_out(self) -> Iterator[str]:
        subjects: Mapping[str, None] = self.index.singled.get(self.trade, {})
        return (subject.removeprefix("user:") for subject in subjects if subject.startswith("user:"))

    def _group(self, person: Person) -> Group:
        ruled = f"team:{person.team}" in self.index.singled.get(self.trade, {})
        return person.rung, person.team if ruled else None, self._asked.trait(person, self.at)

    @property
    def _asked(self) -> Asked:
        return self.index.asked.get(self.trade, NOTHING)

    def _told_apart(self, ids: tuple[str, ...]) -> Mapping[Group, Sequence[str]]:
        """People of one tier and team, as the rules can tell them apart now, and until when that is so."""
        if self.at is None or not self._asked.whens:
            return {self._group(self.people.people[ids[0]]): ids}
        found: dict[Group, list[str]] = {}
        for one in ids:
            person = self.people.people[one]
            found.setdefault(self._group(person), []).append(one)
            self.until = min(
                [*([self.until] if self.until else []), *self._asked.changes(person, self.at)], default=None
            )
        return found

    def _without_rows(self, ids: Sequence[str], most: int) -> list[Person]:
        singled, found = self.index.singled.get(self.trade, {}), list[Person]()
        for one in ids:
            if len(found) >= most:
                break
            if f"user:{one}" not in singled:
                found.append(self.people.people[one])
        return found

    def _note_grants(self, subject: str, whom: list[Person]) -> None:
        for (brand, mode, effect), rows in self.index.shelf(self.trade, subject).items():
            if mode == APPROVE and effect == ALLOW:
                most = max(map(bound, rows))
                for person in whom:
                    self.granted.setdefault(person.rung, []).append((most, brand, person))


def kind(index: Index, person: Person, trade: Trade, at: datetime | None = None) -> Hashable:
    """People of one kind get the same answers about approving."""
    singled = index.singled.get(trade, {})
    team = person.team if f"team:{person.team}" in singled else None
    trait = index.asked.get(trade, NOTHING).trait(person, at)
    return person.rung, team, person.id if person.subject in singled else None, trait

"""The people, as the rules of a matter can tell them apart, and how far each kind of them gets there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from remit.authority.lint.matters import Matter
from remit.authority.lint.place import Place
from remit.authority.lint.search import Formula, either, every
from remit.authority.permits import permits
from remit.authority.rules.rule import APPROVE, AUTO, REVIEW
from remit.authority.snapshot import Snapshot
from remit.domain.people import Person, Rung, tier_at
from remit.domain.values import value

_Group = tuple[Rung, str | None, bool]


@value(frozen=True, slots=True, eq=False)
class Kind:
    """One of a kind of person: whether there are more, and whether they may ask for remedies."""

    person: Person
    many: bool
    asks: bool
    auto: Place
    review: Place
    approves: Place
    _known: dict[tuple[bool, int], Formula] = field(default_factory=dict, repr=False)

    @property
    def alone_low(self) -> int:
        """So far they get alone in every situation."""
        return max(self.auto.low, self.review.low)

    @property
    def alone_high(self) -> int:
        """Further they get alone in none."""
        return max(self.auto.high, self.review.high)

    def alone(self, amount: int) -> Formula:
        """They may give this much alone."""
        if amount <= self.alone_low or amount > self.alone_high:
            return amount <= self.alone_low
        if (True, amount) not in self._known:
            self._known[True, amount] = either((self.auto.at_least(amount), self.review.at_least(amount)))
        return self._known[True, amount]

    def not_alone(self, amount: int) -> Formula:
        """They may not."""
        if amount <= self.alone_low or amount > self.alone_high:
            return amount > self.alone_low
        if (False, amount) not in self._known:
            self._known[False, amount] = every((self.auto.below(amount), self.review.below(amount)))
        return self._known[False, amount]


@dataclass(slots=True)
class Crowd:
    """Active people by rung, team and whether they may ask for remedies; counted once for all matters."""

    authority: Snapshot
    groups: dict[bool, dict[_Group, list[str]]] = field(default_factory=lambda: {False: {}, True: {}})
    """With the teams told apart, and without: rules about teams are rare, and there may be a thousand."""
    group_of: dict[bool, dict[str, _Group]] = field(default_factory=lambda: {False: {}, True: {}})

    def __post_init__(self) -> None:
        people = self.authority.people
        for (rung, team), ids in people.groups.items():
            for one in ids:
                asks = _asks(people.people[one])
                for teams, group in ((True, (rung, team, asks)), (False, (rung, None, asks))):
                    self.groups[teams].setdefault(group, []).append(one)
                    self.group_of[teams][one] = group

    def kinds(self, matter: Matter) -> list[Kind]:
        """Everybody, as the rules of this matter can tell them apart."""
        return [_kind(matter, person, count > 1) for person, count in self._told_apart(matter)]

    def _told_apart(self, matter: Matter) -> Iterator[tuple[Person, int]]:
        people, subjects = self.authority.people.people, {rule.subject for rule in matter.rules}
        teams = any(subject.startswith("team:") for subject in subjects)
        plain: dict[_Group, tuple[str, int]] = {}
        singled = [subject.removeprefix("user:") for subject in subjects if subject.startswith("user:")]
        taken = Counter(self.group_of[teams][one] for one in singled if one in self.group_of[teams])
        for (rung, team, asks), ids in self.groups[teams].items():
            left = len(ids) - taken[rung, team, asks]
            if left:
                key = (tier_at(rung, matter.brand), team if f"team:{team}" in subjects else None, asks)
                first, count = plain.get(key) or (next(one for one in ids if f"user:{one}" not in subjects), 0)
                plain[key] = (first, count + left)
        for first, count in plain.values():
            yield people[first], count
        for one in sorted(singled):
            person = people.get(one)
            if person is not None and person.active:
                yield person, 1


def _kind(matter: Matter, person: Person, many: bool) -> Kind:
    auto, review, approves = (matter.place(person.subject, mode) for mode in (AUTO, REVIEW, APPROVE))
    return Kind(person, many, _asks(person), auto, review, approves)


def _asks(person: Person) -> bool:
    return "requests.create" in permits(person.roles)

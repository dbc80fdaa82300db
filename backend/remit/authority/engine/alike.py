"""Whom nothing tells apart: no limit, no budget and no delegation, whatever is asked. One of them answers for all."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from remit.authority.engine.index import Index, Trade
from remit.authority.engine.traits import Asked
from remit.domain.delegations import Delegation
from remit.domain.people import Directory, Person


class Alike:
    """People as one snapshot tells them apart. Rather one kind too many: people of one kind never differ."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Person, int]] = {}
        """By id, as the person was: a command may have changed them a moment ago."""
        self._kinds: dict[Hashable, int] = {}
        """Numbered, because numbers are looked up the quickest."""
        self._alone: frozenset[str] | None = None
        self._by_days_here = False
        self._crowds: tuple[Sequence[Person], ...] | None = None

    def kind(self, person: Person, index: Index, budgeted: Collection[str], lent: Collection[Delegation]) -> int:
        """Of somebody of the snapshot. People of one kind may approve the same."""
        known = self._known.get(person.id)
        if known is None or known[0] is not person:
            told = self._told_apart(person, self._told_by(index, budgeted, lent))
            known = self._known[person.id] = person, self._kinds.setdefault(told, len(self._kinds))
        return known[1]

    def crowds(self, people: Directory, index: Index, budgeted: Collection[str]) -> Sequence[Sequence[Person]]:
        """Everybody active, those together who are of one kind, one tier and one team."""
        if self._crowds is None:
            alone = self._told_by(index, budgeted, people.register.delegations)
            named = frozenset(one.removeprefix("user:") for one in alone)
            lots = (self._lots(map(people.people.__getitem__, ids), named) for ids in people.groups.values())
            self._crowds = tuple(lot for each in lots for lot in each)
        return self._crowds

    def _lots(self, people: Iterable[Person], named: Collection[str]) -> Iterator[Sequence[Person]]:
        """Of one tier and team. Most have nothing that could tell them apart, and that is seen without a key each."""
        plain: list[Person] = []
        others: dict[Hashable, list[Person]] = {}
        for one in people:
            if one.held or one.id in named or (self._by_days_here and one.since is not None):
                since = one.since if self._by_days_here else None
                others.setdefault((one.held, since, one.id if one.id in named else None), []).append(one)
            else:
                plain.append(one)
        return filter(None, (plain, *others.values()))

    def _told_by(self, index: Index, budgeted: Collection[str], lent: Collection[Delegation]) -> frozenset[str]:
        if self._alone is None:
            self._by_days_here = _by_days_here(index.asked)
            self._alone = _alone(index.singled, budgeted, lent)
        return self._alone

    def _told_apart(self, person: Person, alone: Collection[str]) -> Hashable:
        team = person.team if f"team:{person.team}" in alone else None
        since = person.since if self._by_days_here else None
        return person.active, person.rung, team, person.held, since, person.id if person.subject in alone else None


def _alone(
    singled: Mapping[Trade, Mapping[str, None]], budgeted: Collection[str], lent: Collection[Delegation]
) -> frozenset[str]:
    """Subjects of whom limits about approving, budgets or delegations speak by themselves, in whatever matter."""
    lending = {f"user:{one}" for lends in lent for one in (lends.lender, lends.to)}
    return frozenset().union(lending, budgeted, *singled.values())


def _by_days_here(asked: Mapping[Trade, Asked]) -> bool:
    return any(one.days for one in asked.values())

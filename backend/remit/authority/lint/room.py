"""Everybody in one matter: who may act alone and who may approve, and what bounds alone tell without a search."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field
from functools import cached_property
from heapq import nlargest, nsmallest

from remit.authority.lint.crowd import Kind
from remit.authority.lint.matters import Matter
from remit.authority.lint.place import Place
from remit.authority.lint.search import Formula, either, every
from remit.authority.rules.rule import APPROVE, AUTO, REVIEW
from remit.domain.policy.questions import Facts
from remit.domain.values import value


@value(frozen=True, eq=False)
class Room:
    """The kinds of people in a matter."""

    matter: Matter
    kinds: list[Kind]
    _known: dict[tuple[bool, int], Formula] = field(default_factory=dict, repr=False)
    _said: dict[int, Hashable] = field(default_factory=dict, repr=False)
    """By identity: the kinds hold their places."""

    @cached_property
    def asking(self) -> list[Kind]:
        """Those who may ask for remedies."""
        return [one for one in self.kinds if one.asks]

    @cached_property
    def acting(self) -> list[Kind]:
        """Of those who get equally far alone in every situation, the first: tens of thousands may be a few hundred."""
        return _first(self.asking, self._acts)

    @cached_property
    def approving(self) -> list[Kind]:
        """Of those who get equally far approving, the first."""
        return _first(self.kinds, self._approves)

    @cached_property
    def sure(self) -> int:
        """So much somebody may approve in every situation."""
        return max((one.approves.low for one in self.kinds), default=0)

    @cached_property
    def alone_ends(self) -> list[int]:
        """The amounts up to which somebody who asks may act alone."""
        return sorted({end for one in self.asking for place in (one.auto, one.review) for end in place.amounts})

    def alone(self, one: Kind, facts: Facts) -> int:
        """How far they get alone, as Casbin says."""
        subject = one.person.subject
        return max(self.matter.amount(subject, mode, facts) for mode in (AUTO, REVIEW))

    def approves(self, one: Kind, facts: Facts) -> int:
        """How far they get approving, as Casbin says."""
        return self.matter.amount(one.person.subject, APPROVE, facts)

    def nobody_approves(self, amount: int) -> Formula:
        """Nobody may approve this much."""
        return amount > self.sure and every(one.approves.below(amount) for one in self.approving)

    def somebody_approves(self, amount: int) -> Formula:
        """Somebody may."""
        return amount <= self.sure or either(one.approves.at_least(amount) for one in self.approving)

    def nobody_alone(self, amount: int) -> Formula:
        """Nobody who asks may give this much alone."""
        key = False, amount
        if key not in self._known:
            self._known[key] = every(one.not_alone(amount) for one in self.acting)
        return self._known[key]

    def somebody_alone(self, amount: int) -> Formula:
        """Somebody may."""
        key = True, amount
        if key not in self._known:
            self._known[key] = either(one.alone(amount) for one in self.acting)
        return self._known[key]

    def others_acting(self, approver: Kind) -> list[Kind]:
        """Those who may ask this one: whoever of their kind there are more of may ask another one of it."""
        if approver.many or not approver.asks or self._alike_acting[self._acts(approver)] > 1:
            return self.acting
        return [one for one in self.acting if one is not approver]

    @cached_property
    def _alike_acting(self) -> Counter[Hashable]:
        return Counter(map(self._acts, self.asking))

    @cached_property
    def _alike_approving(self) -> Counter[Hashable]:
        return Counter(map(self._approves, self.kinds))

    def _acts(self, one: Kind) -> Hashable:
        return self._says(one.auto), self._says(one.review)

    def _approves(self, one: Kind) -> Hashable:
        return self._says(one.approves)

    def _says(self, place: Place) -> Hashable:
        """What a place follows from, by whichever rules: its limits, each with its condition as this matter has it."""
        if id(place) not in self._said:
            sides = (frozenset((limit, id(said)) for limit, said, _ in side) for side in (place.grants, place.caps))
            self._said[id(place)] = tuple(sides)
        return self._said[id(place)]

    def perhaps_sole(self) -> Iterator[Kind]:
        """Those of whom it could be that nobody else may approve as much."""
        lows = nlargest(2, self.kinds, key=lambda one: one.approves.low)
        for one in self.asking:
            others = max((other.approves.low for other in lows if other is not one), default=0)
            # Whoever approves as far as somebody else in every situation never approves more than everybody else.
            alike = self._alike_approving[self._approves(one)] > 1
            if not one.many and not alike and one.approves.high > max(others, one.alone_low):
                yield one

    def perhaps_idle(self) -> Iterator[Kind]:
        """Those of whom it could be that everybody else may give alone what they may approve."""
        least = nsmallest(2, self.asking, key=lambda one: one.alone_high)
        for one in self.kinds:
            others = min((other.alone_high for other in least if other is not one or one.many), default=None)
            if one.approves.high and (others is None or others >= max(1, one.approves.low)):
                yield one


def _first(kinds: Iterable[Kind], what: Callable[[Kind], Hashable]) -> list[Kind]:
    found: dict[Hashable, Kind] = {}
    for one in kinds:
        found.setdefault(what(one), one)
    return list(found.values())

"""Everybody in one matter: who may act alone and who may approve, and what bounds alone tell without a search."""

from collections.abc import Iterator
from functools import cached_property
from heapq import nlargest, nsmallest

from remit.authority.lint.crowd import Kind
from remit.authority.lint.matters import Matter
from remit.authority.lint.search import Formula, either, every
from remit.authority.rules.rule import APPROVE, AUTO, REVIEW
from remit.domain.policy.questions import Facts
from remit.domain.values import value


@value(frozen=True, eq=False)
class Room:
    """The kinds of people in a matter."""

    matter: Matter
    kinds: list[Kind]

    @cached_property
    def asking(self) -> list[Kind]:
        """Those who may ask for remedies."""
        return [one for one in self.kinds if one.asks]

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
        return amount > self.sure and every(one.approves.below(amount) for one in self.kinds)

    def somebody_approves(self, amount: int) -> Formula:
        """Somebody may."""
        return amount <= self.sure or either(one.approves.at_least(amount) for one in self.kinds)

    def nobody_alone(self, amount: int) -> Formula:
        """Nobody who asks may give this much alone."""
        return every(one.not_alone(amount) for one in self.asking)

    def somebody_alone(self, amount: int) -> Formula:
        """Somebody may."""
        return either(one.alone(amount) for one in self.asking)

    def perhaps_sole(self) -> Iterator[Kind]:
        """Those of whom it could be that nobody else may approve as much."""
        lows = nlargest(2, self.kinds, key=lambda one: one.approves.low)
        for one in self.asking:
            others = max((other.approves.low for other in lows if other is not one), default=0)
            if not one.many and one.approves.high > max(others, one.alone_low):
                yield one

    def perhaps_idle(self) -> Iterator[Kind]:
        """Those of whom it could be that everybody else may give alone what they may approve."""
        least = nsmallest(2, self.asking, key=lambda one: one.alone_high)
        for one in self.kinds:
            others = min((other.alone_high for other in least if other is not one or one.many), default=None)
            if one.approves.high and (others is None or others >= max(1, one.approves.low)):
                yield one

"""How far one subject gets in one mode, as what has to be so: that it gets at least as far as an amount, or not."""

from collections.abc import Iterable
from dataclasses import field

from remit.authority.engine.index import Row, bound, rule_id
from remit.authority.lint.search import Formula, either, every
from remit.authority.lint.terms import Said, Terms
from remit.authority.rules.rule import ALLOW
from remit.domain.values import value

Limit = tuple[int, Said, str]
"""Amount, condition, rule id."""


@value(frozen=True, slots=True, eq=False)
class Place:
    """The rows of one subject in one mode: it gets as far as its largest grant that holds, but no cap beyond."""

    grants: tuple[Limit, ...]
    caps: tuple[Limit, ...]
    """A cap holds unless its condition is plainly false."""
    low: int
    """So far it gets in every situation."""
    high: int
    """Further it gets in none."""
    _known: dict[tuple[bool, int], Formula] = field(default_factory=dict, repr=False)

    def at_least(self, amount: int) -> Formula:
        """It gets as far as this amount."""
        if amount <= self.low or amount > self.high:
            return amount <= self.low
        key = True, amount
        if key not in self._known:
            some = either(said.true for limit, said, _ in self.grants if limit >= amount)
            self._known[key] = every((some, self.uncapped(amount)))
        return self._known[key]

    def below(self, amount: int) -> Formula:
        """It does not."""
        if amount <= self.low or amount > self.high:
            return amount > self.low
        key = False, amount
        if key not in self._known:
            none = every(said.untrue for limit, said, _ in self.grants if limit >= amount)
            capped = (said.unfalse for limit, said, _ in self.caps if limit < amount)
            self._known[key] = either((none, *capped))
        return self._known[key]

    def uncapped(self, amount: int, without: str = "") -> Formula:
        """No cap, but perhaps that one, ends before this amount."""
        return every(said.false for limit, said, rid in self.caps if limit < amount and rid != without)

    def ungranted(self, amount: int, without: str = "") -> Formula:
        """No grant, but perhaps that one, goes as far as this amount."""
        return every(said.untrue for limit, said, rid in self.grants if limit >= amount and rid != without)

    def granted(self, amount: int) -> Formula:
        """Some grant goes as far as this amount, whatever the caps."""
        return either(said.true for limit, said, _ in self.grants if limit >= amount)

    @property
    def amounts(self) -> set[int]:
        """Where it can end, if it gets anywhere."""
        return {limit for limit, _, _ in (*self.grants, *self.caps) if 0 < limit <= self.high}


def place(rows: Iterable[Row], terms: Terms) -> Place:
    """What these rows say. A limit that is no number grants nothing, and caps all."""
    known = [(int(max(bound(row), 0)), terms.said(row[5]), rule_id(row), row[7]) for row in rows]
    grants = tuple(one[:3] for one in known if one[3] == ALLOW and one[0] > 0 and one[1].true is not False)
    caps = tuple(one[:3] for one in known if one[3] != ALLOW and one[1].unfalse is not False)
    sure = max((limit for limit, said, _ in grants if said.true is True), default=0)
    capped = min((limit for limit, said, _ in caps if said.unfalse is True), default=None)
    most = max((limit for limit, _, _ in grants), default=0)
    low = min((sure, *(limit for limit, _, _ in caps)))
    return Place(grants, caps, low, most if capped is None else min(most, capped))

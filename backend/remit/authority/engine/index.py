"""Which rows could match a question. The index only leaves out rows that cannot; what the rest mean, Casbin says."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from operator import itemgetter
from sys import intern

from remit.authority import functions
from remit.authority.engine.members import Standing
from remit.authority.engine.recent import Recent
from remit.authority.engine.sharded import Sharded, changed
from remit.authority.engine.traits import Asked, asked_after
from remit.authority.rules.rule import ALLOW, ANY, APPROVE, DENY
from remit.domain.policy.questions import Question
from remit.domain.values import value

Row = tuple[str, ...]
"""A Casbin policy row: sub, act, cur, brand, limit, when, mode, eft, rid."""
Trade = tuple[str, str]
"""Remedy and currency."""
Where = tuple[str, str, str]
"""Remedy, currency and subject."""
Place = tuple[str, str, str]
"""Brand, mode and effect."""
Shelf = Mapping[Place, tuple[Row, ...]]

rule_id = itemgetter(8)
_where = itemgetter(1, 2, 0)
_place = itemgetter(3, 6, 7)
_Touched = dict[Where, dict[Place, list[Row]]]


@value(frozen=True, slots=True)
class Index:
    """Rows by remedy, currency and subject, then by place. Immutable: a change copies what it touches."""

    shelves: Mapping[Where, Shelf] = field(default_factory=Sharded[Where, Shelf])
    singled: Mapping[Trade, Mapping[str, None]] = field(default_factory=dict)
    """The people and teams (as subjects) with rows of their own that bear on approving."""
    asked: Mapping[Trade, Asked] = field(default_factory=dict)
    """What conditions ask about people themselves."""
    trades: frozenset[Trade] = frozenset()
    """The remedies and currencies that there have been rows for."""
    _by_tier: Recent[Sequence[Row]] = field(default_factory=Recent, compare=False, repr=False)
    """What was gathered for a ladder: hundreds of people have it in common."""

    def about(self, standing: Standing, question: Question) -> Sequence[Row]:
        """Every row for this subject and place, whatever the amount, by rule id: Casbin names the last grant or the
        first cap, so that the order shows.
        """
        trade = (question.remedy, question.currency)
        key = (standing.tiers, trade, question.brand, question.mode)
        rows = self._by_tier.or_ask(key, lambda: self._gathered(standing.tiers, standing.own, question))
        own = [subject for subject in standing.alone if (*trade, subject) in self.shelves]
        return sorted([*rows, *self._gathered(own, own, question)], key=rule_id) if own else rows

    def _gathered(self, subjects: Iterable[str], capped: Collection[str], question: Question) -> list[Row]:
        brands = {question.brand, ANY}
        grants = [(brand, question.mode, ALLOW) for brand in brands]
        caps = [(brand, mode, DENY) for brand in brands for mode in {question.mode, ANY}]
        found: list[Row] = []
        for subject in subjects:
            shelf = self.shelf((question.remedy, question.currency), subject)
            for place in [*grants, *caps] if subject in capped else grants:
                found += shelf.get(place, ())
        return sorted(found, key=rule_id)

    def candidates(self, standing: Standing, question: Question) -> list[Row]:
        """Those of them that could match."""
        return within(self.about(standing, question), question.amount)

    def of(self, subject: str, trade: Trade) -> Iterator[Row]:
        """Every row for this subject itself, for this remedy and currency."""
        for rows in self.shelf(trade, subject).values():
            yield from rows

    def shelf(self, trade: Trade, subject: str) -> Shelf:
        """The subject's own rows for this remedy and currency, by place."""
        return self.shelves.get((*trade, subject)) or {}

    def with_rows(self, added: Iterable[Iterable[str]], removed: Iterable[Iterable[str]]) -> "Index":
        """The index without `removed` (rows that it holds), with `added`."""
        touched: _Touched = {}
        goes = list(map(tuple, removed))
        # Interned: a hundred thousand rows share a few hundred words.
        comes = [tuple(map(intern, row)) for row in added]
        for gone in goes:
            self._taken(touched, gone).remove(gone)
        for own in comes:
            self._taken(touched, own).append(own)
        shelves = {where: _shelved(self.shelves.get(where) or {}, places) for where, places in touched.items()}
        bare = [where for where, shelf in shelves.items() if not shelf]
        filled = {where: shelf for where, shelf in shelves.items() if shelf}
        asked = asked_after(self.asked, comes, goes)
        trades = self.trades | {(remedy, currency) for remedy, currency, _ in filled}
        return Index(changed(self.shelves, filled, bare), _singled(self.singled, shelves), asked, trades)

    def _taken(self, touched: _Touched, row: Row) -> list[Row]:
        """The rows at this row's place, as far as they have changed."""
        places = touched.setdefault(_where(row), {})
        place = _place(row)
        if place not in places:
            places[place] = list((self.shelves.get(_where(row)) or {}).get(place, ()))
        return places[place]


def bound(row: Row) -> float:
    """The row's limit as its matcher reads it."""
    return functions.num(row[4])


def within(rows: Iterable[Row], amount: int) -> list[Row]:
    """The rows that the amount leaves: a grant below it cannot match, nor can a cap that it keeps to."""
    return [row for row in rows if (amount <= bound(row)) == (row[7] == ALLOW)]


def _shelved(shelf: Shelf, places: Mapping[Place, list[Row]]) -> Shelf:
    empty = [place for place, rows in places.items() if not rows]
    return changed(shelf, {place: tuple(rows) for place, rows in places.items() if rows}, empty)


def _singled(
    singled: Mapping[Trade, Mapping[str, None]], shelves: Mapping[Where, Shelf]
) -> Mapping[Trade, Mapping[str, None]]:
    come: dict[Trade, dict[str, None]] = {}
    go: dict[Trade, list[str]] = {}
    for (remedy, currency, subject), shelf in shelves.items():
        if subject.startswith("tier:"):
            continue
        if any(_bears_on_approving(place) for place in shelf):
            come.setdefault((remedy, currency), {})[subject] = None
        else:
            go.setdefault((remedy, currency), []).append(subject)
    trades = {*come, *go}
    return {**singled, **{one: changed(singled.get(one, {}), come.get(one, {}), go.get(one, ())) for one in trades}}


def _bears_on_approving(place: Place) -> bool:
    _, mode, effect = place
    return mode == APPROVE or (mode == ANY and effect == DENY)

"""Which rows could match a question. The index only leaves out rows that cannot; what the rest mean, Casbin says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from remit.authority.engine.members import Standing
from remit.authority.rules.rule import ALLOW, ANY, APPROVE, DENY
from remit.domain.policy.questions import Question

Row = list[str]
"""A Casbin policy row: sub, act, cur, brand, limit, when, mode, eft, rid."""
Place = tuple[str, str, str]
"""Brand, mode, effect."""
Cells = Mapping[Place, tuple[Row, ...]]
Shelf = Mapping[str, Cells]
"""Cells by subject."""
Trade = tuple[str, str]
"""Remedy and currency."""

rule_id = itemgetter(8)
_trade = itemgetter(1, 2)
_place = itemgetter(3, 6, 7)


@dataclass(frozen=True, slots=True)
class Index:
    """Rows by trade, subject and place. Immutable: a change copies the shelves it touches and shares the others."""

    shelves: Mapping[Trade, Shelf] = field(default_factory=dict)
    personal: Mapping[Trade, frozenset[str]] = field(default_factory=dict)
    """Ids of the people with rows of their own that bear on approving."""

    def candidates(self, standing: Standing, question: Question) -> list[Row]:
        """The rows that could match, by rule id: Casbin names the last grant or the first cap, so the order shows."""
        shelf = self.shelves.get((question.remedy, question.currency), {})
        brands = {question.brand, ANY}
        grants = [(brand, question.mode, ALLOW) for brand in brands]
        caps = [(brand, mode, DENY) for brand in brands for mode in {question.mode, ANY}]
        return sorted(_picked(shelf, standing.inherits, grants) + _picked(shelf, standing.own, caps), key=rule_id)

    def has_rows(self, subject: str, trade: Trade) -> bool:
        """Whether the subject has any row for this remedy and currency."""
        return subject in self.shelves.get(trade, {})

    def with_rows(self, added: Collection[Row], removed: Collection[Row]) -> "Index":
        """The index without `removed` (rows that it holds), with `added`."""
        cells = _changed_cells(self.shelves, added, removed)
        shelves = {trade: dict(self.shelves.get(trade, {})) for trade, _ in cells}
        for (trade, subject), changed in cells.items():
            _put(shelves[trade], subject, changed)
        return Index({**self.shelves, **shelves}, _changed_personal(self.personal, cells))


def _picked(shelf: Shelf, subjects: Iterable[str], places: Iterable[Place]) -> list[Row]:
    found: list[Row] = []
    for subject in subjects:
        cells = shelf.get(subject)
        if cells is not None:
            for place in places:
                found += cells.get(place, ())
    return found


def _changed_cells(
    shelves: Mapping[Trade, Shelf], added: Collection[Row], removed: Collection[Row]
) -> Mapping[tuple[Trade, str], Cells]:
    """The cells of every trade and subject touched, as they are after the change."""
    drafts: dict[tuple[Trade, str], dict[Place, list[Row]]] = {}
    for row in (*removed, *added):
        at = _trade(row), row[0]
        if at not in drafts:
            drafts[at] = {place: list(rows) for place, rows in shelves.get(at[0], {}).get(at[1], {}).items()}
    for row in removed:
        drafts[_trade(row), row[0]][_place(row)].remove(row)
    for row in added:
        drafts[_trade(row), row[0]].setdefault(_place(row), []).append(row)
    return {at: {place: tuple(rows) for place, rows in cells.items() if rows} for at, cells in drafts.items()}


def _put(shelf: dict[str, Cells], subject: str, cells: Cells) -> None:
    if cells:
        shelf[subject] = cells
    else:
        shelf.pop(subject, None)


def _changed_personal(
    personal: Mapping[Trade, frozenset[str]], cells: Mapping[tuple[Trade, str], Cells]
) -> Mapping[Trade, frozenset[str]]:
    people = {
        (trade, subject.removeprefix("user:")): own for (trade, subject), own in cells.items() if _is_user(subject)
    }
    fresh = {trade: set(personal.get(trade, ())) for trade, _ in people}
    for (trade, person_id), own in people.items():
        if _bears_on_approving(own):
            fresh[trade].add(person_id)
        else:
            fresh[trade].discard(person_id)
    return {**personal, **{trade: frozenset(ids) for trade, ids in fresh.items()}}


def _is_user(subject: str) -> bool:
    return subject.startswith("user:")


def _bears_on_approving(cells: Cells) -> bool:
    return any(mode == APPROVE or (mode == ANY and effect == DENY) for _, mode, effect in cells)

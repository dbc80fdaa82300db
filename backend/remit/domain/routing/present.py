"""Who is there, in cells of people whom nothing tells apart: whoever is sought among thousands is found by cell."""

from bisect import bisect
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate

from remit.domain.people import Person, Rung
from remit.domain.values import value

_FEW = 64
"""So many are put in order; of more, some are drawn."""
_TRIES = 8
"""How often is drawn for each that is wanted, before all are put in order after all: then most have something."""


@value(frozen=True, slots=True)
class Cell:
    """People of one rung and team who may settle the same."""

    rung: Rung
    team: str | None
    ids: tuple[str, ...]


@value(frozen=True, slots=True)
class Present:
    """Everybody who is there."""

    people: Mapping[str, Person]
    cells: tuple[Cell, ...]


def present(people: Iterable[Person], kind: Callable[[Person], Hashable]) -> Present:
    """These people; those of one kind get the same answers about approving."""
    here = {one.id: one for one in people}
    cells: dict[Hashable, list[Person]] = {}
    for one in sorted(here.values(), key=lambda one: one.id):
        cells.setdefault((kind(one), one.rung, one.team), []).append(one)
    found = (Cell(alike[0].rung, alike[0].team, tuple(one.id for one in alike)) for alike in cells.values())
    return Present(here, tuple(found))


def able(
    there: Present, groups: Iterable[tuple[str, ...]], may: Callable[[Person], bool], out: Collection[str]
) -> list[tuple[str, ...]]:
    """Those groups of people of one cell who may, as one of them says for all. Those who are `out` are not asked."""
    found = []
    for ids in groups:
        one = next((one for one in ids if one not in out), None)
        if one is not None and may(there.people[one]):
            found.append(ids)
    return found


Lot = Callable[[str], bytes]


def drawn(
    cells: Sequence[Sequence[str]], without: frozenset[str], most: int, load: Mapping[str, int], lot: Lot
) -> tuple[str, ...]:
    """So many of these people: those with the fewest open cards, by lot among equals. Costs the same for any number of
    them, unless hardly anybody is free.
    """
    ends = list(accumulate(map(len, cells)))
    if ends and ends[-1] > _FEW:
        found = _at_random(cells, ends, lambda one: one not in without and not load.get(one), most, lot)
        if len(found) == most:
            return found
    able = [one for ids in cells for one in ids if one not in without]
    return tuple(sorted(able, key=lambda one: (load.get(one, 0), lot(one)))[:most])


def _at_random(
    cells: Sequence[Sequence[str]], ends: Sequence[int], free: Callable[[str], bool], most: int, lot: Lot
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for number in range(_TRIES * most + _FEW):
        place = int.from_bytes(lot(f"{number}")) % ends[-1]
        cell = bisect(ends, place)
        one = cells[cell][place - ends[cell]]
        if free(one):
            found[one] = None
        if len(found) == most:
            break
    return tuple(found)

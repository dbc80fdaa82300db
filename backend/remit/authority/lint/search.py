"""Whether something can be so: variables of few values, narrowed until no doubt is left, in counted steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from remit.domain.values import value


@value(frozen=True, slots=True, eq=False)
class Is:
    """The variable has one of these values, a bit for each."""

    variable: str
    values: int


@value(frozen=True, slots=True, eq=False)
class Every:
    """All of these are so."""

    parts: tuple["Formula", ...]


@value(frozen=True, slots=True, eq=False)
class Either:
    """At least one of these is so."""

    parts: tuple["Formula", ...]


Formula = bool | Is | Every | Either
Domains = Mapping[str, int]
"""The values that each variable may still have, a bit for each."""
_Goals = list[Formula]


class Exhausted(Exception):
    """The steps are used up; whether it can be so is not known."""


@dataclass(slots=True)
class Steps:
    """A budget: so many looks for one question, and so many for all of them together."""

    each: int
    left: int
    spent: int = 0
    _now: int = 0

    def question(self) -> None:
        """The next question begins. Raises Exhausted where nothing is left for it."""
        self._now = min(self.each, self.left)
        if self._now <= 0:
            raise Exhausted

    def take(self) -> None:
        """One step. Raises Exhausted."""
        if self._now <= 0:
            raise Exhausted
        self._now -= 1
        self.left -= 1
        self.spent += 1


def every(parts: Iterable[Formula]) -> Formula:
    """All of them, in the shortest form."""
    values: dict[str, int] = {}
    rest: list[Formula] = []
    waiting = list(parts)[::-1]
    while waiting:
        part = waiting.pop()
        if part is False:
            return False
        if isinstance(part, Is):
            values[part.variable] = values.get(part.variable, part.values) & part.values
            if not values[part.variable]:
                return False
        elif isinstance(part, Every):
            waiting.extend(part.parts[::-1])
        elif part is not True:
            rest.append(part)
    return _one((*_each(values), *dict.fromkeys(rest)), Every, True)


def either(parts: Iterable[Formula]) -> Formula:
    """At least one of them, in the shortest form."""
    values: dict[str, int] = {}
    rest: list[Formula] = []
    waiting = list(parts)[::-1]
    while waiting:
        part = waiting.pop()
        if part is True:
            return True
        if isinstance(part, Is):
            values[part.variable] = values.get(part.variable, 0) | part.values
        elif isinstance(part, Either):
            waiting.extend(part.parts[::-1])
        elif part is not False:
            rest.append(part)
    return _one((*_each(values), *dict.fromkeys(rest)), Either, False)


def found(formula: Formula, domains: Domains, steps: Steps) -> Domains | None:
    """Values under which it is so, whichever of those that are left one takes; None: it cannot be. Raises Exhausted."""
    if isinstance(formula, bool):
        return domains if formula else None
    steps.question()
    branches: list[tuple[_Goals, dict[str, int]]] = [([formula], dict(domains))]
    while branches:
        goals, left = branches.pop()
        doubts = _settled(goals, left, steps)
        if doubts is None:
            continue
        if not doubts:
            return left
        choice = min(doubts, key=lambda one: _ways(one, left))
        branches += _branches(choice, [one for one in doubts if one is not choice], left)
    return None


def _ways(doubt: Either, left: Domains) -> tuple[int, int]:
    """The fewer there are, the sooner something follows."""
    values = (left[one.variable] & one.values for one in doubt.parts if isinstance(one, Is))
    return len(doubt.parts), sum(mask.bit_count() for mask in values)


def _branches(choice: Either, rest: Iterable[Formula], left: Domains) -> list[tuple[_Goals, dict[str, int]]]:
    """One branch for each part, the last first. Where one was tried, the others need not try it again."""
    made: list[tuple[_Goals, dict[str, int]]] = []
    without = dict(left)
    for part in choice.parts:
        made.append(([part, *rest], dict(without)))
        if isinstance(part, Is):
            without[part.variable] &= ~part.values
            if not without[part.variable]:
                break
    return made[::-1]


def _settled(goals: _Goals, left: dict[str, int], steps: Steps) -> list[Either] | None:
    """Narrows what is left to what the goals leave no doubt about; the doubts that remain, or None: it cannot be."""
    while True:
        doubts: list[Either] = []
        narrowed = False
        waiting = goals[::-1]
        while waiting:
            part = _under(waiting.pop(), left, steps)
            if part is False:
                return None
            if isinstance(part, Is):
                left[part.variable] &= part.values
                narrowed = True
            elif isinstance(part, Every):
                waiting.extend(part.parts[::-1])
            elif isinstance(part, Either):
                doubts.append(part)
        if not narrowed:
            return doubts
        goals = list(doubts)


def _under(formula: Formula, left: Domains, steps: Steps) -> Formula:
    """What remains to be asked, given what is left."""
    if isinstance(formula, bool):
        return formula
    steps.take()
    if isinstance(formula, Is):
        both = left[formula.variable] & formula.values
        return formula if both and both != left[formula.variable] else bool(both)
    settles = isinstance(formula, Either)
    kept: list[Formula] = []
    for part in formula.parts:
        now = _under(part, left, steps)
        if now is settles:
            return settles
        if now is not (not settles):
            kept.append(now)
    if len(kept) > 1 and len(kept) == len(formula.parts) and all(map(_same, kept, formula.parts)):
        return formula
    return _one(tuple(kept), type(formula), not settles)


def _same(one: Formula, other: Formula) -> bool:
    return one is other


def _each(values: Mapping[str, int]) -> Iterable[Is]:
    return (Is(variable, mask) for variable, mask in values.items())


def _one(parts: tuple[Formula, ...], of: type[Every] | type[Either], empty: bool) -> Formula:
    if not parts:
        return empty
    return parts[0] if len(parts) == 1 else of(parts)

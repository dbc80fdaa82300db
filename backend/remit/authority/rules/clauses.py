"""The clauses of conditions: each says yes, no, or None where a fact that would tell is missing or of another type."""

import operator
from collections.abc import Callable, Mapping

from remit.authority.rules.declared import CLOCK
from remit.domain.policy.questions import Facts
from remit.domain.values import value

_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


@value(frozen=True, slots=True)
class OneOf:
    """A text fact is (`=`, `in`) or is not (`!=`, `not in`) one of these values."""

    fact: str
    op: str
    values: tuple[str, ...]

    @property
    def negated(self) -> bool:
        return self.op in ("!=", "not in")

    def __str__(self) -> str:
        return f"{self.fact} {self.op} {'|'.join(self.values)}"

    def verdict(self, facts: Facts) -> bool | None:
        """Yes, no, or None where the fact is missing or not a text."""
        value = facts.get(self.fact)
        return (value in self.values) != self.negated if isinstance(value, str) else None


@value(frozen=True, slots=True)
class Compared:
    """A whole-number fact compared with a bound."""

    fact: str
    op: str
    bound: int

    @property
    def values(self) -> tuple[str, ...]:
        return (str(self.bound),)

    def __str__(self) -> str:
        return f"{self.fact} {self.op} {self.bound}"

    def verdict(self, facts: Facts) -> bool | None:
        """Yes, no, or None where the fact is missing or not a whole number (True is not 1)."""
        value = facts.get(self.fact)
        return _COMPARE[self.op](value, self.bound) if type(value) is int else None


@value(frozen=True, slots=True)
class Among:
    """A fact of several values, `A|B` as text: has one of these, has none of them, or has no others (`only`)."""

    fact: str
    op: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.fact} {self.op} {'|'.join(self.values)}"

    def verdict(self, facts: Facts) -> bool | None:
        """Yes, no, or None where the fact is missing or not a text. An empty text is known to have nothing."""
        value = facts.get(self.fact)
        if not isinstance(value, str):
            return None
        held = value.split("|") if value else []
        if self.op == "only":
            # Of an order without a known category nothing is sure.
            return all(one in self.values for one in held) if held else None
        return any(one in self.values for one in held) == (self.op == "has")


@value(frozen=True, slots=True)
class Timed:
    """The moment is not before (`>=`), or is before (`<`), another. Texts of one form sort as the moments do."""

    fact: str
    op: str
    bound: str

    @property
    def values(self) -> tuple[str, ...]:
        return (self.bound,)

    def __str__(self) -> str:
        return f"{self.fact} {self.op} {self.bound}"

    def verdict(self, facts: Facts) -> bool | None:
        """Yes, no, or None where the moment is not known."""
        value = facts.get(self.fact)
        if not isinstance(value, str) or not CLOCK.takes(value):
            return None
        return value >= self.bound if self.op == ">=" else value < self.bound


Clause = OneOf | Compared | Among | Timed

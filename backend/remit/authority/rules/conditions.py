"""Conditions of rules: a closed grammar over declared, typed facts, `fact op value` joined by `;`. Never eval."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from remit.domain.policy.questions import Facts
from remit.domain.remedies import CHANNELS, ENTITLEMENT, GOODWILL, REASONS

SHARE = "order_share_percent"
NUMBERS = frozenset({"order_age_days", SHARE})
"""Whole-number facts."""
TEXTS: Mapping[str, frozenset[str] | None] = {
    "reason": frozenset(REASONS),
    "basis": frozenset({ENTITLEMENT, GOODWILL}),
    "channel": frozenset(CHANNELS),
    "brand": None,
}
"""Text facts and the values they can have; None is any slug."""

MAX_LENGTH = 1000
# ASCII throughout: `\d` and `\s` would take digits and spaces of other scripts, and a stock loader reads this as text.
_CLAUSE = re.compile(r"([a-z_]+)(?: +(in|not +in) +| *(<=|>=|!=|=|<|>) *)([^ ].*)")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_NUMBER = re.compile(r"[0-9]{1,15}")
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class InvalidCondition(ValueError):
    """The text is not a condition; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Compared:
    """A whole-number fact compared with a bound."""

    fact: str
    op: str
    bound: int

    def __str__(self) -> str:
        return f"{self.fact} {self.op} {self.bound}"

    def verdict(self, facts: Facts) -> bool | None:
        """Yes, no, or None where the fact is missing or not a whole number (True is not 1)."""
        value = facts.get(self.fact)
        return _COMPARE[self.op](value, self.bound) if type(value) is int else None


Clause = OneOf | Compared


def parse(when: str) -> tuple[Clause, ...]:
    """The clauses of a condition, all of which must hold; none for an empty one. Raises InvalidCondition."""
    if len(when) > MAX_LENGTH or not (when.isascii() and when.isprintable()):
        raise InvalidCondition(f"A condition is at most {MAX_LENGTH} plain characters on one line.")
    return tuple(_clause(part.strip()) for part in when.split(";")) if when.strip() else ()


def canonical(when: str) -> str:
    """The same condition in the one spelling that is stored and compared. Raises InvalidCondition."""
    return "; ".join(str(clause) for clause in parse(when))


def holds(when: str, facts: Facts) -> bool | None:
    """Whether the condition holds; None where a fact is missing that would tell, or the text is not a condition."""
    clauses = _clauses(when)
    if clauses is None:
        return None
    verdicts = [clause.verdict(facts) for clause in clauses]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def share_bounds(when: str) -> tuple[int, ...]:
    """The percentages of the order that the condition speaks of: an answer can change with the amount only there."""
    return tuple(one.bound for one in _clauses(when) or () if isinstance(one, Compared) and one.fact == SHARE)


@lru_cache(maxsize=16384)
def facts_in(when: str) -> frozenset[str]:
    """The facts that the condition asks about: whatever else is known changes nothing."""
    return frozenset(clause.fact for clause in _clauses(when) or ())


@lru_cache(maxsize=16384)
def _clauses(when: str) -> tuple[Clause, ...] | None:
    try:
        return parse(when)
    except InvalidCondition:
        return None


def _clause(text: str) -> Clause:
    match = _CLAUSE.fullmatch(text)
    if match is None:
        raise InvalidCondition(f"“{text}” is not of the form: fact, =, !=, in, not in, <=, >=, < or >, value.")
    fact, word, sign, value = match.groups()
    if fact in NUMBERS:
        return _compared(fact, sign, value)
    if fact in TEXTS:
        return _one_of(fact, " ".join((word or sign).split()), value)
    raise InvalidCondition(f"There is no fact “{fact}”; known are {', '.join(sorted({*NUMBERS, *TEXTS}))}.")


def _compared(fact: str, sign: str | None, value: str) -> Compared:
    if sign is None or not _NUMBER.fullmatch(value):
        raise InvalidCondition(f"“{fact}” is compared with one whole number, for example: {fact} <= 30.")
    return Compared(fact, sign, int(value))


def _one_of(fact: str, op: str, value: str) -> OneOf:
    values = tuple(part.strip() for part in value.split("|")) if op.endswith("in") else (value,)
    if op in ("<=", ">=", "<", ">"):
        raise InvalidCondition(f"“{fact}” has no order: use =, !=, in or not in.")
    known = TEXTS[fact]
    for one in values:
        if one not in known if known is not None else not _SLUG.fullmatch(one):
            raise InvalidCondition(f"“{one}” is not a value of “{fact}”.")
    return OneOf(fact, op, values)

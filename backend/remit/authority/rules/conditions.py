"""Conditions of rules: a closed grammar over declared, typed facts, `fact op value` joined by `;`. Never eval."""

import re
from collections.abc import Sequence
from functools import lru_cache

from remit.authority.rules.clauses import Among, Clause, Compared, OneOf, Timed
from remit.authority.rules.declared import (
    CERTIFICATE,
    CHOICE,
    DECLARED,
    EVERY,
    LARGEST,
    MOMENT,
    NUMBER,
    SHARE,
    Declared,
)
from remit.domain.policy.questions import Facts
from remit.domain.refusal import Invalid

MAX_LENGTH = 1000
# ASCII throughout: `\d` and `\s` would take digits and spaces of other scripts, and a stock loader reads this as text.
_CLAUSE = re.compile(r"([a-z_]+)(?: +(in|not +in|has +no|has|only) +| *(<=|>=|!=|=|<|>) *)([^ ].*)")
_NUMBER = re.compile(r"[0-9]{1,15}")


class InvalidCondition(Invalid):
    """The text is not a condition; the sentence says what is wrong with it."""

    name = "invalid-condition"
    title = "Invalid condition"


def parse(when: str) -> tuple[Clause, ...]:
    """The clauses of a condition, all of which must hold; none for an empty one. Raises InvalidCondition."""
    if len(when) > MAX_LENGTH or not (when.isascii() and when.isprintable()):
        raise InvalidCondition(f"A condition is at most {MAX_LENGTH} plain characters on one line.")
    return tuple(_clause(part.strip()) for part in when.split(";")) if when.strip() else ()


def built(parts: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    """The condition that says these (fact, operator, values) in its one spelling. Raises InvalidCondition."""
    for fact, op, values in parts:
        if any(set(" ;|") & set(value) for value in values):
            raise InvalidCondition(f"A value of “{fact}” has no space, semicolon or bar in it.")
        if len(values) != 1 and op not in ("in", "not in", "has", "has no", "only"):
            raise InvalidCondition(f"“{fact} {op}” takes one value; use in or not in for several.")
    return canonical("; ".join(f"{fact} {op} {'|'.join(values)}" for fact, op, values in parts))


def canonical(when: str) -> str:
    """The same condition in the one spelling that is stored and compared. Raises InvalidCondition."""
    return "; ".join(str(clause) for clause in parse(when))


def holds(when: str, facts: Facts) -> bool | None:
    """Whether the condition holds; None where a fact is missing that would tell, or the text is not a condition."""
    clauses = _clauses(when)
    if clauses is None:
        return None
    sure = True
    for clause in clauses:
        verdict = clause.verdict(facts)
        if verdict is False:
            return False
        sure = sure and verdict is not None
    return True if sure else None


def share_bounds(when: str) -> tuple[int, ...]:
    """The percentages of the order that the condition speaks of: an answer can change with the amount only there."""
    return tuple(one.bound for one in _clauses(when) or () if isinstance(one, Compared) and one.fact == SHARE)


@lru_cache(maxsize=16384)
def facts_in(when: str) -> frozenset[str]:
    """The facts that the condition asks about: whatever else is known changes nothing."""
    return frozenset(clause.fact for clause in _clauses(when) or ())


@lru_cache(maxsize=16384)
def certificates_in(when: str) -> frozenset[str]:
    """The certificates that the condition asks about."""
    return frozenset(
        code
        for one in _clauses(when) or ()
        if isinstance(one, Among) and one.fact == CERTIFICATE
        for code in one.values
    )


@lru_cache(maxsize=16384)
def _clauses(when: str) -> tuple[Clause, ...] | None:
    try:
        return parse(when)
    except InvalidCondition:
        return None


def _clause(text: str) -> Clause:
    match = _CLAUSE.fullmatch(text)
    if match is None:
        raise InvalidCondition(
            f"“{text}” is not of the form: fact, operator, value, for example: order_age_days <= 30."
        )
    fact, word, sign, value = match.groups()
    op = " ".join((word or sign).split())
    declared = EVERY.get(fact)
    if declared is None:
        raise InvalidCondition(f"There is no fact “{fact}”; known are {', '.join(sorted(DECLARED))}.")
    if op not in declared.ops:
        raise InvalidCondition(f"“{fact}” is not compared by “{op}”: use {', '.join(declared.ops)}.")
    if declared.kind == NUMBER:
        return _compared(declared, op, value)
    values = (value,) if op in ("=", "!=", ">=", "<") else tuple(part.strip() for part in value.split("|"))
    for one in values:
        if not declared.takes(one):
            raise InvalidCondition(f"“{one}” is not a value of “{fact}”.")
    if declared.kind == MOMENT:
        return Timed(fact, op, value)
    return OneOf(fact, op, values) if declared.kind == CHOICE else Among(fact, op, values)


def _compared(declared: Declared, op: str, value: str) -> Compared:
    if not _NUMBER.fullmatch(value) or int(value) > declared.largest:
        upper = f" up to {declared.largest}" if declared.largest < LARGEST else ""
        raise InvalidCondition(
            f"“{declared.name}” is compared with one whole number{upper}, for example: {declared.name} <= 20."
        )
    return Compared(declared.name, op, int(value))

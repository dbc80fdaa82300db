"""The grammar of conditions as data, so that conditions can be built without typing syntax."""

from collections.abc import Mapping

from remit.authority.rules.clauses import Clause
from remit.authority.rules.conditions import parse
from remit.authority.rules.declared import CHOICE, DECLARED, MOMENT, NUMBER, REASON, SET, Declared
from remit.authority.rules.reasons import USUAL
from remit.domain.catalogue import Catalogue
from remit.domain.values import value

OPERATOR_SAID: Mapping[str, Mapping[str, str]] = {
    CHOICE: {"=": "is", "!=": "is not", "in": "is one of", "not in": "is none of"},
    NUMBER: {
        "<=": "is at most",
        "<": "is less than",
        ">=": "is at least",
        ">": "is more than",
        "=": "is",
        "!=": "is not",
    },
    SET: {"has": "has one of", "has no": "has none of", "only": "has only"},
    MOMENT: {">=": "from", "<": "until"},
}
_MANY = frozenset({"in", "not in", "has", "has no", "only"})
_UNITS: Mapping[str, str] = {"hour": "hour", "order_share_percent": "percent"}


@value(frozen=True, slots=True)
class Operator:
    """How a fact is compared, what people call it, and whether it takes several values."""

    op: str
    label: str
    many: bool


@value(frozen=True, slots=True)
class Value:
    """A value that a fact can have."""

    value: str
    label: str


@value(frozen=True, slots=True)
class Askable:
    """A fact that a condition may ask about. Without `values`, any that the pattern (a regular expression) allows."""

    fact: str
    label: str
    type: str
    operators: tuple[Operator, ...]
    values: tuple[Value, ...] | None
    pattern: str | None
    unit: str | None
    largest: int | None


@value(frozen=True, slots=True)
class Part:
    """One clause of a condition."""

    fact: str
    op: str
    values: tuple[str, ...]


def askable(catalogue: Catalogue = USUAL) -> tuple[Askable, ...]:
    """Every fact, in the order in which they are offered; of reasons, those that are in use."""
    return tuple(_askable(one, _values(one, catalogue)) for one in DECLARED.values())


def parts(when: str) -> tuple[Part, ...]:
    """A condition in its parts. Raises InvalidCondition."""
    return tuple(map(_part, parse(when)))


def _part(clause: Clause) -> Part:
    return Part(clause.fact, clause.op, clause.values)


def _askable(declared: Declared, values: tuple[Value, ...] | None) -> Askable:
    numeric = declared.kind == NUMBER
    said = OPERATOR_SAID[declared.kind]
    return Askable(
        fact=declared.name,
        label=declared.label,
        type=declared.kind,
        operators=tuple(Operator(op, said[op], op in _MANY) for op in declared.ops),
        values=values,
        pattern=None if numeric or values is not None else declared.pattern.pattern,
        unit=_UNITS.get(declared.name, "days") if numeric else None,
        largest=declared.largest if numeric else None,
    )


def _values(declared: Declared, catalogue: Catalogue) -> tuple[Value, ...] | None:
    if declared.name == REASON:
        return tuple(Value(one.code, one.title) for one in catalogue.every_reason() if not one.retired)
    if declared.values is None:
        return None
    return tuple(Value(one, one.replace("_", " ").capitalize()) for one in declared.values)

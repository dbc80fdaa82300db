"""Casbin's matcher, put together once from its own syntax tree: what simpleeval walks anew for every row.

The expression stays the text of the model file, and Casbin stays in charge of rows, effects and explanations. Walking
the tree node by node was most of what a question cost. A matcher with anything in it that is not known here is left
to Casbin's own evaluator; that both say the same is what the oracle tests ask of a stock Enforcer.
"""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

Names = Mapping[str, object]
Term = Callable[[Names], object]
Functions = Mapping[str, Callable[..., object]]
"""What can be called, as Casbin keeps it: `g` and `g2` in it are refreshed before every question."""

_TWO: Mapping[type[ast.AST], Callable[[Any, Any], object]] = {
    ast.Add: operator.add,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


_TOGETHER = 4
"""So many parts are asked by one call."""


class Unknown(ValueError):
    """The matcher has a part in it that is not known here."""


class Matcher:
    """What Casbin takes for a parsed expression: `eval(names)`."""

    def __init__(self, parsed: ast.expr, functions: Functions) -> None:
        self._matches = _term(parsed, functions)

    def eval(self, names: Names) -> object:
        """Whether the row in `names` matches the request in `names`."""
        return self._matches(names)


def _term(node: ast.expr, functions: Functions) -> Term:
    match node:
        case ast.BoolOp(op=ast.And()):
            return _all(_parts(node.values, functions))
        case ast.BoolOp(op=ast.Or()):
            return _any([_term(part, functions) for part in node.values])
        case ast.Compare(left=left, ops=[op], comparators=[right]) | ast.BinOp(left=left, op=op, right=right) if (
            type(op) in _TWO
        ):
            return _joined(_TWO[type(op)], left, right, functions)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in functions:
            return _called(name, node.args, functions)
        case ast.Name(id=name):
            return itemgetter(name)
        case ast.Constant(value=str() | int() as value):
            return lambda _names: value
    raise Unknown(ast.unparse(node))


def _parts(nodes: Sequence[ast.expr], functions: Functions) -> list[Term]:
    """What has to hold, in this order; names that are to be the same, one pair after the other, are looked at once."""
    parts: list[Term] = []
    for alike, together in groupby(nodes, key=lambda node: _pair(node) is not None):
        run = list(together)
        parts += [_same(run)] if alike and len(run) > 1 else [_term(node, functions) for node in run]
    return parts


def _pair(node: ast.expr) -> tuple[str, str] | None:
    match node:
        case ast.Compare(left=ast.Name(id=one), ops=[ast.Eq()], comparators=[ast.Name(id=other)]):
            return one, other
    return None


def _same(nodes: Sequence[ast.expr]) -> Term:
    pairs = [pair for node in nodes if (pair := _pair(node))]
    these, those = (itemgetter(*side) for side in zip(*pairs, strict=True))
    return lambda names: these(names) == those(names)


def _all(parts: list[Term]) -> Term:
    if len(parts) > _TOGETHER:
        parts = [_all(parts[:_TOGETHER]), *parts[_TOGETHER:]]
        return _all(parts)
    match parts:
        case [first]:
            return first
        case [first, second]:
            return lambda names: first(names) and second(names)
        case [first, second, third]:
            return lambda names: first(names) and second(names) and third(names)
    first, second, third, last = parts
    return lambda names: first(names) and second(names) and third(names) and last(names)


def _any(parts: list[Term]) -> Term:
    first, *more = parts
    if not more:
        return first
    rest = _any(more)
    return lambda names: first(names) or rest(names)


def _joined(join: Callable[[Any, Any], object], left: ast.expr, right: ast.expr, functions: Functions) -> Term:
    # Most of a matcher compares names: a call less for each side that is one.
    match left, right:
        case ast.Name(id=one), ast.Name(id=other):
            return lambda names: join(names[one], names[other])
        case ast.Name(id=one), ast.Constant(value=str() | int() as value):
            return lambda names: join(names[one], value)
        case ast.Name(id=one), _:
            term = _term(right, functions)
            return lambda names: join(names[one], term(names))
    first, second = _term(left, functions), _term(right, functions)
    return lambda names: join(first(names), second(names))


def _called(name: str, arguments: list[ast.expr], functions: Functions) -> Term:
    match arguments:
        case [one]:
            term = _term(one, functions)
            return lambda names: functions[name](term(names))
        case [_, _, *_] if all(isinstance(one, ast.Name) for one in arguments):
            look = itemgetter(*(one.id for one in arguments if isinstance(one, ast.Name)))
            return lambda names: functions[name](*look(names))
    terms = [_term(one, functions) for one in arguments]
    return lambda names: functions[name](*[one(names) for one in terms])

"""Casbin's matcher, put together once from its own syntax tree: what simpleeval walks anew for every row.

The expression stays the text of the model file, and Casbin stays in charge of rows, effects and explanations. Walking
the tree node by node was most of what a question cost. A matcher with anything in it that is not known here is left
to Casbin's own evaluator; that both say the same is what the oracle tests ask of a stock Enforcer.
"""

import ast
import operator
from collections.abc import Callable, Mapping
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
            return _all([_term(part, functions) for part in node.values])
        case ast.BoolOp(op=ast.Or()):
            return _any([_term(part, functions) for part in node.values])
        case ast.Compare(left=left, ops=[op], comparators=[right]) | ast.BinOp(left=left, op=op, right=right) if (
            type(op) in _TWO
        ):
            return _joined(_TWO[type(op)], left, right, functions)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in functions:
            return _called(name, node.args, functions)
        case ast.Name(id=name):
            return lambda names: names[name]
        case ast.Constant(value=str() | int() as value):
            return lambda _names: value
    raise Unknown(ast.unparse(node))


def _all(parts: list[Term]) -> Term:
    def every(names: Names) -> object:
        said: object = True
        for part in parts:
            said = part(names)
            if not said:
                break
        return said

    return every


def _any(parts: list[Term]) -> Term:
    def some(names: Names) -> object:
        said: object = False
        for part in parts:
            said = part(names)
            if said:
                break
        return said

    return some


def _joined(join: Callable[[Any, Any], object], left: ast.expr, right: ast.expr, functions: Functions) -> Term:
    if isinstance(left, ast.Name) and isinstance(right, ast.Name):
        # Most of a matcher compares two names: a call less for each side.
        one, other = left.id, right.id
        return lambda names: join(names[one], names[other])
    first, second = _term(left, functions), _term(right, functions)
    return lambda names: join(first(names), second(names))


def _called(name: str, arguments: list[ast.expr], functions: Functions) -> Term:
    if len(arguments) > 1 and all(isinstance(one, ast.Name) for one in arguments):
        look = itemgetter(*(one.id for one in arguments if isinstance(one, ast.Name)))
        return lambda names: functions[name](*look(names))
    terms = [_term(one, functions) for one in arguments]
    return lambda names: functions[name](*[one(names) for one in terms])

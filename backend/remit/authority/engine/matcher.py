"""Casbin's matcher, compiled once from its own syntax tree: what simpleeval walks anew for every row.

The expression stays the text of the model file, and Casbin stays in charge of rows, effects and explanations. Walking
the tree node by node was most of what a question cost. A matcher with anything in it that is not known here is left
to Casbin's own evaluator; that both say the same is what the oracle tests ask of a stock Enforcer.
"""

import ast
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import cast

Names = Mapping[str, object]
Functions = Mapping[str, Callable[..., object]]
"""What can be called, as Casbin keeps it: `g` and `g2` in it are refreshed before every question."""

_NAMES, _FUNCTIONS = "names", "functions"
_KNOWN = (ast.BoolOp, ast.And, ast.Or, ast.Compare, ast.BinOp, ast.Add, ast.Load)
_COMPARED = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Unknown(ValueError):
    """The matcher has a part in it that is not known here."""


class Matcher:
    """What Casbin takes for a parsed expression: `eval(names)`."""

    def __init__(self, parsed: ast.expr, functions: Functions) -> None:
        self.eval = _compiled(parsed, functions)
        """Whether the row in `names` matches the request in `names`."""


def _compiled(parsed: ast.expr, functions: Functions) -> Callable[[Names], object]:
    asked = ast.arguments(posonlyargs=[], args=[ast.arg(_NAMES)], kwonlyargs=[], kw_defaults=[], defaults=[])
    whole = ast.Expression(ast.Lambda(asked, _LookedUp(functions).visit(deepcopy(parsed))))
    code = compile(ast.fix_missing_locations(whole), "matcher", "eval")
    # Nothing but the parts named above got this far: no attribute, no name that is not looked up in the two mappings.
    matches = eval(code, {"__builtins__": {}, _FUNCTIONS: functions})  # noqa: S307
    return cast("Callable[[Names], object]", matches)


class _LookedUp(ast.NodeTransformer):
    """The expression with its names and functions looked up, and nothing in it that is not known here."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if not isinstance(node, (*_KNOWN, *_COMPARED)):
            raise Unknown(type(node).__name__)
        return super().generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return _at(_NAMES, node.id)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if type(node.value) not in (str, int):
            raise Unknown(repr(node.value))
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Name) or node.keywords or node.func.id not in self._functions:
            raise Unknown(ast.unparse(node))
        return ast.Call(_at(_FUNCTIONS, node.func.id), [self.visit(one) for one in node.args], [])


def _at(mapping: str, key: str) -> ast.expr:
    return ast.Subscript(ast.Name(mapping, ast.Load()), ast.Constant(key), ast.Load())

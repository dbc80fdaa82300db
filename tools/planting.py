"""The small bugs that are planted: comparisons, `and`/`or`, `not`, conditions, numbers, sums, statements left out."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

Change = tuple[str, Callable[[ast.AST], None]]

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_SUMMED: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv}
_UNSEEN = {
    "slots": "how a record lies in memory is no behaviour",
    "frozen": "that nobody writes to a record is for those who would",
    "kw_only": "how a record is written down is seen by those who write it",
    "repr": "what a record looks like to a programmer",
    "maxsize": "how much is remembered decides the speed, not the answer",
    "strict": "says what is so: both sides are equally long",
}
"""Named arguments whose value no answer depends on."""


@dataclass(frozen=True)
class Mutant:
    """One small bug: which file, which lines it touches (in the narrowest and in wider senses), and what it does."""

    file: Path
    place: int
    spans: tuple[range, ...]
    what: str
    source: str
    change: Callable[[ast.AST], None]

    @property
    def line(self) -> int:
        return self.spans[0].start

    @property
    def said(self) -> str:
        """The line that is touched, as it stands there."""
        return self.source.splitlines()[self.line - 1].strip()

    def code(self) -> CodeType:
        """The whole file, compiled, with this bug in it."""
        tree = ast.parse(self.source)
        # Found again by its place: walking is in the same order.
        self.change(next(one for at, one in enumerate(ast.walk(tree)) if at == self.place))
        return compile(ast.fix_missing_locations(tree), str(self.file), "exec", dont_inherit=True)


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in its order."""
    source = file.read_text()
    tree = ast.parse(source)
    around = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    unseen = {one.value for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg in _UNSEEN}
    for place, node in enumerate(ast.walk(tree)):
        for at, (what, change) in enumerate(() if node in unseen else _changes(node)):
            touched = _left_out_at(node, at) or node
            yield Mutant(file, place, tuple(_spans(touched, around)), what, source, change)


def _left_out_at(node: ast.AST, at: int) -> ast.AST | None:
    """The statement that the change with this number leaves out, where it is one that leaves out."""
    if not isinstance(node, ast.FunctionDef | ast.If | ast.For):
        return None
    before = isinstance(node, ast.If)  # its condition turned round comes first
    return None if before and at == 0 else _omissible(node)[at - before][1]


def _spans(node: ast.AST, around: dict[ast.AST, ast.AST]) -> Iterator[range]:
    """The lines of a node, of the statement it is in, and of each function around it."""
    yield range(node.lineno, node.end_lineno + 1)
    while (node := around.get(node)) is not None:
        if isinstance(node, ast.stmt) and not isinstance(node, ast.ClassDef):
            yield range(node.lineno, node.end_lineno + 1)


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{_name(node.op)} → {other.__name__}", lambda one: setattr(one, "op", other())
    elif isinstance(node, ast.BinOp) and type(node.op) in _SUMMED:
        swapped = _SUMMED[type(node.op)]
        yield f"{_name(node.op)} → {swapped.__name__}", lambda one: setattr(one, "op", swapped())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", _as_truth
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        changed = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} → {changed}", lambda one: setattr(one, "value", changed)
    elif isinstance(node, ast.If | ast.IfExp):
        yield "condition turned round", lambda one: setattr(one, "test", ast.UnaryOp(ast.Not(), one.test))
    if isinstance(node, ast.FunctionDef | ast.If | ast.For):
        yield from _left_out(node)


def _compared(node: ast.Compare) -> Iterator[Change]:
    for place, op in enumerate(node.ops):
        swapped = _COMPARED[type(op)]
        yield f"{_name(op)} → {swapped.__name__}", lambda one, at=place, to=swapped: one.ops.__setitem__(at, to())


def _left_out(node: ast.FunctionDef | ast.If | ast.For) -> Iterator[Change]:
    for place, statement in _omissible(node):
        what = f"left out: {ast.unparse(statement).splitlines()[0][:60]}"
        yield what, lambda one, at=place: one.body.__setitem__(at, ast.Pass())


def _omissible(node: ast.FunctionDef | ast.If | ast.For) -> list[tuple[int, ast.stmt]]:
    return [
        (place, statement)
        for place, statement in enumerate(node.body)
        if isinstance(statement, ast.AugAssign | ast.Continue | ast.Break | ast.Raise)
        or (isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant))
    ]


def _as_truth(node: ast.AST) -> None:
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), copy.copy(node.operand))


def _name(op: ast.AST) -> str:
    return type(op).__name__

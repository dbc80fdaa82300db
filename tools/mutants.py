"""Mutants of the authority layer: plant a small bug, run its tests, and see whether they go red.

`make mutants` takes a fixed sample and writes docs/mutants.md. The bugs are planted in a copy: the checkout may change
meanwhile. What is mutated: comparisons, `and`/`or`, `not`, conditions, numbers, sums, and statements (left out).
"""

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "backend" / "remit"
LAYER = SOURCE / "authority"
PAGE = ROOT / "docs" / "mutants.md"
_FIRST = {
    "lint": "tests/authority/test_lint.py",
    "engine": "tests/authority/test_snapshot.py",
    "snapshot.py": "tests/authority/test_snapshot.py",
    "rules": "tests/authority/test_conditions.py",
    "drafts": "tests/authority/test_changes.py",
}
"""Where a bug in this part is most likely noticed: asked first, because the first red test ends the run."""
_LONGEST_S = 900
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


@dataclass(frozen=True)
class Mutant:
    """One small bug: where, what it does, and the file's text with it."""

    file: Path
    line: int
    what: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.file.relative_to(LAYER)}:{self.line}"


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in its order."""
    tree = ast.parse(file.read_text())
    for place, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            mutated = copy.deepcopy(tree)
            # Found again by its place: walking is in the same order.
            change(next(one for at, one in enumerate(ast.walk(mutated)) if at == place))
            yield Mutant(file, getattr(node, "lineno", 0), what, ast.unparse(mutated))


Change = tuple[str, Callable[[ast.AST], None]]


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
        yield "not left out", lambda one: setattr(one, "op", ast.UAdd()) or _as_truth(one)
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
    for place, statement in enumerate(node.body):
        said = isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant)
        if said or isinstance(statement, ast.AugAssign | ast.Continue | ast.Break | ast.Raise):
            what = f"left out: {ast.unparse(statement).splitlines()[0][:60]}"
            yield what, lambda one, at=place: one.body.__setitem__(at, ast.Pass())


def _as_truth(node: ast.AST) -> None:
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)


def _name(op: ast.AST) -> str:
    return type(op).__name__


class Ground:
    """A copy of the sources that tests import instead of the checkout's."""

    def __init__(self, folder: Path, tests: list[str]) -> None:
        self._remit = folder / "remit"
        self._env = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "REMIT_ORACLE_PAIRS": "3000",
        }
        self._folder, self._tests, self.said = folder, tests, ""
        shutil.copytree(SOURCE, self._remit, ignore=shutil.ignore_patterns("__pycache__", "web"))
        shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)

    def survives(self, mutant: Mutant | None) -> bool:
        """Whether the tests stay green with this bug (or without any)."""
        if mutant is None:
            return self._green(None)
        place = self._remit / mutant.file.relative_to(SOURCE)
        sound = place.read_text()
        place.write_text(mutant.text)
        try:
            return self._green(_FIRST.get(mutant.file.relative_to(LAYER).parts[0]))
        finally:
            place.write_text(sound)

    def _green(self, first: str | None) -> bool:
        tests = [*([first] if first else []), *self._tests]
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        quiet = {"capture_output": True, "timeout": _LONGEST_S}
        try:
            ran = subprocess.run(command, check=False, cwd=self._folder, env=self._env, **quiet)
        except subprocess.TimeoutExpired:
            return False
        self.said = ran.stdout.decode()[-2000:]
        return ran.returncode == 0


def told(tried: list[tuple[Mutant, bool]], all_: int, seed: int) -> str:
    """The page."""
    alive = [mutant for mutant, survived in tried if survived]
    score = 100 * (len(tried) - len(alive)) / len(tried)
    lines = [
        "# Mutants",
        "",
        "Written by `make mutants`: a small bug is planted in `authority/` (a comparison turned, a condition negated,",
        "a number one higher, a statement left out), then that layer's tests run. A bug that none notices survives.",
        "",
        f"**{score:.1f} %** of {len(tried)} mutants were caught; a sample (seed {seed}) of the {all_} that there are.",
        "",
        "| part | mutants | caught |",
        "| --- | --- | --- |",
    ]
    parts: dict[str, list[bool]] = {}
    for mutant, survived in tried:
        parts.setdefault(mutant.file.relative_to(LAYER).parts[0], []).append(survived)
    lines += [f"| {part} | {len(found)} | {len(found) - sum(found)} |" for part, found in sorted(parts.items())]
    lines += ["", "Survivors:" if alive else "None survived.", ""]
    lines += [f"- `{mutant.name}` {mutant.what}" for mutant in alive]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Take a sample, try it, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the path")
    parser.add_argument("--tests", nargs="*", default=["tests/authority"], help="the tests that ought to notice")
    said = parser.parse_args()
    files = sorted(one for one in LAYER.rglob("*.py") if said.only in str(one))
    every = [mutant for file in files for mutant in mutants(file)]
    picked = Random(said.seed).sample(every, min(said.sample, len(every)))  # noqa: S311  (a sample, no secret)
    os.nice(10)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        ground, tried = Ground(Path(folder), said.tests), []
        if not ground.survives(None):
            sys.exit(f"The tests are red without any bug. Mend them first.\n{ground.said}")
        for number, mutant in enumerate(picked, 1):
            begin = time.monotonic()
            tried.append((mutant, ground.survives(mutant)))
            fate = "SURVIVED" if tried[-1][1] else "caught"
            took = time.monotonic() - begin
            print(f"{number}/{len(picked)} {fate} {mutant.name} {mutant.what} ({took:.0f} s)", flush=True)
    page = told(tried, len(every), said.seed)
    if not said.only:
        PAGE.write_text(page)
    print(page)


if __name__ == "__main__":
    main()

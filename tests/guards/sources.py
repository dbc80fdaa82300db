"""The source files that the guards walk, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "backend/remit"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of a package: where it lies inside it, what it says."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    def imports(self) -> Iterator[str]:
        """Full names of the modules that are imported, anywhere in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def _parsed(text: str) -> ast.Module:
    # Each guard walks every file: to parse them anew for each was most of what the guards took.
    return ast.parse(text)


@cache
def sources(package: Path = PACKAGE, under: str = "") -> list[Source]:
    """Every Python file of the package, or of one layer of it."""
    files = sorted((package / under).rglob("*.py"))
    return [Source(str(f.relative_to(package)), f.read_text()) for f in files]


def planted(name: str, *lines: str) -> list[Source]:
    """A file with a breach in it, for showing that a guard bites."""
    return [Source(name, "\n".join(lines) + "\n")]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute or name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""

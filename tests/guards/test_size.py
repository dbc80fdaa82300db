"""Files and functions stay small enough to be read at once; names say what a thing is."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.guards.sources import ROOT, Source, planted, sources

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "service", "handler", "data", "info"}
LIMITS = {".py": 400, ".ts": 400, ".tsx": 250}


def too_long(files: Iterable[tuple[str, int]]) -> list[str]:
    """Files, as name and number of lines, over the stop."""
    return [f"{name}: {lines} lines" for name, lines in files if lines > LIMITS[Path(name).suffix]]


def long_functions(files: list[Source]) -> list[str]:
    return [
        f"{file.name}: {function.name} has {_length(function)} lines"
        for file in files
        for function in file.functions()
        if _length(function) > 50
    ]


def empty_names(files: list[Source]) -> list[str]:
    """Modules and classes whose name says nothing."""
    classes = ((f.name, n.name) for f in files for n in ast.walk(f.tree) if isinstance(n, ast.ClassDef))
    modules = ((f.name, Path(f.name).stem) for f in files)
    return [f"{where}: {name}" for where, name in (*classes, *modules) if _empty(name)]


def headless(files: list[Source]) -> list[str]:
    """Modules that do not say in their first line what lives there."""
    return [file.name for file in files if not (ast.get_docstring(file.tree) or "").strip()]


def _empty(name: str) -> bool:
    return name.lower() in EMPTY_WORDS or name.endswith(("Manager", "Service", "Handler", "Helper", "Utils", "Info"))


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _measured(*folders: str) -> list[tuple[str, int]]:
    files = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in LIMITS)
    return [(str(p.relative_to(ROOT)), p.read_text().count("\n")) for p in files if "generated" not in p.parts]


def test_no_file_is_too_long():
    assert too_long(_measured("backend/remit", "frontend/src", "tests", "tools")) == []


def test_files_are_small_as_a_rule():
    lines = [count for _, count in _measured("backend/remit") if count]
    assert median(lines) <= 90
    assert quantiles(lines, n=10)[-1] <= 200


def test_functions_are_small():
    assert long_functions(sources()) == []
    lengths = [_length(function) for file in sources() for function in file.functions()]
    assert median(lengths) <= 10
    assert quantiles(lengths, n=10)[-1] <= 25


def test_names_and_head_lines_say_something():
    assert empty_names(sources()) == []
    assert headless(sources()) == []


def test_the_guards_bite():
    assert too_long([("a.py", 401), ("b.tsx", 251), ("c.py", 400)]) == ["a.py: 401 lines", "b.tsx: 251 lines"]
    assert long_functions(planted("a.py", "def f():", *["    x = 1"] * 50))
    assert empty_names(planted("desk/utils.py", "class RefundManager: ..."))
    assert headless(planted("a.py", "x = 1"))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("C901", "def f(x):\n" + "".join(f"    if x == {n}:\n        return\n" for n in range(8))),
        ("PLR0913", "def f(a, b, c, d, e, f, g): ..."),
        ("FIX002", "# TODO: later"),
        ("T201", "print(1)"),
    ],
)
def test_the_linter_bites(rule: str, code: str):
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--select",
        rule,
        "--stdin-filename",
        "backend/remit/planted.py",
        "-",
    ]
    found = subprocess.run(ruff, input=code, capture_output=True, text=True, cwd=ROOT, check=False)
    assert found.returncode == 1
    assert rule in found.stdout

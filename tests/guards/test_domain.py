"""The domain is pure: standard library only, nothing asynchronous, no logging, no files, no Any."""

import ast
import sys

import pytest

from tests.guards.sources import Source, dotted, planted, sources

WORLDLY = {
    "asyncio",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "subprocess",
    "time",
    "uuid",
}
"""Standard library all the same, but each of them would make the same question have two answers."""


def impurities(files: list[Source]) -> list[str]:
    return [f"{f.name}: {fault}" for f in files for fault in (*_imports(f), *_words(f))]


def _imports(file: Source) -> list[str]:
    return [
        f"imports {name}"
        for name in file.imports()
        if not name.startswith("remit.domain") and (_top(name) in WORLDLY or _top(name) not in sys.stdlib_module_names)
    ]


def _top(name: str) -> str:
    return name.partition(".")[0]


def _words(file: Source) -> list[str]:
    nodes = list(ast.walk(file.tree))
    names = [dotted(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)]
    waits = [node for node in nodes if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
    says_any = [name for name in names if name in {"Any", "typing.Any"}]
    opens = [name for name in names if name in {"open", "print", "input"}]
    return [*(["is asynchronous"] if waits else []), *(f"says {name}" for name in says_any + opens)]


def test_the_domain_is_pure():
    assert impurities(sources(under="domain")) == []


@pytest.mark.parametrize(
    "line",
    [
        "import sqlalchemy",
        "from remit.store import tables",
        "import time",
        "async def decide(): ...",
        "from typing import Any\nanything: Any = 1",
        "print(1)",
    ],
)
def test_the_guard_bites(line: str):
    assert impurities(planted("domain/policy/decision.py", line))

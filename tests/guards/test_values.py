"""Values are declared with `value`, which only the type checker freezes: so nothing sets a field by its name."""

import ast

import pytest

from tests.guards.sources import Source, dotted, planted, sources

_SETS = {"setattr", "object.__setattr__", "object.__delattr__", "delattr"}
_DRIVER = "store/migrations.py"
"""Sets an attribute of the database driver's connection, which is no value of ours."""


def frozen_elsewhere(files: list[Source]) -> list[str]:
    return [
        f"{file.name}:{node.lineno}: declare it with `value` of domain.values"
        for file in files
        if file.name != "domain/values.py"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and dotted(node.func) in ("dataclass", "dataclasses.dataclass")
        if any(keyword.arg == "frozen" for keyword in node.keywords)
    ]


def set_by_name(files: list[Source]) -> list[str]:
    return [
        f"{file.name}:{node.lineno}: sets a field past the type checker"
        for file in files
        if file.name != _DRIVER
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and dotted(node.func) in _SETS
    ]


def test_values_are_declared_in_one_way():
    assert frozen_elsewhere(sources()) == []


def test_nothing_sets_a_field_by_name():
    assert set_by_name(sources()) == []


def test_the_guard_of_values_bites():
    assert frozen_elsewhere(planted("desk/x.py", "@dataclass(frozen=True)\nclass A:\n    a: int"))


@pytest.mark.parametrize("line", ["setattr(a, 'b', 1)", "object.__setattr__(a, 'b', 1)"])
def test_the_guard_of_fields_bites(line: str):
    assert set_by_name(planted("desk/x.py", line))

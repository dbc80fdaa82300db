"""Who may import whom: the contracts in pyproject.toml hold, and each of them bites."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.sources import PACKAGE, ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, to plant breaches in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("web", "__pycache__")
    return Path(shutil.copytree(PACKAGE, tmp_path / "remit", ignore=ignored))


def contracts(package: Path, only: str | None = None) -> subprocess.CompletedProcess[str]:
    chosen = ["--contract", only] if only else []
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", lint, "--no-cache", *chosen],
        cwd=package.parent,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold(copy: Path):
    report = contracts(copy)
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.parametrize(
    ("contract", "layer", "line"),
    [
        ("layers", "domain", "from remit.store import tables"),
        ("layers", "desk", "from remit.api import gate"),
        ("casbin", "desk", "import casbin"),
        ("sql", "desk", "from sqlalchemy import select"),
        ("http", "desk", "from fastapi import Request"),
    ],
)
def test_each_contract_bites(copy: Path, contract: str, layer: str, line: str):
    (copy / layer / "planted.py").write_text(f'"""A breach."""\n\n{line}\n')
    report = contracts(copy, contract)
    assert report.returncode == 1, report.stdout + report.stderr
    assert f"remit.{layer}.planted" in report.stdout


def test_a_package_outside_the_layers_is_noticed(copy: Path):
    (copy / "elsewhere.py").write_text('"""In no layer."""\n')
    assert contracts(copy, "layers").returncode == 1

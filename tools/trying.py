"""Tries a mutant: a process forked from one that has imported everything but the authority layer runs its witnesses."""

import compileall
import gc
import importlib
import importlib.machinery
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from planting import Mutant
from witnesses import Witnesses, read, shorten

_ALONE = ["-p", "pytest_asyncio.plugin", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
_QUIET = ["-q", "-x", "--tb=no", "--assert=plain", *_ALONE]
_AT_HAND = (
    "casbin",
    "hypothesis.strategies",
    "pytest_asyncio.plugin",
    "remit.domain.policy.decision",
    "tests.conftest",
)
"""Imported before the forks; none of it may import the layer that mutates."""
_LAYER = "remit.authority"
_LONGEST_S = 600
_RED = {pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}
"""Interrupted is what pytest says when a file cannot even be imported."""


@dataclass(frozen=True)
class Tried:
    """A mutant, and whether some test noticed it: none may be left that executes it."""

    mutant: Mutant
    caught: bool
    asked: int


class Chosen:
    """A pytest plugin: only these tests, in this order. One that is not there any more (its parameters come from what
    was mutated) is passed over.
    """

    def __init__(self, tests: list[str]) -> None:
        self._order = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((one for one in items if one.nodeid in self._order), key=lambda one: self._order[one.nodeid])
        shorten(items)


class Ground:
    """A copy of the sources and tests: the checkout may change meanwhile."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.layer = folder, folder / "remit" / "authority"
        if not folder.joinpath("remit").exists():
            unneeded = shutil.ignore_patterns("__pycache__", "web")
            shutil.copytree(root / "backend" / "remit", folder / "remit", ignore=unneeded)
            shutil.copytree(root / "tests", folder / "tests", ignore=unneeded)
            shutil.copy(root / "pyproject.toml", folder)
            compileall.compile_dir(folder, quiet=1)
        self._env = {**os.environ, "REMIT_ORACLE_PAIRS": "3000", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def witnesses(self, tests: list[str]) -> Witnesses:
        """Who executes what: asked of every test once, without any bug."""
        place = self.folder / "witnesses.json"
        if not place.exists():
            found = os.pathsep.join([str(self.folder), *sys.path[1:]])
            command = [sys.executable, str(Path(__file__).with_name("witnesses.py")), str(self.layer), str(place)]
            arguments = ["-q", *_ALONE, *tests]
            subprocess.run([*command, *arguments], check=True, cwd=self.folder, env={**self._env, "PYTHONPATH": found})
        return read(place)

    def prepare(self) -> None:
        """Import what all trials need."""
        os.chdir(self.folder)
        os.environ.update(self._env)
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(self.folder))
        for name in _AT_HAND:
            importlib.import_module(name)
        if any(name.startswith(_LAYER) for name in sys.modules):
            sys.exit(f"{_LAYER} was imported before the bugs are planted: every mutant would survive.")
        gc.freeze()


def tried(ground: Ground, witnesses: Witnesses, picked: Iterable[Mutant], jobs: int) -> Iterator[Tried]:
    """Each mutant's fate, several at a time, as they become known."""
    running: dict[int, tuple[Mutant, int]] = {}
    for mutant in picked:
        tests = witnesses.of(str(mutant.file.relative_to(ground.layer)), mutant.spans)
        if not tests:
            yield Tried(mutant, caught=False, asked=0)
            continue
        if len(running) >= jobs:
            yield _ended(running)
        running[_begun(mutant, tests, sum(witnesses.took[test] for test in tests))] = mutant, len(tests)
    while running:
        yield _ended(running)


def _begun(mutant: Mutant, tests: list[str], cost: float) -> int:
    """The number of a process that asks these tests."""
    if (child := os.fork()) != 0:
        return child
    code: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        # Processor time, so that a busy machine is not taken for an endless loop.
        resource.setrlimit(resource.RLIMIT_CPU, (int(20 + 3 * cost),) * 2)
        signal.alarm(_LONGEST_S)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        _plant(mutant)
        code = pytest.main(
            [*_QUIET, *dict.fromkeys(test.partition("::")[0] for test in tests)], plugins=[Chosen(tests)]
        )
    finally:
        os._exit(code)


def _plant(mutant: Mutant) -> None:
    sound = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, fullname: str) -> object:
        return mutant.code() if Path(self.path) == mutant.file else sound(self, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code


def _ended(running: dict[int, tuple[Mutant, int]]) -> Tried:
    """What has become of the next to end."""
    child, status = os.wait()
    mutant, asked = running.pop(child)
    if os.WIFSIGNALED(status):
        return Tried(mutant, caught=True, asked=asked)  # it did not end by itself
    code = os.WEXITSTATUS(status)
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        sys.exit(f"pytest could not run for {mutant.file}:{mutant.line} {mutant.what} ({code})")
    return Tried(mutant, caught=code in _RED, asked=asked)

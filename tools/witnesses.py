"""Which tests execute which line, and how long each takes: written down once, by coverage's contexts.

As a program it runs pytest with its arguments and leaves what it saw in a file; as a module it reads that file.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import Phase, settings

try:
    import coverage
except ModuleNotFoundError:
    sys.exit("coverage is not installed. It is kept apart from all else: see requirements/mutants.txt.")

LONG_S = 15
"""Seconds of tests that a mutant may cost at most: the shortest come first, whatever is beyond is not asked."""


EXAMPLES = 30
"""As many a property is tried with, and none is made smaller: what matters is whether it is red."""
_PHASES = (Phase.explicit, Phase.generate)


class Recorder:
    """A pytest plugin: a coverage context for each test, and one for its whole file while shared fixtures are made."""

    def __init__(self, cov: coverage.Coverage) -> None:
        self._cov, self.took, self.red = cov, defaultdict(float), []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        begin = time.process_time()
        self._cov.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._cov.switch_context("")
            self.took[item.nodeid] = time.process_time() - begin

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Iterator[object]:
        shared = fixturedef.scope != "function"
        begin = time.process_time()
        if shared:
            self._cov.switch_context(request.node.nodeid)
        try:
            return (yield)
        finally:
            if shared:
                self._cov.switch_context(request._pyfuncitem.nodeid)  # noqa: SLF001  (pytest has no other name for it)
                self.took[request.node.nodeid] += time.process_time() - begin

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        shorten(items)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.red.append(report.nodeid)


def shorten(items: list[pytest.Item]) -> None:
    """Let properties try fewer examples, the same each time."""
    for item in items:
        test = getattr(item, "obj", None)
        meant = getattr(test, "_hypothesis_internal_use_settings", None)
        if meant is not None:
            few = min(meant.max_examples, EXAMPLES)
            short = settings(meant, max_examples=few, phases=_PHASES, database=None, derandomize=True, deadline=None)
            test._hypothesis_internal_use_settings = short  # noqa: SLF001  (there is no public way)


@dataclass(frozen=True)
class Witnesses:
    """By file (its place below the package) and line: the tests that execute it. And what each test costs."""

    by_line: dict[str, dict[int, list[str]]]
    took: dict[str, float]

    def of(self, file: str, spans: tuple[range, ...]) -> list[str]:
        """The tests to ask about a bug in the narrowest of these spans that any test executes, quickest first."""
        lines = self.by_line.get(file, {})
        for span in (*spans, range(10**6)):
            seen = {test for line, tests in lines.items() if line in span for test in tests}
            if seen:
                return self._affordable(seen)
        return []

    def _affordable(self, seen: set[str]) -> list[str]:
        found, spent = [], 0.0
        for test in sorted(seen, key=self._cost):
            spent += self.took[test]
            if found and spent > LONG_S:
                break
            found.append(test)
        return found

    def _cost(self, test: str) -> tuple[int, str]:
        # Rounded to powers of two, so that tests of one file stay together and share what they set up.
        return int(max(self.took[test], 0.01) * 50).bit_length(), test


def read(place: Path) -> Witnesses:
    said = json.loads(place.read_text())
    return Witnesses(
        {file: {int(line): tests for line, tests in lines.items()} for file, lines in said[0].items()}, said[1]
    )


def _contexts(cov: coverage.Coverage, layer: Path, took: dict[str, float]) -> dict[str, dict[int, list[str]]]:
    found = {}
    within: dict[str, list[str]] = defaultdict(list)
    for test in took:
        within[test.partition("::")[0]].append(test)
    for file in cov.get_data().measured_files():
        lines = cov.get_data().contexts_by_lineno(file)
        found[str(Path(file).relative_to(layer))] = {
            line: sorted({test for name in names if name for test in ([name] if "::" in name else within[name])})
            for line, names in lines.items()
        }
    return found


def main() -> None:
    layer, place, *arguments = sys.argv[1:]
    cov = coverage.Coverage(data_file=None, source=[layer], config_file=False)
    recorder = Recorder(cov)
    cov.start()
    code = pytest.main(arguments, plugins=[recorder])
    cov.stop()
    if code != 0:
        sys.exit(f"The tests are red without any bug. Mend them first: {recorder.red}")
    tests = {test: took for test, took in recorder.took.items() if "::" in test}
    shared = {file: took for file, took in recorder.took.items() if "::" not in file}
    took_all = {test: took + shared.get(test.partition("::")[0], 0) for test, took in tests.items()}
    Path(place).write_text(json.dumps([_contexts(cov, Path(layer), tests), took_all]))


if __name__ == "__main__":
    main()

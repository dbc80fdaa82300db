"""Time and ids come from clock.py, settings from settings.py, and from nowhere else."""

import ast

import pytest

from tests.guards.sources import Source, dotted, planted, sources

ENVIRONMENT = {"os.environ", "os.getenv", "os.environb", "environ", "getenv"}
CLOCK = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}
IDS = ("uuid", "uuid_utils", "random")


def environment_reads(files: list[Source]) -> list[str]:
    return [
        f"{file.name}: reads the environment by {name}"
        for file in files
        if file.name != "settings.py"
        for name in _names(file)
        if name in ENVIRONMENT
    ]


def clock_reads(files: list[Source]) -> list[str]:
    """Durations (`time.monotonic`, `perf_counter`) are free: they decide nothing that is stored."""
    elsewhere = [file for file in files if file.name != "clock.py"]
    reads = [f"{f.name}: reads the clock by {name}" for f in elsewhere for name in _names(f) if name in CLOCK]
    return reads + [f"{f.name}: makes ids by {name}" for f in elsewhere for name in f.imports() if _makes_ids(f, name)]


def _makes_ids(file: Source, module: str) -> bool:
    seeded = module == "random" and file.name.startswith("demo/")
    return module.partition(".")[0] in IDS and not seeded


def _names(file: Source) -> list[str]:
    return [dotted(node) for node in ast.walk(file.tree) if isinstance(node, ast.Name | ast.Attribute)]


def test_only_settings_reads_the_environment():
    assert environment_reads(sources()) == []


def test_only_the_clock_reads_the_clock_and_makes_ids():
    assert clock_reads(sources()) == []


@pytest.mark.parametrize("line", ["import os\nos.environ['A']", "from os import getenv\ngetenv('A')"])
def test_the_environment_guard_bites(line: str):
    assert environment_reads(planted("desk/requests/asking.py", line))
    assert environment_reads(planted("settings.py", line)) == []


@pytest.mark.parametrize(
    "line",
    ["from datetime import datetime\ndatetime.now()", "import time\ntime.time()", "import uuid", "import random"],
)
def test_the_clock_guard_bites(line: str):
    assert clock_reads(planted("desk/requests/asking.py", line))
    assert clock_reads(planted("clock.py", line)) == []

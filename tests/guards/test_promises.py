"""Each promise names the tests that hold it, and they are there."""

import re

from tests.guards.sources import ROOT

PROMISED = {f"P{number}" for number in (*range(1, 8), 10, 11, 12, 15, 17, 19)}
NAMED = re.compile(r"`(tests/[\w/]+\.py)?(?:::(\w+))?`")


def rows() -> dict[str, str]:
    page = (ROOT / "docs/promises.md").read_text()
    return dict(re.findall(r"^\| (P\d+) [^|]+\| (.+) \|$", page, re.MULTILINE))


def missing(held_by: str) -> list[str]:
    """What is named there and does not exist; a test without a file is in the file before it."""
    found, file = [], ""
    for path, test in NAMED.findall(held_by):
        file = path or file
        text = (ROOT / file).read_text() if (ROOT / file).is_file() else ""
        if not text or (test and f"def {test}(" not in text):
            found.append(f"{file}::{test}")
    return found


def test_every_promise_names_tests_that_are_there():
    assert rows().keys() >= PROMISED
    assert not [one for held_by in rows().values() for one in missing(held_by)]


def test_the_guard_sees_what_is_missing():
    named = "`tests/desk/test_money.py::test_nobody_wrote_this`, `::test_nor_this`, `tests/desk/test_nowhere.py`"
    assert len(missing(named)) == 3

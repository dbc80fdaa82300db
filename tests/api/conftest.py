"""The server that every test of this folder talks to: one process on SQLite, one on PostgreSQL, and three.

What cannot hold over three processes is marked `one_process`, and says why.
"""

import pytest

from tests.homes import in_each_home, pytest_runtest_teardown, served, served_world

__all__ = ["pytest_runtest_teardown", "served", "served_world"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_process(why): does not run over three processes, for this reason")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    alone = metafunc.definition.get_closest_marker("one_process")
    assert alone is None or alone.args, "say why it cannot run over three processes"
    in_each_home(metafunc, three=alone is None)

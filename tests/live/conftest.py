"""The server that every test of this folder listens to: one process, on SQLite and on PostgreSQL."""

import pytest

from tests.homes import in_each_home, pytest_runtest_teardown, served, served_world

__all__ = ["pytest_runtest_teardown", "served", "served_world"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    in_each_home(metafunc, three=False)

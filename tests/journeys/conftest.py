"""The server that every test of this folder travels through, in each of its homes."""

from tests.homes import (
    pytest_configure,
    pytest_generate_tests,
    pytest_runtest_teardown,
    served,
    served_world,
)

__all__ = ["pytest_configure", "pytest_generate_tests", "pytest_runtest_teardown", "served", "served_world"]

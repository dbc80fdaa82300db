"""The server that every test of this folder talks to."""

from tests.homes import (  # noqa: F401 - pytest finds them by their names
    pytest_generate_tests,
    pytest_runtest_teardown,
    served,
    served_world,
)

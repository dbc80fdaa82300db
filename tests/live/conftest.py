"""The server that every test of this folder listens to."""

from tests.homes import pytest_generate_tests, served, served_world  # noqa: F401 - pytest finds them by their names

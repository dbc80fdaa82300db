"""The server that every test of this folder travels through."""

from tests.serving import served, served_world  # noqa: F401 - pytest finds fixtures by their names here

"""One world for the whole folder: it takes seconds to invent."""

from datetime import UTC, datetime

import pytest

from remit.demo.world import invent

NOW = datetime(2026, 11, 21, 23, 17, tzinfo=UTC)


@pytest.fixture(scope="session")
def said():
    return []


@pytest.fixture(scope="session")
def world(said):
    return invent(1, 60, NOW, said.append)

"""What every test may ask for: a fresh, migrated database of either kind, and no way out to the network."""

import asyncio
import ipaddress
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from remit.store.migrations import migrate
from tests.services import postgres

_numbers = count(1)


class OutsideLoopback(AssertionError):
    """A test (or the product under it) reached for the network."""


def _stay_home(event: str, arguments: tuple) -> None:
    if event == "socket.getaddrinfo":
        _must_be_local(arguments[0])
    elif event == "socket.connect" and isinstance(arguments[1], tuple):  # a path is a Unix socket
        _must_be_local(arguments[1][0])


def _must_be_local(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    with suppress(ValueError):
        if ipaddress.ip_address(name.partition("%")[0]).is_loopback:
            return
    message = f"tests use the loopback interface only, this one went to {name}"
    raise OutsideLoopback(message)


sys.addaudithook(_stay_home)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL, started when the first test asks. Where there is none, that is a failure, not a skip."""
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at head, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "remit.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[str]:
    """The name of a PostgreSQL database at head, to be copied."""
    name = _name("migrated")
    command(postgres_url, f"CREATE DATABASE {name}")
    migrate(on_server(postgres_url, name))
    yield name
    command(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite database of this test's own, at head."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'remit.db')}"


@pytest.fixture
def postgresql_url(postgres_url: str, migrated_postgres: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own, at head."""
    name = _name("test")
    command(postgres_url, f"CREATE DATABASE {name} TEMPLATE {migrated_postgres}")
    yield on_server(postgres_url, name)
    command(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Either kind: the test runs twice."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def empty_database_url(postgres_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without tables; ask with `indirect` parameters "sqlite" and "postgresql"."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    name = _name("empty")
    command(postgres_url, f"CREATE DATABASE {name}")
    yield on_server(postgres_url, name)
    command(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


def command(url: str, sql: str) -> None:
    """One statement outside any transaction, from a test that may itself run in a loop."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, run()).result()


def on_server(url: str, database: str) -> str:
    """The same server, another database."""
    return f"{url.rpartition('/')[0]}/{database}"


def _name(kind: str) -> str:
    return f"remit_{kind}_{next(_numbers)}"

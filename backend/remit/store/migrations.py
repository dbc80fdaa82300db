"""The schema: bring a database to head, and tell whether it is there."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

Result = TypeVar("Result")

COMPARISON = {"render_as_batch": True, "compare_type": True, "compare_server_default": True, "transactional_ddl": True}
"""How tables and database are compared and changed; SQLite can only change a table by copying it (batch)."""

_LOCK = 7_363_911
"""PostgreSQL advisory lock: of two processes that migrate at once, the second finds nothing left to do."""


def migrate(url: str) -> None:
    """Bring the database to head, all or nothing, creating it where it is a SQLite file that does not exist yet."""
    on(url, _upgrade)


def pending(url: str) -> bool:
    """Whether the database is empty or behind head. A database that is ahead (a newer Remit was here) is not behind."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite" and not (where.database and Path(where.database).exists()):
        return True  # asking would create the file
    return on(url, _behind)


def head() -> str:
    """The revision that this code needs."""
    revision = ScriptDirectory(str(_scripts())).get_current_head()
    if revision is None:
        message = f"No migrations in {_scripts()}: this copy of Remit is incomplete."
        raise RuntimeError(message)
    return revision


def on(url: str, work: Callable[[Connection], Result]) -> Result:
    """Do some work in one transaction; on PostgreSQL through asyncpg, the only driver there is."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        return _on_sqlite(where, work)
    with ThreadPoolExecutor(1) as aside:  # a loop of its own, as the caller may already be inside one
        return aside.submit(lambda: asyncio.run(_on_postgresql(where, work))).result()


def _on_sqlite(url: URL, work: Callable[[Connection], Result]) -> Result:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    # The driver's own transactions leave DDL out; ours take the write lock first and cover everything.
    event.listen(engine, "connect", lambda dbapi, _record: setattr(dbapi, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        return work(connection)


async def _on_postgresql(url: URL, work: Callable[[Connection], Result]) -> Result:
    engine = create_async_engine(url.set(drivername="postgresql+asyncpg"), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(_scripts()))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _behind(connection: Connection) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    known: dict[str, Any] = {r.revision: r for r in ScriptDirectory(str(_scripts())).walk_revisions()}
    return current is None or (current in known and current != head())


def _scripts() -> Path:
    """Beside the package in a wheel, at the top of the repository in a clone."""
    packed = Path(__file__).parents[1] / "_alembic"
    return packed if packed.exists() else Path(__file__).parents[3] / "alembic"

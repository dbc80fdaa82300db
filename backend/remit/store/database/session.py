"""The database: read transactions, write transactions, and who runs them. One set of SQL functions serves both kinds.

A SQL function takes a `Connection` first and is ordinary synchronous code. SQLite runs it on the loop (or on one
writer thread, where the disk is slow); PostgreSQL runs it on a held asyncpg connection.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError
from sqlalchemy.exc import DBAPIError as DatabaseError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from remit.store.database.backfill import LOG_AT_MOST, Backfill
from remit.store.database.bell import Bell

__all__ = ["Connection", "Database", "DatabaseError", "connect", "is_about_a_row"]

P = ParamSpec("P")
T = TypeVar("T")

_SLOW_SYNC_S = 0.002
_READERS = 4


class Database(Protocol):
    """Where everything is kept."""

    @property
    def alone(self) -> bool:
        """Whether this process is the only one that uses it."""

    @property
    def bell(self) -> Bell | None:
        """What tells the other processes of news; None where there are none."""

    async def glance(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """A read of a row or two by key, on the hot path."""

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """A read of any size, in one consistent view."""

    async def write(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """One transaction: committed, durable, when this returns; rolled back when it raises."""

    async def close(self) -> None:
        """Let go of every connection."""


def connect(url: str) -> Database:
    """The database at `sqlite:///path` or `postgresql://…`."""
    return SqliteDatabase(url) if make_url(url).get_backend_name() == "sqlite" else PostgresDatabase(url)


def is_about_a_row(broken: DatabaseError) -> bool:
    """Whether one row was refused, and its neighbours would be taken; else the connection or the disk has failed."""
    return not broken.connection_invalidated and isinstance(broken, IntegrityError | DataError | ProgrammingError)


class SqliteDatabase:
    """One file: one writing connection, many readers. WAL and synchronous=FULL: a commit survives power loss."""

    def __init__(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = _sqlite(url, "BEGIN IMMEDIATE", StaticPool)
        self._reader = _sqlite(url, "BEGIN", QueuePool)
        self._glancer = _sqlite(url, None, StaticPool)
        self._threads = ThreadPoolExecutor(_READERS, thread_name_prefix="sqlite-read")
        slow = _sync_seconds(path.parent) > _SLOW_SYNC_S
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-write") if slow else None
        self._glance_at = self._glancer.connect()
        # Held: taking it out of its pool for each batch, and putting it back, cost as much as three of its rows.
        self._write_at = self._writer.connect()
        self._backfill = Backfill(path)

    @property
    def alone(self) -> bool:
        """One process serves one file."""
        return True

    @property
    def bell(self) -> Bell | None:
        """Nobody else is there to hear one."""
        return None

    async def glance(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """On the loop: a hop to a thread costs more than the read."""
        return fn(self._glance_at, *args, **kwargs)

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """On a reading thread."""

        def work() -> T:
            with self._reader.begin() as connection:
                return fn(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def write(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """On the loop where a sync takes less than a thread hop is worth, else on the one writer thread."""

        def work() -> T:
            with self._write_at.begin():
                return fn(self._write_at, *args, **kwargs)

        if self._write_thread is None:
            done = work()
        else:
            done = await asyncio.get_running_loop().run_in_executor(self._write_thread, work)
        self._backfill.follow(self._write_at)
        return done

    async def close(self) -> None:
        """Finish what runs, then let go."""
        if self._write_thread is not None:
            self._write_thread.shutdown()
        self._backfill.close()
        self._threads.shutdown()
        self._glance_at.close()
        self._write_at.close()
        for engine in (self._writer, self._reader, self._glancer):
            engine.dispose()


class PostgresDatabase:
    """PostgreSQL by asyncpg."""

    alone = False
    bell: Bell | None

    def __init__(self, url: str) -> None:
        self.bell = Bell(url)
        self._engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=10,
            max_overflow=10,
            connect_args={
                "server_settings": {
                    "application_name": "remit",
                    # A paused process must not hold everybody up: its lock waits and its idle transaction end.
                    "lock_timeout": "5s",
                    "idle_in_transaction_session_timeout": "10s",
                }
            },
        )
        # A transaction around each would cost two round trips more.
        self._reads = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    async def glance(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The same as any read: every read is a round trip here."""
        return await self.read(fn, *args, **kwargs)

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """One consistent view is one statement here; functions that need more say so in their SQL."""
        try:
            return await self._read(fn, *args, **kwargs)
        except DatabaseError as broken:
            if is_about_a_row(broken):
                raise
            # A server that hung up left dead connections in the pool; reading again on a new one harms nobody.
            return await self._read(fn, *args, **kwargs)

    async def _read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._reads.connect() as connection:
            return await connection.run_sync(lambda sync: fn(sync, *args, **kwargs))

    async def write(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """One transaction."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(lambda sync: fn(sync, *args, **kwargs))

    async def close(self) -> None:
        """Let go of the pool."""
        await self._engine.dispose()


def _sqlite(url: str, begin: str | None, pool: type[StaticPool | QueuePool]) -> Engine:
    sized = {"pool_size": _READERS} if pool is QueuePool else {}
    level = {"isolation_level": "AUTOCOMMIT"} if begin is None else {}
    engine = create_engine(url, poolclass=pool, connect_args={"check_same_thread": False}, **sized, **level)

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"wal_autocheckpoint={LOG_AT_MOST}",
            "busy_timeout=5000",
            "foreign_keys=ON",
            "cache_size=-32000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", prepare)
    if begin is not None:
        # The driver would begin by itself, deferred: a read that turns into a write then fails at once as "locked".
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _sync_seconds(folder: Path) -> float:
    """How long the disk takes to make a small write durable: the best of a few tries, as neighbours may be busy."""
    took = []
    with tempfile.NamedTemporaryFile(dir=folder) as probe:
        for _ in range(5):
            probe.write(b"x" * 512)
            probe.flush()
            start = time.perf_counter()
            os.fsync(probe.fileno())
            took.append(time.perf_counter() - start)
    return min(took)

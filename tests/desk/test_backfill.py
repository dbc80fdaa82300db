"""SQLite's log: written back beside whoever commits, never longer than it may be, and no trouble of theirs."""

import asyncio
import logging
import shutil
import sqlite3

import pytest

from remit.store.database.backfill import LOG_AT_MOST
from remit.store.database.session import Connection, connect

PAGE = 4096
MANY = 600


@pytest.fixture
async def database(tmp_path):
    opened = connect(f"sqlite:///{tmp_path / 'a.db'}")
    await opened.write(lambda connection: connection.exec_driver_sql("CREATE TABLE said (text TEXT)"))
    yield opened
    await opened.close()


def said(connection: Connection, rows: int, length: int = 10) -> None:
    connection.exec_driver_sql("INSERT INTO said VALUES (?)", [("x" * length,)] * rows)


def rows(connection: Connection) -> int:
    return connection.exec_driver_sql("SELECT count(*) FROM said").scalar_one()


def in_the_file_alone(folder) -> int:
    """What is there without the log."""
    copy = folder / "copy.db"
    shutil.copy(folder / "a.db", copy)
    with sqlite3.connect(copy) as alone:
        try:
            return alone.execute("SELECT count(*) FROM said").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


async def test_what_was_committed_comes_into_the_file_by_itself(database, tmp_path):
    await database.write(said, 10)
    assert in_the_file_alone(tmp_path) == 0, "so far it is in the log"

    await database.write(said, MANY)
    await asyncio.wrap_future(database._backfill._under_way)
    assert in_the_file_alone(tmp_path) == 10 + MANY


async def test_the_log_does_not_grow_for_ever(database, tmp_path):
    for _ in range(40):
        await database.write(said, 400, PAGE)

    assert (tmp_path / "a.db-wal").stat().st_size < 2 * LOG_AT_MOST * PAGE
    assert await database.read(rows) == 40 * 400


async def test_where_it_fails_the_commit_stands_and_the_trouble_is_told(database, caplog):
    database._backfill._at.close()

    with caplog.at_level(logging.WARNING, "remit.database"):
        await database.write(said, MANY)
        await asyncio.wrap_future(database._backfill._under_way)
    assert "could not be written back" in caplog.text

    await database.write(said, MANY)
    assert await database.read(rows) == 2 * MANY

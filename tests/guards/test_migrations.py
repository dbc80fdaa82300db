"""Migrations lead to exactly the tables of the code, from nothing and back, on SQLite and on PostgreSQL."""

import sqlite3
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import HeadMaintainer, MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, MetaData, Table

from remit.store import migrations
from remit.store.tables import SQLModel
from tests.guards.sources import ROOT

both = pytest.mark.parametrize("empty_database_url", ["sqlite", "postgresql"], indirect=True)


def differences(url: str, metadata: MetaData = SQLModel.metadata) -> list:
    def compare(connection: Connection) -> list:
        return compare_metadata(MigrationContext.configure(connection, opts=migrations.COMPARISON), metadata)

    return migrations.on(url, compare)


def test_the_database_equals_the_tables(database_url: str):
    assert differences(database_url) == []


def test_the_guard_bites(database_url: str):
    unmigrated = MetaData()
    Table("forgotten", unmigrated, Column("id", Integer, primary_key=True))
    assert "add_table" in {difference[0] for difference in differences(database_url, unmigrated)}


@both
def test_an_empty_database_is_pending_until_migrated(empty_database_url: str):
    assert migrations.pending(empty_database_url)
    migrations.migrate(empty_database_url)
    assert not migrations.pending(empty_database_url)
    migrations.migrate(empty_database_url)  # again: nothing to do


@both
def test_two_processes_that_migrate_at_once_do_not_collide(empty_database_url: str):
    migrate = [sys.executable, "-c", "import sys; from remit.store.migrations import migrate; migrate(sys.argv[1])"]
    processes = [subprocess.Popen([*migrate, empty_database_url]) for _ in range(2)]
    assert [process.wait(30) for process in processes] == [0, 0]
    assert not migrations.pending(empty_database_url)


def test_a_question_creates_no_file(tmp_path):
    assert migrations.pending(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_migration_that_fails_half_way_leaves_nothing(tmp_path, monkeypatch: pytest.MonkeyPatch):
    def stop(*_: object, **__: object) -> None:
        raise RuntimeError

    path = tmp_path / "half.db"
    monkeypatch.setattr(HeadMaintainer, "update_to_step", stop)  # the tables are made, the revision is not yet noted
    with pytest.raises(RuntimeError):
        migrations.migrate(f"sqlite:///{path}")
    monkeypatch.undo()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    connection.close()
    migrations.migrate(f"sqlite:///{path}")


def test_revisions_are_one_line_that_can_be_walked_back():
    scripts = ScriptDirectory(str(ROOT / "alembic"))
    revisions = list(scripts.walk_revisions())
    assert next(r.revision for r in revisions) == migrations.head()
    assert all(len(r.nextrev) <= 1 and callable(r.module.downgrade) for r in revisions)

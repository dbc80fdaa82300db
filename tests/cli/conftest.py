"""A database with the demo matrix and one person of each tier, and the command on it."""

import asyncio

import pytest

from remit.domain.people import Person
from remit.store import heads, people
from remit.store.database.session import connect
from tests.cli.remit import Command
from tests.desk.offices import settle_in

OPS = Person("usr_ops", "Olga Ops", "olga@acme.example", frozenset({"ops"}), None, None)


def _furnish(connection) -> None:
    settle_in(connection)
    people.add(connection, [OPS], {}, revision=2)
    head = heads.read(connection)
    heads.move(connection, heads.Head(head.epoch, 0, 0, 2, 2, head.now))


async def _open(url: str) -> None:
    database = connect(url)
    try:
        await database.write(_furnish)
    finally:
        await database.close()


@pytest.fixture
def remit(database_url, tmp_path, monkeypatch, capsys) -> Command:
    """The command, on either kind of database: the test runs twice."""
    monkeypatch.setenv("REMIT_DATABASE_URL", database_url)
    monkeypatch.setenv("REMIT_SHOP_PATH", str(tmp_path / "shop.db"))
    asyncio.run(_open(database_url))
    return Command(monkeypatch, capsys)

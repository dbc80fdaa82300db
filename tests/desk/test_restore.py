"""What is put back to an earlier state: how it is noticed, that money waits, and what reconciling makes of it.

That nothing is paid again is tried many times in tests/faults/test_restores.py.
"""

import shutil
import sqlite3
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from remit.connectors.sandbox import BuiltinOrders, Sandbox
from remit.connectors.shop import Shop
from remit.desk import holding, money, reconciling
from remit.desk.execution import Worker
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.office import Office
from remit.domain.execution.execution import Outcome
from remit.domain.policy.facts import House
from remit.store import heads
from remit.store.database import mark
from remit.store.database.session import connect
from tests.conftest import command, on_server
from tests.desk.offices import order, settle_in
from tests.desk.test_ledger import submit


@asynccontextmanager
async def life(url: str, folder: Path, *, told_to: bool = False, first: bool = False):
    """From start to stop, as the server does it."""
    database = connect(url)
    if first:
        await database.write(settle_in)
    shop = Shop.open(folder / "shop.db")
    if first:
        shop.add_orders([order(captured=1_000_000)])
    ledger = Ledger(database, await database.read(limits.load))
    payments = Sandbox(shop)
    one = Office(database=database, ledger=ledger, orders=BuiltinOrders(shop), payments=payments, house=House("acme"))
    await holding.begin(one, folder / "remit.mark", told_to=told_to)
    try:
        yield one
    finally:
        await holding.note(one, folder / "remit.mark")
        await ledger.close()
        await payments.close()
        await database.close()
        shop.close()


class Backup:
    """The whole database as it is, and back to it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    def take(self, name: str) -> None:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self._file)) as live, closing(sqlite3.connect(self.folder / name)) as copy:
                live.backup(copy)
        else:
            command(self._server, f"CREATE DATABASE {self._named(name)} TEMPLATE {self._name}")

    def put_back(self, name: str) -> None:
        if self.url.startswith("sqlite"):
            for left in self.folder.glob("remit.db-*"):
                left.unlink()
            shutil.copy(self.folder / name, self._file)
        else:
            command(self._server, f"DROP DATABASE {self._name} WITH (FORCE)")
            command(self._server, f"CREATE DATABASE {self._name} TEMPLATE {self._named(name)}")
            command(self._server, f"DROP DATABASE {self._named(name)}")

    @property
    def _file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def _name(self) -> str:
        return self.url.rpartition("/")[2]

    @property
    def _server(self) -> str:
        return on_server(self.url, "postgres")

    def _named(self, name: str) -> str:
        return f"{self._name}_{name}"


def paid(folder: Path) -> tuple[int, int]:
    """How many, and how much, by the provider's own ledger."""
    with closing(sqlite3.connect(folder / "shop.db")) as ledger:
        return ledger.execute("SELECT count(*), coalesce(sum(amount), 0) FROM executions").fetchone()


async def asked_and_paid(one, keys):
    for key in keys:
        await one.ledger.submit(submit(1000 + int(key.rpartition("-")[2] or 0), key))
        await Worker(one).once()


async def test_a_mark_is_enough_where_the_provider_tells_nothing(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(holding, "_done_without_us", nothing)
    async with life(database_url, tmp_path, first=True) as one:
        await asked_and_paid(one, ["a-0"])
        head = await one.database.read(heads.read)
    assert mark.read(tmp_path / "remit.mark").seq == head.event_seq
    mark.write(tmp_path / "remit.mark", mark.Mark(head.epoch, head.event_seq + 1))
    async with life(database_url, tmp_path) as one:
        held = await one.database.read(heads.read)
        assert held.flow.held_at
        assert held.epoch != head.epoch, "live clients know more than the record does"


async def nothing(_office):
    return None


async def test_another_database_is_not_an_older_one(database_url, tmp_path):
    mark.write(tmp_path / "remit.mark", mark.Mark("epoch_other", 10**9))
    async with life(database_url, tmp_path, first=True) as one:
        assert (await money.standing(one)).state == "moving"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"epoch": 1}', '{"epoch": "e", "seq": "x"}'])
def test_a_broken_mark_is_none(tmp_path, text):
    (tmp_path / "mark").write_text(text)
    assert mark.read(tmp_path / "mark") is None


async def test_told_to_hold_it_holds_and_starting_money_does_not_end_that(database_url, tmp_path):
    async with life(database_url, tmp_path, first=True, told_to=True) as one:
        (somebody, *_) = one.authority.people
        assert (await money.start(one, somebody, "please")).state == "held"
        await asked_and_paid(one, ["a-0"])
        assert paid(tmp_path) == (0, 0)
        assert await reconciling.release(one)
        await Worker(one).once()
        assert paid(tmp_path)[0] == 1


async def test_what_the_list_knows_better_is_put_right(database_url, tmp_path):
    async with life(database_url, tmp_path, first=True) as one:
        await one.ledger.submit(submit(1000, "a-0"))
        worker = Worker(one)

        async def silent(_told):
            await payments.execute(_told)
            return Outcome("unknown", error="cut")

        payments = one.payments
        one.payments.execute, payments = silent, Sandbox(one.payments._shop)
        await worker.once()
        report = await reconciling.reconcile(one)
        assert [line.kind for line in report.lines] == ["settled"]
        assert (await money.standing(one)).to_resolve == 0
        assert [line.kind for line in (await reconciling.reconcile(one)).lines] == ["agreed"]
        await payments.close()


async def test_what_the_provider_does_not_have_is_for_a_person(database_url, tmp_path):
    async with life(database_url, tmp_path, first=True) as one:
        await asked_and_paid(one, ["a-0"])
        with closing(sqlite3.connect(tmp_path / "shop.db")) as ledger:
            ledger.execute("DELETE FROM executions")
            ledger.commit()
        report = await reconciling.reconcile(one)
        assert ([line.kind for line in report.lines], report.clean) == (["missing"], False)

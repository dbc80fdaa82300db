"""An office of the demo matrix over a database of the test's own, without a server around it."""

from contextlib import asynccontextmanager
from pathlib import Path

from remit import clock
from remit.connectors.sandbox import BuiltinOrders, Sandbox
from remit.connectors.shop import Shop
from remit.demo.limits import rules
from remit.desk import founding
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.office import Office
from remit.domain.orders.order import Customer, Order
from remit.domain.policy.facts import House
from remit.store import heads, people, policies
from remit.store.database.session import connect
from remit.store.policies import Version
from tests.domain.floor import AUTHORITY, PEOPLE


def settle_in(connection) -> None:
    founding.found(connection)
    people.add(connection, PEOPLE, {}, revision=1)
    version = Version(2, AUTHORITY.hash, clock.now(), None, "test", "the matrix", AUTHORITY.tiers)
    policies.publish(connection, version, rules(), ())
    head = heads.read(connection)
    heads.move(connection, heads.Head(head.epoch, 0, 0, 2, 1, head.now))


@asynccontextmanager
async def office(url: str, folder: Path):
    database = connect(url)
    await database.write(settle_in)
    shop = Shop.open(folder / "shop.db")
    ledger = Ledger(database, await database.read(limits.load))
    opened = Office(
        database=database, ledger=ledger, orders=BuiltinOrders(shop), payments=Sandbox(shop), house=House("acme")
    )
    try:
        yield opened
    finally:
        await ledger.close()
        await opened.payments.close()
        await database.close()
        shop.close()


def order(number: int = 1, captured: int = 100_000) -> Order:
    return Order(
        id=f"SO-{number}",
        brand="acme",
        currency="USD",
        captured=captured,
        refunded=0,
        placed_at=clock.now(),
        customer=Customer("C-1", "Kim"),
    )

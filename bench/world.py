"""The world that is measured in: the demo's people and limits, a shelf full of orders, agents who are signed in."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.rivals.obvious_rows import shelve
from bench.shelf import ORDERS, SHELF
from remit.connectors.shop import Shop
from remit.demo.fill import fill
from remit.demo.world import invent
from remit.desk.sign_in import begin_token, hash_of
from remit.domain.orders.order import Customer, Line, Order
from remit.domain.people import Person
from remit.store import people, sessions
from remit.store.database.session import Connection, Database, connect
from remit.store.migrations import migrate


@dataclass(frozen=True)
class World:
    """A folder with a database and a shop; tokens of the people, by the tier or role that they have."""

    folder: Path
    tokens: dict[str, list[str]]
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {"REMIT_DATABASE_URL": self.url, "REMIT_SHOP_PATH": str(self.folder / "shop.db")}


TEAMS = 100
"""That many teams the managers are of whom a world may have more than the demo."""


def build(folder: Path, *, obvious: bool = False, url: str | None = None, managers: int = 0) -> World:
    """A new world in this folder, its database at `url` or there, too.

    With `obvious`, the shelf also stands in the database, as that rival wants it. So many `managers` more than the
    demo has, each with an account and a session of their own.
    """
    folder.mkdir(parents=True)
    world = invent(1, 1, datetime.now(UTC), _quiet)
    orders = [_order(number) for number in range(ORDERS)]
    shop = Shop.open(folder / "shop.db")
    shop.add_orders([*world.past.orders, *world.fresh, *orders])
    shop.close()
    made = World(folder, {}, url or f"sqlite:///{folder / 'remit.db'}")
    migrate(made.url)
    asyncio.run(_people(connect(made.url), made, world, orders if obvious else [], managers))
    return made


async def _people(database: Database, made: World, world, orders: list[Order], managers: int) -> None:
    await database.write(fill, world, _quiet)
    made.tokens["manager"] = await database.write(_managers, managers)
    for person in world.people:
        token = await begin_token(database, person.id, 1)
        made.tokens.setdefault(person.tier or min(person.roles), []).append(token)
    if orders:
        await database.write(shelve, orders)
    await database.close()


def _managers(connection: Connection, count: int) -> list[str]:
    """Their tokens. Leads, who decide about what their limits let them, whichever team asks."""
    now = datetime.now(UTC)
    roles = frozenset({"approver"})
    told = [
        Person(f"usr_m{one}", f"Manager {one}", f"m{one}@example.com", roles, "lead", f"floor-{one % TEAMS}")
        for one in range(count)
    ]
    people.add(connection, told, {}, revision=1, at=now)
    tokens = [f"manager-{one}" for one in range(count)]
    for token, person in zip(tokens, told, strict=True):
        sessions.begin(connection, hash_of(token), person.id, now, now + timedelta(days=1))
    return tokens


def _order(number: int) -> Order:
    lines = (Line("SKU-1", "Kettle, 1.7 l", "kitchen", 1, 1_000_00),)
    placed = datetime.now(UTC) - timedelta(days=3)
    buyer = Customer(f"CU-{number}", f"Customer {number}", "regular", placed - timedelta(days=400))
    return Order(
        id=SHELF.format(number),
        brand="acme",
        currency="USD",
        captured=1_000_00,
        refunded=0,
        placed_at=placed,
        customer=buyer,
        lines=lines,
    )


def _quiet(_text: str) -> None:
    return

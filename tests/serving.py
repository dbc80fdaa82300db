"""A real server for tests: uvicorn on a free loopback port, over the demo organisation.

tests/homes.py starts it once for each kind of database; it lives as long as the session, so tests take fresh orders
and keys from it.
"""

import asyncio
import subprocess
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count, cycle

import httpx
import uvicorn
from fastapi import FastAPI

from remit.connectors.shop import Shop
from remit.demo.fill import PASSWORD, fill
from remit.demo.world import World, stock
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.main import create_app
from remit.settings import Settings
from remit.store.database.session import connect
from tests.services import free_port

_numbers = count(1)


class InTurn(httpx.HTTPTransport):
    """What balances load: no request goes where the last one of this client went, unless there is but one."""

    def __init__(self, *urls: str) -> None:
        super().__init__(verify=False)
        self._ports = cycle([httpx.URL(url).port for url in urls])

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        # The Host header stays, as it does behind a proxy.
        request.url = request.url.copy_with(port=next(self._ports))
        return super().handle_request(request)


@dataclass
class Served:
    """A running server, the organisation behind it, and who is signed in."""

    url: str
    app: FastAPI
    settings: Settings
    world: World
    _clients: dict[str, httpx.Client] = field(default_factory=dict)
    _taken: Iterator[int] = field(default_factory=count)
    process: subprocess.Popen | None = None
    """Where it is one of its own."""
    beside: tuple["Served", ...] = ()
    """Other instances: what a client asks goes to each in turn, and so do live connections."""
    _turns: Iterator[int] = field(default_factory=count)

    @property
    def urls(self) -> list[str]:
        """Of every instance."""
        return [self.url, *(one.url for one in self.beside)]

    def next_url(self) -> str:
        """Of the instance whose turn it is."""
        return self.urls[next(self._turns) % len(self.urls)]

    def people(self, **traits) -> list[Person]:
        """Those with these traits: `tier`, `team`, `role`; those who are in no planted story come first."""
        role = traits.pop("role", None)
        found = [one for one in self.world.people if role is None or role in one.roles]
        return [one for one in found if all(getattr(one, name) == value for name, value in traits.items())]

    def person(self, place: int = 0, /, **traits) -> Person:
        return self.people(**traits)[place]

    def visitor(self, **headers) -> httpx.Client:
        """A client that has no session; whoever asks for it closes it, or lets `closing` do so."""
        # No certificates: reading them takes longer than most tests.
        way = InTurn(*self.urls)
        client = httpx.Client(base_url=self.url, headers=headers, timeout=30, transport=way, trust_env=False)
        self._clients[f"visitor {next(_numbers)}"] = client
        return client

    def fresh_session(self, person: Person) -> httpx.Client:
        """A client that has just signed in, for tests that end the session."""
        client = self.visitor()
        answer = client.post("/api/v1/session", json={"email": person.email, "password": PASSWORD})
        assert answer.status_code == 204, answer.text
        return client

    def client(self, person: Person) -> httpx.Client:
        """The signed-in client of this person, one for the whole session."""
        if person.id not in self._clients:
            self._clients[person.id] = self.fresh_session(person)
        return self._clients[person.id]

    def cookie(self, person: Person) -> str:
        """The Cookie header of this person, for websockets."""
        return "; ".join(f"{name}={value}" for name, value in self.client(person).cookies.items())

    def order(self, at_least: int = 10_000, currency: str = "USD") -> Order:
        """A new order like one of the demo's, of a new customer, worth at least this much in minor units.

        Neither is known to any other test: what one customer is given is summed, and the captured amount is kept.
        """
        fits = [one for one in self.world.fresh if one.currency == currency and one.captured >= at_least]
        place = next(self._taken)
        like = fits[place % len(fits)]
        buyer = replace(like.customer, id=f"C-T{place}")
        order = replace(like, id=f"SO-T{place}", customer=buyer)
        shop = Shop.open(self.settings.shop)
        shop.add_orders([order])
        shop.close()
        return order

    def close(self) -> None:
        for client in self._clients.values():
            client.close()


def furnish(settings: Settings, world: World) -> None:
    """Fill an empty, migrated database and its shop."""
    shop = Shop.open(settings.shop)
    stock(shop, world, lambda _said: None)
    shop.close()
    aside(_fill, settings.database_url, world)


@contextmanager
def serving(settings: Settings, world: World, port: int = 0) -> Iterator[Served]:
    """Serve it in a thread, as the command line does, until the block ends."""
    app = create_app(settings)
    port = port or free_port()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            port=port,
            access_log=False,
            log_level="error",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_max_size=16 * 1024,
            ws_ping_interval=None,
            timeout_graceful_shutdown=5,
        )
    )
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    thread.start()
    _await(server, thread)
    running = Served(f"http://127.0.0.1:{port}", app, settings, world)
    try:
        yield running
    finally:
        running.close()
        server.should_exit = True
        thread.join(15)


def aside(work: Callable[..., Coroutine], *arguments):
    """Run a coroutine function to its end in a thread with a loop of its own: the test may be inside a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work(*arguments)).result()


async def _fill(url: str, world: World) -> None:
    database = connect(url)
    try:
        await database.write(fill, world, lambda _said: None)
    finally:
        await database.close()


def _await(server: uvicorn.Server, thread: threading.Thread) -> None:
    wake = threading.Event()
    for _ in range(3000):
        if server.started:
            return
        assert thread.is_alive(), "the server did not start; its log says why"
        wake.wait(0.01)
    message = "the server did not start in 30 seconds"
    raise AssertionError(message)

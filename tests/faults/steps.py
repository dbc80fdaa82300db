"""The steps of the money path, named from outside by wrapping: the product has no hooks. At one the process dies."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remit.connectors import shop
from remit.connectors.sandbox import Sandbox
from remit.connectors.shop import Shop
from remit.desk.ledger import ledger
from remit.desk.ledger.books import Books
from remit.desk.ledger.ledger import Ledger
from remit.store.database.session import PostgresDatabase, SqliteDatabase

KINDS = {"Submit": "ask", "OnRequest": "settle", "Take": "take", "End": "end"}
STAGES = ("before-begin", "loaded", "written", "committed", "before-bell")
STEPS = (
    *(f"{kind}:{stage}" for kind in KINDS.values() for stage in STAGES),
    *("ask:answered", "settle:answered"),
    *("provider:before-call", "provider:before-commit", "provider:committed"),
)


@dataclass
class Fuse:
    """Kills this process at the nth pass of its step; nothing is flushed, closed or said. With SIGSTOP it is paused."""

    step: str
    nth: int
    by: int = signal.SIGKILL

    def passes(self, step: str) -> None:
        if step == self.step:
            self.nth -= 1
            if self.nth == 0:
                os.kill(os.getpid(), self.by)


class Batch:
    """The batch that is being settled; there is only ever one."""

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self.kinds: frozenset[str] = frozenset()
        self.moved = False

    def at(self, stage: str) -> None:
        for kind in self.kinds:
            self._fuse.passes(f"{kind}:{stage}")


def install(fuse: Fuse) -> None:
    """Wrap the ledger, both databases and the provider."""
    batch = Batch(fuse)
    _ledger(batch)
    for database in (SqliteDatabase, PostgresDatabase):
        _database(database, batch)
    _provider(fuse)


def _ledger(batch: Batch) -> None:
    settle, opened, written, begin = Ledger._settle, ledger._opened, ledger._written, Ledger.__init__

    async def settling(self: Ledger, waiting):
        names = {type(command).__name__ for command, _ in waiting}
        batch.kinds = frozenset(kind for name, kind in KINDS.items() if name in names)
        batch.moved = False
        batch.at("before-begin")
        await settle(self, waiting)

    def opening(*arguments):
        books = opened(*arguments)
        if books.due or "take" not in batch.kinds:
            batch.at("loaded")
        return books

    def writing(*arguments) -> None:
        written(*arguments)
        books = next(one for one in arguments if isinstance(one, Books))
        batch.moved = bool(books.events)
        if batch.moved:
            batch.at("written")

    def beginning(self: Ledger, *arguments) -> None:
        begin(self, *arguments)
        self.after_commit.append(lambda _seq: batch.at("before-bell"))

    Ledger._settle, ledger._opened, ledger._written, Ledger.__init__ = settling, opening, writing, beginning


def _database(database: type, batch: Batch) -> None:
    write = database.write

    async def writing(self, fn: Callable, /, *arguments, **named):
        answer = await write(self, fn, *arguments, **named)
        if fn is ledger._decided and batch.moved:
            batch.at("committed")
        return answer

    database.write = writing


def _provider(fuse: Fuse) -> None:
    execute, carried_out, once = Sandbox.execute, Shop.execute, shop._once

    async def calling(self: Sandbox, told):
        fuse.passes("provider:before-call")
        return await execute(self, told)

    def working(self: Shop, batch):
        outcomes = carried_out(self, batch)
        fuse.passes("provider:committed")
        return outcomes

    def entering(connection, told):
        outcome = once(connection, told)
        fuse.passes("provider:before-commit")
        return outcome

    Sandbox.execute, Shop.execute, shop._once = calling, working, entering


def answering(app: ASGIApp, fuse: Fuse) -> ASGIApp:
    """The app; after an answer has left it, that is a step, too."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                for step in _answered(scope):
                    fuse.passes(step)

        await app(scope, receive, sending)

    return wrapped


def _answered(scope: Scope) -> Iterator[str]:
    if scope["type"] == "http" and scope["method"] == "POST":
        if scope["path"].endswith("/requests"):
            yield "ask:answered"
        elif scope["path"].endswith(("/approve", "/reject", "/withdraw")):
            yield "settle:answered"

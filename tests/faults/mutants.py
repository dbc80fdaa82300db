"""Bugs, planted on purpose: each is one that was shipped by somebody. The checker has to see every one of them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from remit import clock
from remit.connectors.sandbox import Sandbox
from remit.desk import execution
from remit.desk.leasing import End
from remit.desk.ledger import ledger
from remit.desk.ledger.books import Entry, Posted
from remit.desk.ledger.ledger import Ledger
from remit.domain.execution import executing, telling
from remit.store import events, requests
from remit.store.database.session import SqliteDatabase


class _RolledBack(Exception):
    pass


def fresh_key() -> None:
    """Another provider key for every attempt, and no look before posting again: pays twice."""
    instruction = execution.instruction

    async def blind(_self, _request_id, _told=None):
        return None

    execution.instruction = lambda request: replace(instruction(request), key=clock.new_id("key"))
    Sandbox.find = blind


def early_answer() -> None:
    """Answers go out before the commit: what a client was told may never be stored."""
    settle, write = Ledger._settle, SqliteDatabase.write
    waiting: list = []

    async def settling(self: Ledger, batch) -> None:
        waiting[:] = batch
        await settle(self, batch)

    async def writing(self: SqliteDatabase, fn, /, *arguments, **named):
        if fn is ledger._decided:
            for (_, answer), outcome in zip(waiting, await _tried(self, fn, arguments), strict=True):
                tell = answer.set_result if isinstance(outcome, Posted) else answer.set_exception
                tell(outcome)
            await asyncio.sleep(0.02)
        return await write(self, fn, *arguments, **named)

    async def _tried(self: SqliteDatabase, fn, arguments) -> list[Posted | Exception]:
        outcomes: list[Posted | Exception] = []

        def work(connection) -> None:
            outcomes.extend(fn(connection, *arguments)[0])
            raise _RolledBack

        with suppress(_RolledBack):
            await write(self, work)
        return outcomes

    Ledger._settle, SqliteDatabase.write = settling, writing


def skipped_hold() -> None:
    """Nothing is reserved on the order: more than was captured can be granted."""
    requests.hold_of = lambda _request: None
    requests.hold_after = lambda _old, _new: None


def ended_twice() -> None:
    """The provider's answer is entered without asking whether it was entered before."""

    def decide(self: End, books) -> Entry:
        after = executing.ended(books.requests[self.request_id], self.outcome, books.now)
        return Entry(requests=(after,), events=(telling.ended(after),))

    submit = Ledger.submit

    async def twice(self: Ledger, command):
        if isinstance(command, End):
            await submit(self, command)
        return await submit(self, command)

    End.decide = decide
    Ledger.submit = twice


def forgotten_key() -> None:
    """The Idempotency-Key is not stored with the request: a repeat asks twice."""
    events.remember = lambda _connection, _keys: None


MUTANTS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (fresh_key, early_answer, skipped_hold, ended_twice, forgotten_key)
}

"""What the processes of one installation share, from beside them: the database under all that the channel tells."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, select

from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.store import heads
from remit.store.database.rows import sockets
from remit.store.database.session import Database, connect
from remit.store.heads import Head
from tests.conftest import command
from tests.serving import Served


@asynccontextmanager
async def database_of(served: Served) -> AsyncIterator[Database]:
    """A connection of the test's own, as long as the block."""
    database = connect(served.settings.database_url)
    try:
        yield database
    finally:
        await database.close()


async def head(served: Served) -> Head:
    """How far the record has come."""
    async with database_of(served) as database:
        return await database.read(heads.read)


def _somebody(connection: Connection) -> bool:
    return connection.execute(select(sockets.c.id)).first() is not None


async def nobody_there(served: Served) -> None:
    """Wait until the last connection of earlier tests is gone, at every instance."""
    async with database_of(served) as database, asyncio.timeout(30):
        while await database.read(_somebody):  # noqa: ASYNC110 - a table tells nobody when it is empty
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)  # the one that went last is still being rerouted


def inside(served: Served, coroutine):
    """Run a coroutine in the server's own loop, from a test's thread or loop; its result as an awaitable."""
    loop = served.app.state.hub._tasks[0].get_loop()
    return asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, loop))


async def submitted(served: Served, wanted) -> None:
    """Decide a command: in the server's own loop, or as one more process beside those that there are."""
    if served.app is not None:
        await inside(served, served.app.state.office.ledger.submit(wanted))
        return
    async with database_of(served) as database:
        ledger = Ledger(database, await database.read(limits.load))
        await ledger.submit(wanted)
        await ledger.close()
    command(served.settings.database_url, "NOTIFY remit_events")

"""remit demo · serve: the service itself."""

import logging
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from remit import clock
from remit.cli.ground import database_of, stop
from remit.cli.schema import bring_up
from remit.connectors.shop import Shop
from remit.demo.fill import PASSWORD, fill
from remit.demo.greeting import greeting
from remit.demo.world import invent, stock
from remit.desk.ledger import limits
from remit.main import create_app
from remit.settings import Settings
from remit.store import heads
from remit.store.database.session import Database
from remit.store.migrations import migrate as bring_to_head
from remit.store.migrations import pending

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Annotated[Path, typer.Option(help="Where the demo database is kept.")] = Path("var/demo"),
    history_days: Annotated[int, typer.Option(min=1, max=400, help="Days of history.")] = 60,
    seed: Annotated[int, typer.Option(help="Another seed, another floor.")] = 1,
) -> None:
    """Serve the demo organisation; the first time, it is made up in a few seconds."""
    data.mkdir(parents=True, exist_ok=True)
    settings = Settings(database_url=f"sqlite:///{data / 'remit.db'}", shop_path=data / "shop.db", demo=True)
    bring_to_head(settings.database_url)
    with database_of(settings) as (database, loop):
        if loop.run(database.read(heads.exists)):
            print(f"  demo: going on with what is in {data}", flush=True)
        else:
            print(f"  demo: the first start makes up a shop and {history_days} days of history, once", flush=True)
            loop.run(_fill(database, settings, history_days, seed))
        floor = loop.run(database.read(limits.load)).people
    print(f"\n  Remit is at http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    print("  Sign in with one click as anybody on the page; to begin with, in two windows, as\n")
    print("".join(f"    {line}\n" for line in greeting(floor)))
    print(
        f"  The password of all of them is {PASSWORD}. Ctrl-C stops it; the next start goes on from there.\n",
        flush=True,
    )
    _serve(settings, host, port)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring the database to head first.")] = False,
) -> None:
    """Serve. Refuses to start on a database that is behind, unless told to migrate."""
    settings = Settings()
    if migrate:
        bring_up(settings)
    elif pending(settings.database_url):
        stop("The database is behind this version of Remit. Run `remit migrate`, or `remit serve --migrate`.")
    _serve(settings, host, port)


async def _fill(database: Database, settings: Settings, days: int, seed: int) -> None:
    def say(text: str) -> None:
        print(f"  demo: {text}", flush=True)

    say("making up an organisation")
    settings.shop.unlink(missing_ok=True)
    world = invent(seed, days, clock.now(), say)
    shop = Shop.open(settings.shop)
    stock(shop, world, say)
    shop.close()
    await database.write(fill, world, say)


def _serve(settings: Settings, host: str, port: int) -> None:
    for chatty in ("casbin", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        access_log=False,
        # What a proxy says of the caller is read nowhere: REMIT_PUBLIC_ORIGIN says how the service is reached.
        proxy_headers=False,
        log_level="warning",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=16 * 1024,
        # The channel asks for an answer itself, and tells a dead client from a slow one.
        ws_ping_interval=None,
        timeout_graceful_shutdown=5,
        backlog=4096,
    )

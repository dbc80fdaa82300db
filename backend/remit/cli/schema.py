"""remit migrate · doctor · openapi: what the service stands on and what it offers."""

import json

from remit import clock
from remit.cli.ground import database_of, stop
from remit.connectors.chosen import hints_of, orders_of, payments_of, shop_of
from remit.desk import founding
from remit.desk.ledger import limits
from remit.main import WEB, create_app
from remit.settings import Settings
from remit.store import heads
from remit.store.migrations import migrate as bring_to_head
from remit.store.migrations import pending


def migrate() -> None:
    """Bring the database to this version's schema; an empty one becomes an organisation without limits."""
    bring_up(Settings())
    print("The database is up to date.")


def doctor() -> None:
    """Look at settings, database, limits, shop and clock, and say what to mend."""
    settings = Settings()
    print(f"settings   fine ({settings.env})")
    if pending(settings.database_url):
        stop("database   behind or empty: run `remit migrate`")
    with database_of(settings) as (database, loop):
        try:
            authority = loop.run(database.read(limits.load))
        except limits.Broken as broken:
            stop(f"limits     {broken.detail}")
        head = loop.run(database.read(heads.read))
        provider = loop.run(_look_at_providers(settings))
    print(f"database   fine ({head.event_seq} events)")
    print(
        f"limits     version {authority.version}, {len(authority.rules)} rules, {len(authority.people.people)} people"
    )
    print(f"provider   {provider}")
    apart = abs((head.now - clock.now()).total_seconds())
    print("clock      fine" if apart < 1 else f"clock      {apart:.0f} s apart from the database's: mend the clock")
    print("web app    built" if (WEB / "index.html").exists() else "web app    not built: run `make build`")


async def _look_at_providers(settings: Settings) -> str:
    """Who carries out what, and whether they answer. Nothing is sent that could move money."""
    shop = shop_of(settings)
    orders = orders_of(settings, shop)
    payments = payments_of(settings, orders, shop)
    try:
        told = f"{payments.name}: {await payments.look()}"
        events = ", ".join(f"/provider-events/{one}".rstrip("/") for one in hints_of(settings))
        return f"{told}; events are taken at {events}" if events else f"{told}; no events are taken"
    finally:
        await payments.close()
        await orders.close()
        if shop is not None:
            shop.close()


def openapi() -> None:
    """Print the OpenAPI document."""
    print(json.dumps(create_app(Settings(database_url="sqlite:///unused.db")).openapi(), indent=1, sort_keys=True))


def bring_up(settings: Settings) -> None:
    """Bring the database to head, and found the organisation where there is none."""
    bring_to_head(settings.database_url)
    with database_of(settings) as (database, loop):
        loop.run(database.write(founding.found))

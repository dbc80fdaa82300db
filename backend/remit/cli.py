"""The one command: remit demo · serve · migrate · admin · policy · doctor · openapi."""

import asyncio
import json
import logging
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from pydantic import ValidationError

from remit import clock
from remit.authority.exchange import model_conf, policy_csv
from remit.authority.permits import ROLES
from remit.connectors.shop import Shop
from remit.demo.fill import PASSWORD, fill
from remit.demo.greeting import greeting
from remit.demo.world import invent, stock
from remit.desk import founding, limits, sign_in
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.main import WEB, create_app
from remit.settings import Settings
from remit.store import heads, people
from remit.store.migrations import migrate as bring_to_head
from remit.store.migrations import pending
from remit.store.session import Database, connect

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Remit: authority limits, and one click over them.")
admin = typer.Typer(no_args_is_help=True, help="Accounts.")
policy = typer.Typer(no_args_is_help=True, help="The limits in force.")
app.add_typer(admin, name="admin")
app.add_typer(policy, name="policy")

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def main() -> None:
    """Run, and end with a sentence where something is wrong."""
    try:
        app()
    except Refusal as refusal:
        _stop(refusal.detail)
    except ValidationError as wrong:
        said = [
            f"REMIT_{str(one['loc'][0]).upper()}: {one['msg']}" if one["loc"] else one["msg"] for one in wrong.errors()
        ]
        _stop("The settings are wrong. " + "; ".join(said))


@app.command()
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
    with _database(settings) as database:
        if asyncio.run(database.read(heads.exists)):
            print(f"  demo: going on with what is in {data}", flush=True)
        else:
            print(f"  demo: the first start makes up a shop and {history_days} days of history, once", flush=True)
            _fill(database, settings, history_days, seed)
        floor = asyncio.run(database.read(limits.load)).people
    print(f"\n  Remit is at http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    print("  Sign in with one click as anybody on the page; to begin with, in two windows, as\n")
    print("".join(f"    {line}\n" for line in greeting(floor)))
    print(
        f"  The password of all of them is {PASSWORD}. Ctrl-C stops it; the next start goes on from there.\n",
        flush=True,
    )
    _serve(settings, host, port)


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring the database to head first.")] = False,
) -> None:
    """Serve. Refuses to start on a database that is behind, unless told to migrate."""
    settings = Settings()
    if migrate:
        _migrate(settings)
    elif pending(settings.database_url):
        _stop("The database is behind this version of Remit. Run `remit migrate`, or `remit serve --migrate`.")
    _serve(settings, host, port)


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema; an empty one becomes an organisation without limits."""
    _migrate(Settings())
    print("The database is up to date.")


@admin.command("create")
def create_admin(
    email: str,
    name: Annotated[str, typer.Option(help="What the person is called.")] = "Administrator",
    role: Annotated[list[str] | None, typer.Option(help="Roles; admin and ops unless given.")] = None,
    password: Annotated[str | None, typer.Option(envvar="REMIT_NEW_PASSWORD", help="Else one is made up.")] = None,
) -> None:
    """Create an account, the first administrator for example."""
    roles = frozenset(role or ["admin", "ops"])
    if unknown := roles - set(ROLES):
        _stop(f"There is no role {', '.join(sorted(unknown))}. Roles are {', '.join(ROLES)}.")
    chosen = password or secrets.token_urlsafe(12)
    person = Person(clock.new_id("usr"), name, email.strip().lower(), roles, None, None)
    with _database(Settings()) as database:
        asyncio.run(database.write(founding.add_account, person, chosen))
    print(f"Created {person.email}." if password else f"Created {person.email}; the password is {chosen}")


@admin.command("token")
def create_token(email: str, days: Annotated[int, typer.Option(min=1, max=3650)] = 90) -> None:
    """An API token that acts as this account; it is shown once."""
    with _database(Settings()) as database:
        found = asyncio.run(database.read(people.credentials, email.strip().lower()))
        if found is None:
            _stop(f"There is no account {email}.")
            return
        token = asyncio.run(sign_in.begin_token(database, found[0], days))
    print(token)


@policy.command("export")
def export_policy(folder: Annotated[Path, typer.Argument(help="Where model.conf and policy.csv go.")]) -> None:
    """The limits in force as Casbin text; a stock Enforcer with the published functions decides the same."""
    with _database(Settings()) as database:
        authority = asyncio.run(database.read(limits.load))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.conf").write_text(model_conf())
    (folder / "policy.csv").write_text(policy_csv(authority))
    print(f"Version {authority.version}: {folder / 'model.conf'}, {folder / 'policy.csv'}")


@app.command()
def doctor() -> None:
    """Look at settings, database, limits, shop and clock, and say what to mend."""
    settings = Settings()
    print(f"settings   fine ({settings.env})")
    if pending(settings.database_url):
        _stop("database   behind or empty: run `remit migrate`")
    with _database(settings) as database:
        authority = asyncio.run(database.read(limits.load))
        head = asyncio.run(database.read(heads.read))
    print(f"database   fine ({head.event_seq} events)")
    print(
        f"limits     version {authority.version}, {len(authority.rules)} rules, {len(authority.people.people)} people"
    )
    apart = abs((head.now - clock.now()).total_seconds())
    print("clock      fine" if apart < 1 else f"clock      {apart:.0f} s apart from the database's: mend the clock")
    print("web app    built" if (WEB / "index.html").exists() else "web app    not built: run `make build`")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    print(json.dumps(create_app(Settings(database_url="sqlite:///unused.db")).openapi(), indent=1, sort_keys=True))


def _migrate(settings: Settings) -> None:
    bring_to_head(settings.database_url)
    with _database(settings) as database:
        asyncio.run(database.write(founding.found))


def _fill(database: Database, settings: Settings, days: int, seed: int) -> None:
    def say(text: str) -> None:
        print(f"  demo: {text}", flush=True)

    say("making up an organisation")
    settings.shop.unlink(missing_ok=True)
    world = invent(seed, days, clock.now(), say)
    shop = Shop.open(settings.shop)
    stock(shop, world, say)
    shop.close()
    asyncio.run(database.write(fill, world, say))


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    database = connect(settings.database_url)
    try:
        yield database
    finally:
        asyncio.run(database.close())


def _serve(settings: Settings, host: str, port: int) -> None:
    logging.getLogger("casbin").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=16 * 1024,
        # The channel asks for an answer itself, and tells a dead client from a slow one.
        ws_ping_interval=None,
        timeout_graceful_shutdown=5,
        backlog=4096,
    )


def _stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)

"""remit admin: accounts and their tokens."""

import secrets
from typing import Annotated

import typer

from remit import clock
from remit.authority.permits import ROLES
from remit.cli.ground import database_of, stop
from remit.desk import founding, sign_in
from remit.domain.people import Person
from remit.settings import Settings
from remit.store import people

admin = typer.Typer(no_args_is_help=True, help="Accounts.")


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
        stop(f"There is no role {', '.join(sorted(unknown))}. Roles are {', '.join(ROLES)}.")
    chosen = password or secrets.token_urlsafe(12)
    person = Person(clock.new_id("usr"), name, email.strip().lower(), roles, None, None)
    with database_of(Settings()) as (database, loop):
        loop.run(database.write(founding.add_account, person, chosen))
    print(f"Created {person.email}." if password else f"Created {person.email}; the password is {chosen}")


@admin.command("token")
def create_token(email: str, days: Annotated[int, typer.Option(min=1, max=3650)] = 90) -> None:
    """An API token that acts as this account; it is shown once."""
    with database_of(Settings()) as (database, loop):
        found = loop.run(database.read(people.credentials, email.strip().lower()))
        if found is None:
            stop(f"There is no account {email}.")
        token = loop.run(sign_in.begin_token(database, found[0], days))
    print(token)

"""remit admin: accounts, their standing, their passwords and tokens."""

import secrets
from dataclasses import replace
from typing import Annotated

import typer

from remit import clock
from remit.authority.permits import ROLES
from remit.cli.ground import database_of, stop
from remit.desk import founding, sign_in
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.people import commanded, news
from remit.desk.people.brand_tiers import read
from remit.desk.people.standing import checked
from remit.domain.people import Person
from remit.settings import Settings
from remit.store import people

admin = typer.Typer(no_args_is_help=True, help="Accounts.")
_NONE = "none"

Roles = Annotated[list[str] | None, typer.Option("--role", help=f"Of {', '.join(ROLES)}; may be given several times.")]
Tier = Annotated[str | None, typer.Option(help="The rung of the ladder; `none` takes it away.")]
BrandTiers = Annotated[
    str | None, typer.Option(help="Tiers for single brands, like `b1=senior b2=lead`; `none` takes them away.")
]
Team = Annotated[str | None, typer.Option(help="A short name in small letters; `none` takes it away.")]
Password = Annotated[str | None, typer.Option(envvar="REMIT_NEW_PASSWORD", help="Else one is made up.")]


@admin.command("create")
def create_account(
    email: str,
    name: Annotated[str, typer.Option(help="What the person is called.")] = "Administrator",
    role: Roles = None,
    tier: Tier = None,
    team: Team = None,
    password: Password = None,
) -> None:
    """Create an account; without --role an administrator who also tunes limits."""
    chosen = password or secrets.token_urlsafe(12)
    roles = frozenset(role or ["admin", "ops"])
    person = Person(clock.new_id("usr"), name, email.strip().lower(), roles, _named(tier), _named(team))
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        checked(person, commanded.with_team(authority, person.team))
        loop.run(database.write(founding.add_account, person, chosen))
        loop.run(commanded.change(Ledger(database, authority), person))
    print(f"Created {person.email}." if password else f"Created {person.email}; the password is {chosen}")


@admin.command("change")
def change_account(
    email: str,
    role: Roles = None,
    tier: Tier = None,
    brand_tiers: BrandTiers = None,
    team: Team = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help="Whether it may be used.")] = None,
) -> None:
    """Change what an account may do; in force at once, also in running servers."""
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        known = next((one for one in authority.people if one.email == email.strip().lower()), None)
        if known is None:
            stop(f"There is no account {email}.")
        after = replace(
            known,
            roles=frozenset(role) if role else known.roles,
            tier=known.tier if tier is None else _named(tier),
            brand_tiers=known.brand_tiers if brand_tiers is None else read(_named(brand_tiers) or ""),
            team=known.team if team is None else _named(team),
            active=known.active if active is None else active,
        )
        loop.run(commanded.change(Ledger(database, authority), after))
    print(news.standing(after).sentence)


@admin.command("password")
def set_password(email: str, password: Password = None) -> None:
    """Set a new password; whoever is signed in with the old one is signed out."""
    chosen = password or secrets.token_urlsafe(12)
    with database_of(Settings()) as (database, loop):
        if not loop.run(database.write(founding.set_password, email.strip().lower(), chosen)):
            stop(f"There is no account {email}.")
    print("The password is set." if password else f"The password is {chosen}")


@admin.command("token")
def create_token(email: str, days: Annotated[int, typer.Option(min=1, max=3650)] = 90) -> None:
    """An API token that acts as this account; it is shown once."""
    with database_of(Settings()) as (database, loop):
        found = loop.run(database.read(people.credentials, email.strip().lower()))
        if found is None:
            stop(f"There is no account {email}.")
        token = loop.run(sign_in.begin_token(database, found[0], days))
    print(token)


def _named(said: str | None) -> str | None:
    return None if said in (None, _NONE) else said

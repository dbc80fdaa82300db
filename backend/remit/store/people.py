"""People in and out of the database."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from remit.domain.people import Person
from remit.store.database.rows import people


def changed_since(connection: Connection, revision: int) -> list[Person]:
    """Everybody whose account changed after this revision; since 0, everybody."""
    rows = connection.execute(select(people).where(people.c.revision > revision).order_by(people.c.id))
    return [_person(row) for row in rows]


def add(connection: Connection, persons: Iterable[Person], password_hashes: Mapping[str, str], revision: int) -> None:
    """New accounts; a person without a password hash cannot sign in with one."""
    rows = [{**_row(one), "password_hash": password_hashes.get(one.id, ""), "revision": revision} for one in persons]
    if rows:
        connection.execute(insert(people), rows)


def save(connection: Connection, persons: Iterable[Person], revision: int) -> None:
    """What changed of existing accounts."""
    rows = [{**_row(one), "key": one.id, "revision": revision} for one in persons]
    if rows:
        connection.execute(update(people).where(people.c.id == bindparam("key")), rows)


def set_password(connection: Connection, person_id: str, password_hash: str) -> None:
    """Another password."""
    connection.execute(update(people).where(people.c.id == person_id).values(password_hash=password_hash))


def credentials(connection: Connection, email: str) -> tuple[str, str, bool] | None:
    """(id, password hash, active) of the account with this e-mail address, lower case."""
    found = connection.execute(
        select(people.c.id, people.c.password_hash, people.c.active).where(people.c.email == email)
    ).one_or_none()
    return None if found is None else (found.id, found.password_hash, found.active)


def _row(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "roles": " ".join(sorted(person.roles)),
        "tier": person.tier,
        "team": person.team,
        "active": person.active,
        "chosen_presence": person.chosen_presence,
    }


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(row.roles.split()),
        tier=row.tier,
        team=row.team,
        active=row.active,
        chosen_presence=row.chosen_presence,
    )

"""People in and out of the database."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from remit.domain.certificates import Held
from remit.domain.people import Person, Proposed
from remit.store import brand_tiers, certificates, memberships
from remit.store.database.rows import people

_TOGETHER = 1000


def changed_since(connection: Connection, revision: int) -> list[Person]:
    """Everybody whose account changed after this revision; since 0, everybody."""
    held = certificates.held_since(connection, revision)
    rows = connection.execute(select(people).where(people.c.revision > revision).order_by(people.c.id))
    return [person_of(row, held.get(row.id, ())) for row in rows]


def add(
    connection: Connection,
    persons: Iterable[Person],
    password_hashes: Mapping[str, str],
    revision: int,
    at: datetime | None = None,
) -> None:
    """New accounts, here since `at` (None is now); a person without a password hash cannot sign in with one."""
    new = list(persons)
    rows = [{**_row(one), "password_hash": password_hashes.get(one.id, ""), "revision": revision} for one in new]
    for start in range(0, len(rows), _TOGETHER):
        connection.execute(insert(people), rows[start : start + _TOGETHER])
    certificates.hold(connection, ((one.id, held) for one in new for held in one.held))
    memberships.keep(connection, new, revision, at)


def save(connection: Connection, persons: Iterable[Person], revision: int) -> None:
    """What changed of existing accounts; what they hold is written by itself."""
    rows = [{**_row(one), "key": one.id, "revision": revision} for one in persons]
    if rows:
        connection.execute(update(people).where(people.c.id == bindparam("key")), rows)


def set_password(connection: Connection, person_id: str, password_hash: str) -> None:
    """Another password; an empty one signs nobody in."""
    connection.execute(update(people).where(people.c.id == person_id).values(password_hash=password_hash))


def password_hashes(connection: Connection) -> dict[str, str]:
    """The password hash of every active account, by id."""
    rows = connection.execute(select(people.c.id, people.c.password_hash).where(people.c.active))
    return {row.id: row.password_hash for row in rows}


def credentials(connection: Connection, email: str) -> tuple[str, str, bool] | None:
    """(id, password hash, active) of the account with this e-mail address, lower case."""
    found = connection.execute(
        select(people.c.id, people.c.password_hash, people.c.active).where(people.c.email == email)
    ).one_or_none()
    return None if found is None else (found.id, found.password_hash, found.active)


def found_by(name: str, email: str) -> str:
    """What somebody is found by: small letters, accents left out. The address makes it one of a kind."""
    return f"{folded(name)} {email}"


def folded(text: str) -> str:
    """Small letters without accents, so that "sorensen" finds Sörensen."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


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
        "version": person.version,
        "proposed": _text(person.proposed),
        "found_by": found_by(person.name, person.email),
        "since": person.since,
        "brand_tiers": brand_tiers.as_text(person.brand_tiers),
    }


def person_of(row: Row[tuple[object, ...]], held: tuple[Held, ...]) -> Person:
    """The person of a row, with what they hold."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(row.roles.split()),
        tier=row.tier,
        team=row.team,
        active=row.active,
        chosen_presence=row.chosen_presence,
        held=held,
        version=row.version,
        proposed=_proposed(row.proposed),
        since=row.since,
        brand_tiers=brand_tiers.as_pairs(row.brand_tiers),
    )


def _text(proposed: Proposed | None) -> str | None:
    if proposed is None:
        return None
    said = {"tier": proposed.tier, "roles": sorted(proposed.roles), "by_id": proposed.by_id, "by": proposed.by}
    said["brand_tiers"] = brand_tiers.as_text(proposed.brand_tiers)
    return json.dumps({**said, "at": proposed.at.isoformat()})


def _proposed(text: str | None) -> Proposed | None:
    if text is None:
        return None
    said = json.loads(text)
    at = datetime.fromisoformat(said["at"])
    return Proposed(
        said["tier"],
        frozenset(said["roles"]),
        said["by_id"],
        said["by"],
        at,
        brand_tiers.as_pairs(said.get("brand_tiers")),
    )

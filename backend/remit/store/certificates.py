"""Certificates in and out of the database: the kinds there are, and who holds which until when."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from remit.domain.certificates import Certificate, Held
from remit.store.database.rows import certificates, certificates_held, people

_TOGETHER = 1000


def kinds(connection: Connection) -> tuple[Certificate, ...]:
    """Every kind of certificate, by code."""
    rows = connection.execute(select(certificates).order_by(certificates.c.code))
    return tuple(Certificate(row.code, row.name, row.months, row.warning_days, row.version) for row in rows)


def add_kinds(connection: Connection, new: Iterable[Certificate]) -> None:
    """New kinds of certificate."""
    rows = [_kind_row(one) for one in new]
    if rows:
        connection.execute(insert(certificates), rows)


def save_kind(connection: Connection, kind: Certificate) -> None:
    """Another name, validity or warning."""
    connection.execute(update(certificates).where(certificates.c.code == kind.code), _kind_row(kind))


def drop_kind(connection: Connection, code: str) -> None:
    """A kind that nobody holds or ever held."""
    connection.execute(delete(certificates).where(certificates.c.code == code))


def held_since(connection: Connection, revision: int) -> dict[str, tuple[Held, ...]]:
    """What everybody holds whose account changed after this revision, by person."""
    changed = select(people.c.id).where(people.c.revision > revision)
    statement = select(certificates_held).order_by(certificates_held.c.person_id, certificates_held.c.code)
    if revision > 0:
        statement = statement.where(certificates_held.c.person_id.in_(changed))
    found: dict[str, list[Held]] = {}
    for row in connection.execute(statement):
        one = Held(row.code, row.granted_at, row.expires_at, row.granted_by, row.granted_by_id)
        found.setdefault(row.person_id, []).append(one)
    return {person_id: tuple(held) for person_id, held in found.items()}


def hold(connection: Connection, granted: Iterable[tuple[str, Held]]) -> None:
    """New holdings, by person id; one that is renewed has to be dropped before."""
    rows = [_held_row(person_id, one) for person_id, one in granted]
    for start in range(0, len(rows), _TOGETHER):
        connection.execute(insert(certificates_held), rows[start : start + _TOGETHER])


def drop(connection: Connection, person_id: str, code: str) -> None:
    """The person does not hold it any more."""
    mine = (certificates_held.c.person_id == person_id, certificates_held.c.code == code)
    connection.execute(delete(certificates_held).where(*mine))


def counted(connection: Connection, now: datetime) -> dict[str, tuple[int, int]]:
    """By code: how many active people hold it validly, and how many did and let it lapse."""
    lapsed = certificates_held.c.expires_at <= now
    columns = (certificates_held.c.code, lapsed.label("lapsed"), func.count().label("people"))
    joined = certificates_held.join(people, people.c.id == certificates_held.c.person_id)
    rows = connection.execute(
        select(*columns).select_from(joined).where(people.c.active).group_by(certificates_held.c.code, lapsed)
    )
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        valid, gone = found.get(row.code, (0, 0))
        found[row.code] = (valid, gone + row.people) if row.lapsed else (valid + row.people, gone)
    return found


def _kind_row(kind: Certificate) -> dict[str, object]:
    return {
        "code": kind.code,
        "name": kind.name,
        "months": kind.months,
        "warning_days": kind.warning_days,
        "version": kind.version,
    }


def _held_row(person_id: str, one: Held) -> dict[str, object]:
    return {
        "person_id": person_id,
        "code": one.code,
        "granted_at": one.granted_at,
        "expires_at": one.expires_at,
        "granted_by_id": one.granted_by_id,
        "granted_by": one.granted_by,
    }

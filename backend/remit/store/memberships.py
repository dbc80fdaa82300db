"""Where everybody belonged, and from when on: so that what was decided once can be decided again, and as of any day."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, select

from remit.domain.certificates import Held
from remit.domain.people import Person
from remit.store import brand_tiers, heads
from remit.store.database.rows import memberships

_TOGETHER = 1000
_KEPT = ("tier", "team", "active", "held", "since", "brand_tiers")
_LATEST = (
    select(memberships.c.person_id, func.max(memberships.c.revision).label("revision"))
    .where(memberships.c.person_id.in_(bindparam("ids", expanding=True)))
    .group_by(memberships.c.person_id)
    .subquery()
)
_KNOWN = select(memberships).select_from(
    memberships.join(
        _LATEST, and_(memberships.c.person_id == _LATEST.c.person_id, memberships.c.revision == _LATEST.c.revision)
    )
)


def keep(connection: Connection, persons: Iterable[Person], revision: int, at: datetime | None = None) -> None:
    """Write down where these people belong from this revision on; only of those for whom it is news."""
    everybody = list(persons)
    for start in range(0, len(everybody), _TOGETHER):
        _keep(connection, everybody[start : start + _TOGETHER], revision, at)


def at_revision(connection: Connection, revision: int, today: Mapping[str, Person]) -> list[Person]:
    """Everybody as they belonged at this people revision; names and addresses are those of `today`."""
    return _people(connection, memberships.c.revision <= revision, today)


def between(connection: Connection, after: int, upto: int, today: Mapping[str, Person]) -> list[Person]:
    """Those who belonged elsewhere at the later revision than at the earlier one, as they did at the later."""
    return _people(connection, and_(memberships.c.revision > after, memberships.c.revision <= upto), today)


def revisions(connection: Connection) -> list[int]:
    """The people revisions at which somebody began to belong elsewhere, in order; most revisions are presence."""
    every = select(memberships.c.revision).distinct().order_by(memberships.c.revision)
    return list(connection.execute(every).scalars())


def at_moment(connection: Connection, at: datetime, today: Mapping[str, Person]) -> list[Person]:
    """Everybody as they belonged at this moment."""
    return _people(connection, memberships.c.at <= at, today)


def _keep(connection: Connection, persons: Sequence[Person], revision: int, at: datetime | None) -> None:
    if not persons:
        return
    known = {row.person_id: row for row in connection.execute(_KNOWN, {"ids": [one.id for one in persons]})}
    fresh = [(one.id, _row(one)) for one in persons]
    news = [(who, row) for who, row in fresh if who not in known or _kept(known[who]) != row]
    if news:
        moment = at or heads.read(connection).now
        rows = [{"person_id": who, "revision": revision, "at": moment, **row} for who, row in news]
        connection.execute(insert(memberships), rows)


def _people(connection: Connection, known_then: ColumnElement[bool], today: Mapping[str, Person]) -> list[Person]:
    last = func.max(memberships.c.revision).label("revision")
    latest = select(memberships.c.person_id, last).where(known_then).group_by(memberships.c.person_id).subquery()
    both = and_(memberships.c.person_id == latest.c.person_id, memberships.c.revision == latest.c.revision)
    rows = connection.execute(select(memberships).select_from(memberships.join(latest, both)))
    return [_person(row, today.get(row.person_id)) for row in rows]


def _person(row: Row[tuple[object, ...]], known: Person | None) -> Person:
    # Of what limits do not ask about, today's will do; whoever is gone for good has left an id.
    someone = known or Person(row.person_id, row.person_id, "", frozenset(), None, None)
    held = tuple(_held(one) for one in json.loads(row.held)) if row.held != "[]" else ()
    apart = brand_tiers.as_pairs(row.brand_tiers)
    kept = replace(someone, tier=row.tier, team=row.team, active=row.active, held=held)
    return replace(kept, since=row.since, brand_tiers=apart)


def _row(person: Person) -> dict[str, object]:
    held = [[one.code, one.granted_at.isoformat(), one.expires_at.isoformat()] for one in person.held]
    kept = {"tier": person.tier, "team": person.team, "active": person.active, "held": json.dumps(held)}
    return {**kept, "since": person.since, "brand_tiers": brand_tiers.as_text(person.brand_tiers)}


def _kept(row: Row[tuple[object, ...]]) -> dict[str, object]:
    return {name: getattr(row, name) for name in _KEPT}


def _held(kept: list[str]) -> Held:
    code, granted_at, expires_at = kept
    return Held(code, datetime.fromisoformat(granted_at), datetime.fromisoformat(expires_at), "")

"""Lists of people by name: searched, narrowed, page by page; however many there are."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, false, func, literal, or_, select

from remit.domain.certificates import Certificate
from remit.domain.values import value
from remit.store.database.rows import certificates_held, people
from remit.store.people import folded

BY_NAME, BY_ID = "name", "id"


@value(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list of people is narrowed to; None does not narrow."""

    q: str | None = None
    role: str | None = None
    team: str | None = None
    tier: str | None = None
    active: bool | None = None
    proposed: bool | None = None
    certificate: str | None = None
    standing: str | None = None
    """With or without `certificate`: `held`, `missing`, `expiring` or `lapsed`."""
    kinds: tuple[Certificate, ...] = ()
    """What there is to hold: each kind says how long before its end it is expiring."""
    now: datetime


def page(connection: Connection, wanted: Wanted, order: str, after: str | None, most: int) -> list[tuple[str, str]]:
    """Up to `most` (id, cursor) after the cursor, by name or by id."""
    key = people.c.id if order == BY_ID else people.c.found_by
    statement = select(people.c.id, key.label("cursor")).where(*_conditions(wanted)).order_by(key).limit(most)
    if after is not None:
        statement = statement.where(key > after)
    return [(row.id, row.cursor) for row in connection.execute(statement)]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many there are."""
    counted = select(func.count()).select_from(people).where(*_conditions(wanted))
    return int(connection.execute(counted).scalar_one())


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [] if wanted.team is None else [_or_none(people.c.team, wanted.team)]
    if wanted.tier is not None:
        # Pairs of brand and tier are kept as JSON lists: the tier is what closes one.
        apart = people.c.brand_tiers.contains(f'"{wanted.tier}"]', autoescape=True)
        found.append(or_(_or_none(people.c.tier, wanted.tier), apart))
    if wanted.active is not None:
        found.append(people.c.active.is_(wanted.active))
    if wanted.proposed is not None:
        found.append(people.c.proposed.is_not(None) if wanted.proposed else people.c.proposed.is_(None))
    if wanted.role is not None:
        found.append((literal(" ") + people.c.roles + " ").contains(f" {wanted.role} ", autoescape=True))
    found += [people.c.found_by.contains(word, autoescape=True) for word in folded(wanted.q or "").split()]
    if wanted.certificate is not None or wanted.standing is not None:
        found.append(_certified(wanted))
    return found


def _or_none(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """`-` asks for those who have none."""
    return column.is_(None) if value == "-" else column == value


def _certified(wanted: Wanted) -> ColumnElement[bool]:
    codes = [wanted.certificate] if wanted.certificate else [kind.code for kind in wanted.kinds]
    # Named, the codes lead the database to the index.
    mine = [certificates_held.c.code.in_(codes)]
    if wanted.standing == "lapsed":
        return _among([*mine, certificates_held.c.expires_at <= wanted.now])
    valid = [*mine, certificates_held.c.expires_at > wanted.now]
    if wanted.standing == "expiring":
        return _among([*valid, _soon(wanted)])
    return ~_among(valid) if wanted.standing == "missing" else _among(valid)


def _among(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    return people.c.id.in_(select(certificates_held.c.person_id).where(*conditions))


def _soon(wanted: Wanted) -> ColumnElement[bool]:
    """Within the warning of its kind."""
    code, expires_at = certificates_held.c.code, certificates_held.c.expires_at
    soon = [
        and_(code == kind.code, expires_at <= wanted.now + timedelta(days=kind.warning_days)) for kind in wanted.kinds
    ]
    return or_(false(), *soon)

"""Open live connections: whoever attends to one is there, as long as the process that holds it renews the lease."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from remit.store.database.quick import Quick
from remit.store.database.rows import sockets

_LIVE = select(sockets.c.user_id).distinct().where(sockets.c.lease_until > bindparam("now"), sockets.c.attended)
_CONNECTED = Quick(_LIVE)
_OF_THESE = Quick(_LIVE.where(sockets.c.user_id.in_(bindparam("people", expanding=True))))

Opened = tuple[str, str, str]
"""A connection, whose it is, and the process that holds it."""


def open_all(connection: Connection, opened: Sequence[Opened], lease_until: datetime) -> None:
    """These connections were accepted; somebody sits before each."""
    rows = [
        {"id": one, "user_id": user_id, "instance": instance, "lease_until": lease_until, "attended": True}
        for one, user_id, instance in opened
    ]
    if rows:
        connection.execute(insert(sockets), rows)


def attend(connection: Connection, attended: Mapping[str, bool]) -> None:
    """Whether somebody sits before these."""
    rows = [{"socket": one, "now": there} for one, there in attended.items()]
    if rows:
        statement = update(sockets).where(sockets.c.id == bindparam("socket"))
        connection.execute(statement.values(attended=bindparam("now")), rows)


def close_all(connection: Connection, closed: Collection[str]) -> None:
    """These have ended."""
    if closed:
        connection.execute(delete(sockets).where(sockets.c.id == bindparam("socket")), [{"socket": c} for c in closed])


def renew(connection: Connection, instance: str, now: datetime, lease_until: datetime) -> frozenset[str]:
    """This process still holds its connections; what nobody renews is swept away, and whose it was is returned."""
    connection.execute(update(sockets).where(sockets.c.instance == instance).values(lease_until=lease_until))
    swept = delete(sockets).where(sockets.c.lease_until <= now).returning(sockets.c.user_id)
    return frozenset(connection.execute(swept).scalars())


def forget_all(connection: Connection) -> None:
    """A process that is alone begins: whatever is left is of one that died."""
    connection.execute(delete(sockets))


def connected(connection: Connection, now: datetime) -> frozenset[str]:
    """Ids of everybody who attends to a live connection."""
    return frozenset(str(row[0]) for row in _CONNECTED.rows(connection, {"now": now}))


def connected_of(connection: Connection, people: Collection[str], now: datetime) -> frozenset[str]:
    """Which of these people attend to a live connection."""
    return frozenset(str(row[0]) for row in _OF_THESE.rows(connection, {"now": now, "people": list(people)}))

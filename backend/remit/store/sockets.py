"""Open live connections: whoever attends to one is there, as long as the process that holds it renews the lease."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from remit.store.database.rows import sockets

_LIVE = select(sockets.c.user_id).distinct().where(sockets.c.lease_until > bindparam("now"), sockets.c.attended)


def opened(connection: Connection, socket_id: str, user_id: str, instance: str, lease_until: datetime) -> None:
    """A connection was accepted."""
    row = {"id": socket_id, "user_id": user_id, "instance": instance, "lease_until": lease_until, "attended": True}
    connection.execute(insert(sockets), row)


def attend(connection: Connection, socket_id: str, *, attended: bool) -> None:
    """Whether somebody sits before it."""
    connection.execute(update(sockets).where(sockets.c.id == socket_id).values(attended=attended))


def closed(connection: Connection, socket_id: str) -> None:
    """It has ended."""
    connection.execute(delete(sockets).where(sockets.c.id == socket_id))


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
    return frozenset(connection.execute(_LIVE, {"now": now}).scalars())

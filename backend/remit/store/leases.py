"""What one process does for all of them: whoever holds the lease, until it lets it lapse."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from remit.store.database.rows import leases


def take(connection: Connection, name: str, holder: str, now: datetime, until: datetime) -> bool:
    """Take or renew the lease; False where another process holds it."""
    mine = (leases.c.holder == holder) | (leases.c.until <= now)
    renewed = update(leases).where(leases.c.name == name, mine).values(holder=holder, until=until)
    if connection.execute(renewed).rowcount:
        return True
    if connection.execute(select(leases.c.name).where(leases.c.name == name)).first() is not None:
        return False
    connection.execute(insert(leases), {"name": name, "holder": holder, "until": until})
    return True


def release(connection: Connection, name: str, holder: str) -> None:
    """Let it go, so that another process need not wait."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))

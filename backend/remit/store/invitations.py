"""Links by which somebody may choose a password, once."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from remit.store.database.rows import invitations


def make(connection: Connection, token_hash: str, person_id: str, expires_at: datetime) -> None:
    """A new link; the ones before it are void."""
    connection.execute(delete(invitations).where(invitations.c.person_id == person_id))
    row = {"token_hash": token_hash, "person_id": person_id, "expires_at": expires_at}
    connection.execute(insert(invitations), row)


def void(connection: Connection, person_id: str) -> None:
    """No link of this person's is good any more."""
    connection.execute(delete(invitations).where(invitations.c.person_id == person_id))


def redeem(connection: Connection, token_hash: str, now: datetime) -> str | None:
    """Whose link it was, or None; it is good for one time."""
    mine = invitations.c.token_hash == token_hash
    found = connection.execute(
        select(invitations.c.person_id).where(mine, invitations.c.expires_at > now)
    ).scalar_one_or_none()
    gone = connection.execute(delete(invitations).where(mine))
    # Of two who come at once, the second deletes nothing.
    return found if gone.rowcount else None

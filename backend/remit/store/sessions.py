"""Signed-in sessions and failed sign-ins."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from remit.domain.values import value
from remit.store.database.quick import Quick
from remit.store.database.rows import heads, login_failures, sessions
from remit.store.heads import MAIN

_FOUND = Quick(
    select(sessions.c.user_id, heads.c.policy_version, heads.c.people_revision)
    .join_from(sessions, heads, heads.c.ledger == MAIN)
    .where(sessions.c.token_hash == bindparam("token_hash"), sessions.c.expires_at > bindparam("now"))
)


@value(frozen=True, slots=True)
class Found:
    """A session, and how far limits and people had come when it was looked up."""

    user_id: str
    policy_version: int
    people_revision: int


def begin(connection: Connection, token_hash: str, user_id: str, now: datetime, expires_at: datetime) -> None:
    """Sign in; what has run out meanwhile is swept away."""
    connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
    row = {"token_hash": token_hash, "user_id": user_id, "created_at": now, "expires_at": expires_at}
    connection.execute(insert(sessions), row)


def find(connection: Connection, token_hash: str, now: datetime) -> Found | None:
    """The session, or None where it has ended."""
    rows = _FOUND.rows(connection, {"token_hash": token_hash, "now": now})
    return _found(*rows[0]) if rows else None


def _found(*columns: Any) -> Found:
    return Found(*columns)


def alive(connection: Connection, token_hashes: Collection[str], now: datetime) -> frozenset[str]:
    """Which of these sessions have not ended."""
    if not token_hashes:
        return frozenset()
    statement = select(sessions.c.token_hash).where(
        sessions.c.token_hash.in_(list(token_hashes)), sessions.c.expires_at > now
    )
    return frozenset(connection.execute(statement).scalars())


def end(connection: Connection, token_hash: str) -> None:
    """Sign out."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def end_all(connection: Connection, user_id: str) -> None:
    """Sign out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))


def failures(connection: Connection, email: str) -> tuple[int, datetime] | None:
    """How often signing in to this account failed in a row, and when last."""
    columns = select(login_failures.c.failures, login_failures.c.last_at)
    row = connection.execute(columns.where(login_failures.c.email == email)).one_or_none()
    return None if row is None else (row.failures, row.last_at)


def failed(connection: Connection, email: str, now: datetime, forget_before: datetime) -> None:
    """Count one more failure; old ones are forgotten."""
    connection.execute(delete(login_failures).where(login_failures.c.last_at < forget_before))
    # One statement, because two processes may count the first failure of an account at the same time.
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = upsert(login_failures).values(email=email, failures=1, last_at=now)
    again = {"failures": login_failures.c.failures + 1, "last_at": now}
    connection.execute(first.on_conflict_do_update(index_elements=[login_failures.c.email], set_=again))


def forgive(connection: Connection, email: str) -> None:
    """Signing in worked: the count starts anew."""
    connection.execute(delete(login_failures).where(login_failures.c.email == email))

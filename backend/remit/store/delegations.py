"""Delegations in and out of the database."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, Row, insert, or_, select, update

from remit.domain.delegations import Delegation
from remit.store.database.rows import delegations


def to_come(connection: Connection, now: datetime) -> tuple[Delegation, ...]:
    """Those that count now or will."""
    wanted = delegations.c.ends_at > now, delegations.c.ended_at.is_(None)
    return tuple(_of(row) for row in connection.execute(select(delegations).where(*wanted).order_by(delegations.c.id)))


def add(connection: Connection, new: Delegation) -> None:
    """A new one."""
    row = {**asdict(new), "lender_id": new.lender, "to_id": new.to}
    connection.execute(insert(delegations), {name: row[name] for name in delegations.c.keys()})  # noqa: SIM118


def end(connection: Connection, delegation_id: str, at: datetime) -> None:
    """Taken back."""
    connection.execute(update(delegations).where(delegations.c.id == delegation_id).values(ended_at=at))


def page(connection: Connection, among: Collection[str] | None, before: str | None, most: int) -> list[Delegation]:
    """Up to `most`, the newest first, that these people lend or use; None is everybody."""
    wanted = select(delegations).order_by(delegations.c.id.desc()).limit(most)
    if among is not None:
        wanted = wanted.where(or_(delegations.c.lender_id.in_(among), delegations.c.to_id.in_(among)))
    if before is not None:
        wanted = wanted.where(delegations.c.id < before)
    return [_of(row) for row in connection.execute(wanted)]


def _of(row: Row[tuple[object, ...]]) -> Delegation:
    return Delegation(
        id=row.id,
        lender=row.lender_id,
        to=row.to_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )

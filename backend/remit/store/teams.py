"""Teams in and out of the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from remit.domain.people import Register, Team
from remit.store import catalogue, certificates, delegations, reject_reasons, routing
from remit.store.database.rows import teams


def everything(connection: Connection) -> tuple[Team, ...]:
    """All teams, in their order."""
    rows = connection.execute(select(teams).order_by(teams.c.position, teams.c.name))
    return tuple(Team(row.name, row.title, row.version) for row in rows)


def put(connection: Connection, all_teams: Sequence[Team]) -> None:
    """The teams as they are now, in this order: they are few."""
    connection.execute(delete(teams))
    rows = [
        {"name": team.name, "title": team.title, "position": place, "version": team.version}
        for place, team in enumerate(all_teams)
    ]
    if rows:
        connection.execute(insert(teams), rows)


def register(connection: Connection, now: datetime) -> Register:
    """What there is to belong to and to hold, who stands in for whom, and who is asked."""
    return Register(
        teams=everything(connection),
        certificates=certificates.kinds(connection),
        delegations=delegations.to_come(connection, now),
        reject_reasons=reject_reasons.latest(connection),
        routing=routing.latest(connection),
        catalogue=catalogue.latest(connection),
    )

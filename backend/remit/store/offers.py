"""With whom waiting requests are, so that whoever has least is asked next."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, func, select

from remit.domain.requests.request import Request, has_it
from remit.store.database.bulk import insert_all
from remit.store.database.rows import offers

_LOAD = select(offers.c.person_id, func.count().label("cards")).group_by(offers.c.person_id)


def load(connection: Connection) -> Counter[str]:
    """How many waiting requests each person has."""
    return Counter({row.person_id: row.cards for row in connection.execute(_LOAD)})


def add(connection: Connection, fresh: Iterable[Request]) -> None:
    """New requests, with whoever has them."""
    rows = [{"request_id": one.id, "person_id": person} for one in fresh for person in has_it(one)]
    if rows:
        insert_all(connection, offers, rows)


def move(connection: Connection, changed: Iterable[Request], before: Mapping[str, Request]) -> None:
    """Those that are with somebody else now; `before` is how they were loaded."""
    moved = [one for one in changed if set(has_it(one)) != set(has_it(before[one.id]))]
    left = [one.id for one in moved if has_it(before[one.id])]
    if left:
        connection.execute(delete(offers).where(offers.c.request_id.in_(left)))
    add(connection, moved)

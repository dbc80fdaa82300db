"""What was recovered from the provider after a restore, until somebody asks for it again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from remit.domain.execution.execution import SUCCEEDED
from remit.domain.execution.reconciling import Recovered
from remit.domain.requests.request import Request
from remit.store.database.rows import executions, recovered, requests
from remit.store.executions import batched
from remit.store.requests import request_of, whole

_UNCLAIMED = select(recovered).where(recovered.c.claimed_by.is_(None)).order_by(recovered.c.provider_reference)

_SUCCEEDED = whole().where(executions.c.state == SUCCEEDED, requests.c.updated_at >= bindparam("since"))
_BY_ID = whole().where(requests.c.id.in_(bindparam("ids", expanding=True)))


def unclaimed(connection: Connection) -> list[Recovered]:
    """What nobody has asked for again yet."""
    return [
        Recovered(
            reference=row.provider_reference,
            status=row.status,
            amount=row.amount,
            currency=row.currency,
            found_at=row.found_at,
            request_id=row.request_id,
            order_id=row.order_id,
            customer_id=row.customer_id,
            remedy=row.remedy,
            reason=row.reason,
            caller=row.caller,
        )
        for row in connection.execute(_UNCLAIMED)
    ]


def carried_out(connection: Connection, ids: Collection[str], since: datetime) -> dict[str, Request]:
    """The requests with these ids, and what succeeded since then."""
    found = {row.id: request_of(row) for row in connection.execute(_SUCCEEDED, {"since": since})}
    for some in batched([one for one in ids if one not in found]):
        found.update((row.id, request_of(row)) for row in connection.execute(_BY_ID, {"ids": some}))
    return found


def references(connection: Connection) -> set[str]:
    """By what the provider calls them, claimed or not."""
    return set(connection.execute(select(recovered.c.provider_reference)).scalars())


def add(connection: Connection, found: Sequence[Recovered]) -> None:
    """Remember these; what is remembered already stays as it is, claimed or not."""
    known = references(connection)
    rows = [_row(one) for one in found if one.reference not in known]
    if rows:
        connection.execute(insert(recovered), rows)


def claim(connection: Connection, reference: str, request_id: str) -> None:
    """It turned out to be this request."""
    one = recovered.c.provider_reference == reference
    connection.execute(update(recovered).where(one, recovered.c.claimed_by.is_(None)), {"claimed_by": request_id})


def _row(one: Recovered) -> dict[str, object]:
    return {
        "provider_reference": one.reference,
        "status": one.status,
        "request_id": one.request_id,
        "caller": one.caller,
        "order_id": one.order_id,
        "customer_id": one.customer_id,
        "remedy": one.remedy,
        "reason": one.reason,
        "amount": one.amount,
        "currency": one.currency,
        "found_at": one.found_at,
        "claimed_by": None,
    }

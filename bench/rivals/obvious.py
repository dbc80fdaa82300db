"""The same job the obvious way: a `def` route, one ORM session per request, one commit each. It carries nothing out."""

import hashlib
import json
import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy import Engine, create_engine, event, func
from sqlmodel import Session, col, select

from bench.rivals.obvious_rows import Happened, Shelved, answer, rows
from remit import clock
from remit.api.shapes.requests import AskIn
from remit.desk.ledger.limits import load
from remit.domain.orders.holds import HELD, POSTED
from remit.domain.policy.decision import decide
from remit.store.tables import HoldRow, IdempotencyRow, PersonRow, SessionRow


def _engine() -> Engine:
    engine = create_engine(os.environ["REMIT_DATABASE_URL"], pool_size=40, connect_args={"timeout": 60})

    def durable(connection, _entry) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    event.listen(engine, "connect", durable)
    return engine


engine = _engine()
app = FastAPI()
with engine.connect() as first:
    authority = load(first)


def session() -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened


def caller(db: Annotated[Session, Depends(session)], authorization: Annotated[str, Header()]) -> PersonRow:
    token = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).hexdigest()
    found = db.get(SessionRow, token)
    person = db.get(PersonRow, found.user_id) if found and found.expires_at > clock.now() else None
    if person is None or not person.active:
        raise HTTPException(401)
    return person


@app.post("/api/v1/requests", status_code=201)
def create(
    ask: AskIn,
    who: Annotated[PersonRow, Depends(caller)],
    db: Annotated[Session, Depends(session)],
    idempotency_key: Annotated[str, Header()],
) -> dict[str, object]:
    fingerprint = hashlib.sha256(json.dumps(ask.model_dump(), sort_keys=True).encode()).hexdigest()
    if db.get(IdempotencyRow, (who.id, idempotency_key)):
        raise HTTPException(409)
    order = db.get(Shelved, ask.order_id)
    if order is None or order.currency != ask.currency:
        raise HTTPException(404)
    taken = select(func.sum(HoldRow.amount)).where(HoldRow.order_id == order.id)
    if ask.amount > order.captured - (db.exec(taken.where(col(HoldRow.state).in_((HELD, POSTED)))).one() or 0):
        raise HTTPException(409)
    requester, now = authority.people.people[who.id], clock.now()
    case = order.case(ask, requester, now)
    decision = decide(case, authority)
    request, hold = rows(ask, order, requester, decision, now)
    body = answer(request, decision)
    happened = Happened(at=now, event="request.granted", request_id=request.id, actor_id=who.id, data=json.dumps(body))
    db.add(request)
    db.flush()
    db.add_all([hold, happened])
    db.flush()
    db.add(IdempotencyRow(caller=who.id, key=idempotency_key, fingerprint=fingerprint, seq=happened.seq or 0))
    db.commit()
    return body

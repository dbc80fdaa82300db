"""Requests, their holds and executions, in and out of the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from operator import attrgetter, is_

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from remit.domain.execution.execution import NONE
from remit.domain.orders.holds import HELD, POSTED, Hold, Sums, hold_after, hold_of, stays
from remit.domain.policy.cases import Decision
from remit.domain.policy.questions import Fact
from remit.domain.requests.request import DENIED, OPEN, Approval, Part, Request, Requester, Review, wakes_at
from remit.store import executions as execution_rows
from remit.store import offers
from remit.store.database.bulk import execute_all, insert_all
from remit.store.database.quick import Quick
from remit.store.database.rows import executions, holds, requests

_decision = TypeAdapter(Decision)
_approval = TypeAdapter(Approval)
_facts = TypeAdapter(Mapping[str, Fact])
_parts = TypeAdapter(tuple[Part, ...])
_review = TypeAdapter(Review)

Known = Mapping[str, Request]
"""Requests on their way to the provider, as they were last written here. Their version and attempts tell whether that
still holds: what changes without either (who was offered it, who looked) is over once they are granted."""
_NOTHING: Known = {}


def whole() -> Select[tuple[object, ...]]:
    """Requests with their executions."""
    joined = requests.outerjoin(executions, executions.c.request_id == requests.c.id)
    return select(requests, *execution_rows.COLUMNS).select_from(joined)


_BY_ID = whole().where(requests.c.id.in_(bindparam("ids", expanding=True)))
_MARKS_BY_ID = execution_rows.MARKS.where(requests.c.id.in_(bindparam("ids", expanding=True)))
_OPEN = whole().where(requests.c.state.in_(sorted(OPEN))).order_by(requests.c.id)
_WAKING = select(requests.c.id, requests.c.wakes_at).where(requests.c.wakes_at.is_not(None))
_EARLIEST = _WAKING.order_by(requests.c.wakes_at).limit(bindparam("most"))
_SUMS = Quick(
    select(holds.c.order_id, holds.c.state, func.sum(holds.c.amount).label("amount"))
    # By the index of requests: one of its own would cost each request a page more.
    .select_from(requests.join(holds, holds.c.request_id == requests.c.id))
    .where(requests.c.order_id.in_(bindparam("ids", expanding=True)), holds.c.state.in_((HELD, POSTED)))
    .group_by(holds.c.order_id, holds.c.state)
)


def by_ids(connection: Connection, ids: Collection[str], known: Known = _NOTHING) -> dict[str, Request]:
    """The requests with these ids."""
    near = [one for one in ids if one in known]
    marks = connection.execute(_MARKS_BY_ID, {"ids": near}).all() if near else ()
    found = {mark.id: known[mark.id] for mark in marks if _is_as_marked(known[mark.id], mark)}
    if far := [one for one in ids if one not in found]:
        found.update((row.id, request_of(row)) for row in connection.execute(_BY_ID, {"ids": far}))
    return found


def due(
    connection: Connection, now: datetime, most: int, known: Known = _NOTHING, *, moves: bool = True
) -> dict[str, Request]:
    """Requests that wait to be carried out or looked up, or whose worker has not come back; oldest first."""
    marks = execution_rows.due(connection, now, most, moves=moves)
    same = {mark.id: known[mark.id] for mark in marks if mark.id in known and _is_as_marked(known[mark.id], mark)}
    found = same | by_ids(connection, [mark.id for mark in marks if mark.id not in same])
    return {mark.id: found[mark.id] for mark in marks}


def _is_as_marked(request: Request, mark: Sequence[object]) -> bool:
    execution = request.execution
    return (request.id, request.version, execution.state, execution.attempts) == tuple(mark)


def still_open(connection: Connection) -> dict[str, Request]:
    """Every request that waits for a person."""
    return {row.id: request_of(row) for row in connection.execute(_OPEN)}


def waking(connection: Connection, most: int) -> list[tuple[str, datetime]]:
    """What is due soonest without anybody's doing, and when: the next step of a request, or its end."""
    return [(row.id, row.wakes_at) for row in connection.execute(_EARLIEST, {"most": most})]


def sums(connection: Connection, order_ids: Collection[str]) -> dict[str, Sums]:
    """What requests have taken from these orders: settled, and held."""
    found: dict[str, dict[str, int]] = {one: {} for one in order_ids}
    if order_ids:
        for order_id, state, amount in _SUMS.rows(connection, {"ids": list(order_ids)}):
            # PostgreSQL sums into a decimal, whose text for 60000 is 6E+4.
            found[str(order_id)][str(state)] = int(Decimal(str(amount)))
    return {one: Sums(by_state.get(POSTED, 0), by_state.get(HELD, 0)) for one, by_state in found.items()}


_UPDATE = update(requests).where(requests.c.id == bindparam("key"))
_STEP = _UPDATE.values({name: bindparam(name) for name in ("state", "version", "updated_at")})
_MOVE_HOLD = update(holds).where(holds.c.request_id == bindparam("key")).values(state=bindparam("state"))
_UPDATE_EXECUTION = update(executions).where(executions.c.request_id == bindparam("key"))


def add(connection: Connection, fresh: Iterable[Request]) -> None:
    """New requests with what they reserve and what is to be carried out."""
    fresh = list(fresh)
    if not fresh:
        return
    reserved = [hold for one in fresh if (hold := hold_of(one)) and hold.state == HELD]
    insert_all(connection, requests, [row_of(one) for one in fresh])
    insert_all(connection, holds, [_hold_row(hold) for hold in reserved])
    insert_all(connection, executions, [execution_rows.row_of(one) for one in fresh if one.execution.state != NONE])
    offers.add(connection, fresh)


def restore(connection: Connection, ended: Sequence[Request]) -> None:
    """Requests from elsewhere, as they stand, with what they reserved and how they were carried out."""
    reserved = [hold for one in ended if one.state != DENIED and (hold := hold_of(one))]
    insert_all(connection, requests, [row_of(one) for one in ended])
    insert_all(connection, holds, [_hold_row(hold) for hold in reserved])
    insert_all(connection, executions, [execution_rows.row_of(one) for one in ended if one.execution.state != NONE])


def save(connection: Connection, changed: Mapping[str, Request], before: Mapping[str, Request]) -> None:
    """What changed of these requests; `before` is how they were loaded."""
    if not changed:
        return
    pairs = [(one, before[one.id]) for one in changed.values()]
    # SQLite rewrites the index of every column that is named, changed or not, and most changes are just a step.
    steps = {new.id: new for new, old in pairs if _is_step(old, new)}
    execute_all(connection, _STEP, [_step_row(one) for one in steps.values()])
    more = [one for one in changed.values() if one.id not in steps]
    execute_all(connection, _UPDATE, [{**row_of(one), "key": one.id} for one in more])
    _save_holds(connection, pairs)
    offers.move(connection, more, before)
    begun = [execution_rows.row_of(new) for new, old in pairs if old.execution.state == NONE != new.execution.state]
    insert_all(connection, executions, begun)
    moved = [new for new, old in pairs if old.execution.state != NONE and old.execution != new.execution]
    execute_all(connection, _UPDATE_EXECUTION, [{**execution_rows.row_of(one), "key": one.id} for one in moved])


_left_alone = attrgetter(
    *(one.name for one in fields(Request) if one.name not in ("state", "version", "updated_at", "execution"))
)


def _is_step(old: Request, new: Request) -> bool:
    """Whether nothing changed but its state, and how far its execution has come."""
    # What a step leaves alone is the same object, so that this need not compare what is in it.
    return all(map(is_, _left_alone(old), _left_alone(new))) and wakes_at(old) == wakes_at(new)


def _save_holds(connection: Connection, pairs: list[tuple[Request, Request]]) -> None:
    touched = [(old, new) for new, old in pairs if not stays(old, new)]
    changed = [(was, hold) for old, new in touched if (hold := hold_after(old, new)) != (was := hold_of(old)) and hold]
    moved = [hold for was, hold in changed if was is None or replace(was, state=hold.state) != hold]
    stated = [{"key": hold.request_id, "state": hold.state} for _, hold in changed if hold not in moved]
    execute_all(connection, _MOVE_HOLD, stated)
    if moved:
        # An offer can change the remedy to one that reserves nothing, and an edit back again: so both, not an update.
        connection.execute(delete(holds).where(holds.c.request_id.in_([hold.request_id for hold in moved])))
        connection.execute(insert(holds), [_hold_row(hold) for hold in moved])


def row_of(request: Request) -> dict[str, object]:
    """The request as a row of its table."""
    approval = request.approval
    return {
        "id": request.id,
        "reference": request.reference,
        "state": request.state,
        "version": request.version,
        "remedy": request.remedy,
        "amount": request.amount,
        "currency": request.currency,
        "brand": request.brand,
        "reason": request.reason,
        "basis": request.basis,
        "order_id": request.order_id,
        "customer_id": request.customer_id,
        "channel": request.channel,
        "note": request.note,
        "customer_waiting": request.customer_waiting,
        "requester_id": request.requester.id,
        "requester_name": request.requester.name,
        "tier": request.requester.tier,
        "team": request.requester.team,
        "facts": _facts.dump_json(request.facts).decode(),
        "outcome": request.decision.outcome,
        "decision": _decision.dump_json(request.decision).decode(),
        "approval": _approval.dump_json(approval).decode() if approval else None,
        "decided_at": request.decision.at,
        "asked_at": approval.asked_at if approval else None,
        "settled_at": approval.settled_at if approval else None,
        "settled_by": approval.settled_by.id if approval and approval.settled_by else None,
        "wakes_at": wakes_at(request),
        "parts": _parts.dump_json(request.parts).decode() if request.parts else "[]",
        "review": _review.dump_json(request.review).decode() if request.review else None,
        "created_at": request.created_at,
        "updated_at": request.updated_at,
    }


def request_of(row: Row[tuple[object, ...]]) -> Request:
    """A row of `whole()` as the request it is."""
    return Request(
        id=row.id,
        reference=row.reference,
        state=row.state,
        version=row.version,
        remedy=row.remedy,
        amount=row.amount,
        currency=row.currency,
        brand=row.brand,
        reason=row.reason,
        basis=row.basis,
        order_id=row.order_id,
        customer_id=row.customer_id,
        channel=row.channel,
        note=row.note,
        customer_waiting=row.customer_waiting,
        requester=Requester(row.requester_id, row.requester_name, row.tier, row.team),
        facts=_facts.validate_json(row.facts),
        decision=_decision.validate_json(row.decision),
        approval=_approval.validate_json(row.approval) if row.approval else None,
        execution=execution_rows.execution_of(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        parts=_parts.validate_json(row.parts) if row.parts != "[]" else (),
        review=_review.validate_json(row.review) if row.review else None,
    )


def _step_row(request: Request) -> dict[str, object]:
    return {
        "key": request.id,
        "state": request.state,
        "version": request.version,
        "updated_at": request.updated_at,
    }


def _hold_row(hold: Hold) -> dict[str, object]:
    return {"request_id": hold.request_id, "order_id": hold.order_id, "amount": hold.amount, "state": hold.state}

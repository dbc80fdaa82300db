"""What a requester does: ask, try first, take back, change, answer, accept."""

import hashlib
import json

from remit import clock
from remit.desk.ledger.books import Posted
from remit.desk.office import Office
from remit.desk.people.catalogue import house_of
from remit.desk.requests.given import in_use, reason_of
from remit.desk.requests.recounting import recounted
from remit.desk.requests.spent import spent_for, weighed_for
from remit.desk.requests.submitting import Ask, Ids, Submit, case_for, first_answer, on_its_order
from remit.domain.catalogue import Catalogue
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import ESCALATE, Decision
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import Authority
from remit.domain.refusal import NotFound, Refusal
from remit.domain.remedies import NEEDS_ORDER, REMEDIES, Reason
from remit.domain.requests.request import Request
from remit.domain.requests.visibility import may_read
from remit.domain.routing.present import able
from remit.domain.values import value
from remit.store import events as event_rows
from remit.store import insights
from remit.store import requests as request_rows

_MOST_NAMED = 20


class OrderRequired(Refusal):
    """The remedy is given on an order, and none was named; or neither order nor customer was."""

    name = "order-required"
    title = "Order required"


class CurrencyMismatch(Refusal):
    """The amount is in another currency than the order."""

    name = "currency-mismatch"
    title = "Another currency than the order's"


class NoteRequired(Refusal):
    """This needs a note, and there is none."""

    name = "note-required"
    title = "Note required"


class KeyInProgress(Refusal):
    """The same call is still running."""

    name = "idempotency-key-in-progress"
    title = "Still running"


@value(frozen=True, slots=True)
class Preview:
    """What would happen, and who could settle it now. `usual_seconds` None where nothing was settled lately."""

    decision: Decision
    available: tuple[Person, ...]
    """Some of them, to be named."""
    able: int
    usual_seconds: int | None


async def submit(
    office: Office, caller: Person, ask: Ask, key: str, body: object, running: set[tuple[str, str]]
) -> Posted:
    """Ask for a remedy. The order is looked up before the ledger is entered; `running` holds keys on their way."""
    fingerprint = fingerprint_of(body)
    if (caller.id, key) in running:
        if answered := await _answered(office, caller, key, fingerprint):
            return answered
        raise KeyInProgress("The same request is still being answered. Wait a moment and send it again.")
    running.add((caller.id, key))
    try:
        return await recounted(lambda: _submit(office, caller, ask, key, fingerprint))
    except Refusal:
        # The ledger knows the key as well; a call that does not get that far is looked up here, and only that.
        if answered := await _answered(office, caller, key, fingerprint):
            return answered
        raise
    finally:
        running.discard((caller.id, key))


async def _submit(office: Office, caller: Person, ask: Ask, key: str, fingerprint: str) -> Posted:
    order = await _order(office, ask)
    _check(ask, order, _catalogue(office), note_needed=True)
    return await office.ledger.submit(
        Submit(
            caller=caller.id,
            ask=ask,
            order=order,
            house=house_of(office),
            provider=office.payments.home(ask.remedy),
            key=key,
            fingerprint=fingerprint,
            ids=(_ids(), _ids() if ask.split else None),
        )
    )


async def _answered(office: Office, caller: Person, key: str, fingerprint: str) -> Posted | None:
    """The first answer to the same call. Another body under a key that was answered is refused."""
    known = await office.database.glance(event_rows.key, caller.id, key)
    if known is None:
        return None
    return Posted((), first_answer(known[0].fingerprint, fingerprint, known[1]), replayed=True)


async def check(office: Office, caller: Person, ask: Ask, authority: Authority) -> Preview:
    """Decide and record nothing. `authority` is the limits to ask, so that a caller can listen to the questions."""
    order = await _order(office, ask)
    # A note is written last; the meter answers before.
    _check(ask, order, _catalogue(office), note_needed=False)
    now = clock.now()
    case = case_for(ask, caller, order, (house_of(office), _catalogue(office)), now)
    if order is not None:
        found = await office.database.glance(request_rows.sums, (order.id,))
        case = on_its_order(case, order, found[order.id])
    case = await weighed_for(office, case)
    spent = await spent_for(office, case)
    decision = decide(case, authority, spent)
    if decision.outcome != ESCALATE:
        return Preview(decision, (), 0, None)
    there = await office.ledger.present()
    never = office.authority.people.register.routing.apart_from(caller.id) | {caller.id}
    cells = able(there, (cell.ids for cell in there.cells), Approvers(case, office.authority, spent).may, never)
    ids = [one for cell in cells for one in cell if one not in never]
    available = tuple(there.people[one] for one in ids[:_MOST_NAMED])
    return Preview(decision, available, len(ids), await office.database.read(insights.usual_seconds, now))


async def readable(office: Office, caller: Person, request_id: str) -> Request:
    """The request, if the caller may know of it."""
    found = await office.database.glance(request_rows.by_ids, (request_id,))
    request = found.get(request_id)
    if request is None or not may_read(caller, request, office.authority, clock.now()):
        raise NotFound("There is no such request, or it is not yours to see.")
    return request


async def _order(office: Office, ask: Ask) -> Order | None:
    if ask.order_id is not None:
        return await office.orders.get(ask.order_id)
    if ask.remedy in NEEDS_ORDER:
        raise OrderRequired(f"A {REMEDIES[ask.remedy].lower()} is given on an order. Name the order.", field="order_id")
    if ask.customer_id is None:
        raise OrderRequired("Name the order, or at least the customer.", field="customer_id")
    return None


def _catalogue(office: Office) -> Catalogue:
    return office.authority.people.register.catalogue


def _check(ask: Ask, order: Order | None, catalogue: Catalogue, *, note_needed: bool) -> None:
    if order is not None and order.currency != ask.currency:
        detail = f"Order {order.id} is in {order.currency}, not {ask.currency}. Give the amount in {order.currency}."
        raise CurrencyMismatch(detail, currency=order.currency)
    reason = reason_of(ask.reason, catalogue)
    in_use(ask.remedy, catalogue)
    if note_needed:
        noted(reason, ask.note, override=ask.override)


def noted(reason: Reason, note: str | None, *, override: bool = False) -> None:
    """Refuse what needs a note and has none."""
    if (override or reason.note_required) and not (note or "").strip():
        why = "Acting before anybody is asked" if override else f"The reason {reason.code}"
        raise NoteRequired(f"{why} needs a note that says what happened.", field="note")


def _ids() -> Ids:
    return Ids(clock.new_id("req"), clock.new_reference())


def fingerprint_of(body: object) -> str:
    """The same for bodies that are equal as JSON."""
    return hashlib.sha256(_in_order(body).encode()).hexdigest()


_in_order = json.JSONEncoder(sort_keys=True).encode

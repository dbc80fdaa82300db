"""What a requester does with a request of their own while it waits: take back, answer, accept, change."""

from dataclasses import replace

from remit.desk.ledger.books import Books, Posted
from remit.desk.office import Office
from remit.desk.requests.approvals import authority_behind
from remit.desk.requests.asking import OrderRequired, noted, readable
from remit.desk.requests.given import in_use, reason_of
from remit.desk.requests.recounting import recounted
from remit.desk.requests.steps import rechecked, requester_of, take
from remit.desk.routing.placing import placed, returned
from remit.domain.catalogue import Catalogue
from remit.domain.events import Event, told, what
from remit.domain.money import spoken
from remit.domain.orders import holds
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.decision import decide
from remit.domain.policy.judged import ACCEPTED, EDITED, Judged
from remit.domain.policy.noted import Noted
from remit.domain.policy.stacks import NOTHING
from remit.domain.remedies import NEEDS_ORDER, REMEDIES
from remit.domain.requests import approval
from remit.domain.requests.request import PENDING, Request, case_of, decided
from remit.domain.requests.settling import within_budget


async def withdraw(office: Office, caller: Person, request_id: str, version: int, comment: str | None) -> Posted:
    """Take it back; what it held is free again."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        gone = approval.withdraw(request, by, version, comment, books.now)
        return gone, told(gone, "withdrawn", by, f"{by.name} withdrew it{': ' + comment if comment else '.'}")

    return await take(office, caller, request_id, step)


async def answer(office: Office, caller: Person, request_id: str, version: int, text: str) -> Posted:
    """Answer the approver's question; it waits for a decision again."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        answered = returned(approval.answer(request, by, version, text, books.now), books)
        return answered, told(answered, "pending", by, f"{by.name} answered: {text}")

    return await take(office, caller, request_id, step)


async def accept(office: Office, caller: Person, request_id: str, version: int) -> Posted:
    """Take the offer: what was offered is granted, as long as the order still has it."""
    return await recounted(lambda: _accept(office, caller, request_id, version))


async def _accept(office: Office, caller: Person, request_id: str, version: int) -> Posted:
    known = await readable(office, caller, request_id)
    # What was asked for may have reserved nothing on the order; what is offered instead may have to.
    order = await office.orders.get(known.order_id) if known.order_id and known.remedy not in NEEDS_ORDER else None

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        proposal = request.approval.offer if request.approval else None
        offerer = books.person(proposal.by.id) if proposal else None
        taken = approval.accept(request, by, offerer or by, version, books.authority, books.now)
        # Another remedy may be carried out by another provider.
        taken = replace(taken, execution=replace(taken.execution, provider=office.payments.home(taken.remedy)))
        _fit(request, taken, order, books)
        case, granter = case_of(taken, by, books.now), authority_behind(taken, offerer or by, books)
        within_budget(case, granter, books.authority, books.apart(request))
        taken = placed(taken, case, books)
        more = " One more person has to approve it." if taken.state == PENDING else ""
        event = "approved" if taken.state == PENDING else "granted"
        said = told(taken, event, by, f"{by.name} accepted the offer: {what(taken)}.{more}")
        return taken, rechecked(said, ACCEPTED, case, granter, books)

    return await take(office, caller, request_id, step, (order.id,) if order else ())


async def edit(office: Office, caller: Person, request_id: str, version: int, changes: dict[str, object]) -> Posted:
    """Change what is asked for; it is decided anew, and what was said before is void."""
    return await recounted(lambda: _edit(office, caller, request_id, version, changes))


async def _edit(office: Office, caller: Person, request_id: str, version: int, changes: dict[str, object]) -> Posted:
    known = await readable(office, caller, request_id)
    order = await office.orders.get(known.order_id) if known.order_id else None

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event, Event]:
        approval.editable(request, by, version, books.now)
        catalogue = books.authority.people.register.catalogue
        changed = _changed(request, changes, order, catalogue)
        _fit(request, changed, order, books)
        case = replace(case_of(changed, requester_of(request, books), books.now), given=NOTHING)
        case = replace(case, withheld=catalogue.retired)
        case = books.pieces.weigh(case)
        noted = Noted(books.apart(request))
        verdict = replace(decide(case, books.authority, noted), at=books.now)
        anew = placed(decided(changed, verdict, books.now, office.payments.home(changed.remedy)), case, books)
        anew = replace(anew, version=request.version + 1)
        said = f"{by.name} changed it from {spoken(request.amount, request.currency)} to {what(anew)}."
        judged = Judged(what=EDITED, case=case, decision=verdict, uses=noted.uses)
        outcome = told(anew, anew.state, None, verdict.sentence, judged)
        return anew, told(anew, "edited", by, said), outcome

    return await take(office, caller, request_id, step, (order.id,) if order else ())


def _fit(before: Request, after: Request, order: Order | None, books: Books) -> None:
    """Refuse more than is left on the order beside what the request itself holds there already."""
    if order is None or after.remedy not in NEEDS_ORDER:
        return
    sums, held = books.sums[order.id], holds.hold_of(before)
    holds.fit(order, after.amount, replace(sums, held=sums.held - (held.amount if held else 0)))


def _changed(request: Request, changes: dict[str, object], order: Order | None, catalogue: Catalogue) -> Request:
    changed = replace(request, **changes)  # type: ignore[arg-type]
    if changed.remedy in NEEDS_ORDER and order is None:
        title = REMEDIES[changed.remedy].lower()
        detail = f"A {title} is given on an order, and this request has none. Choose another remedy."
        raise OrderRequired(detail, field="remedy")
    if changed.remedy != request.remedy:
        in_use(changed.remedy, catalogue)
    reason = reason_of(changed.reason, catalogue, kept=changed.reason == request.reason)
    noted(reason, changed.note)
    facts = {**request.facts, "reason": reason.code, "basis": reason.basis}
    return replace(changed, basis=reason.basis, facts=facts)

"""What an approver does with somebody else's request: one click, or a word."""

from dataclasses import replace

from remit.desk.ledger.books import Books, Posted
from remit.desk.office import Office
from remit.desk.requests.asking import readable
from remit.desk.requests.given import in_use
from remit.desk.requests.steps import rechecked, requester_of, settle, take
from remit.desk.routing.placing import placed
from remit.domain.events import Event, decided_by, told
from remit.domain.money import spoken
from remit.domain.orders import holds
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.judged import APPROVED
from remit.domain.refusal import Refusal
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.requests import approval
from remit.domain.requests.request import OPEN, PENDING, Offer, Request, case_of, named
from remit.domain.requests.separation import approvers_of, not_ones_own
from remit.domain.requests.settling import within_budget, within_limit

_MORE = {1: "One more person has"}


class CannotFinish(Refusal):
    """Whoever it was to be forwarded to could not settle it."""

    name = "cannot-finish"
    title = "They could not settle it either"


async def approve(office: Office, caller: Person, request_id: str, version: int, comment: str | None) -> Posted:
    """One click: granted as asked, carried out once, as long as the order still has it."""
    order = await _order_now(office, caller, request_id)

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        requester = requester_of(request, books)
        agreed = approval.approve(request, by, requester, version, books.authority, books.now)
        case, whose = case_of(request, requester, books.now), authority_behind(agreed, by, books)
        within_budget(case, whose, books.authority, books.apart(request))
        if order is not None:
            holds.still_fits(order, agreed.amount, books.sums[order.id])
        after = placed(approval.commented(agreed, comment), case, books)
        return after, rechecked(said_yes(after, by, comment), APPROVED, case, whose, books)

    return await settle(office, caller, request_id, step, (order.id,) if order else ())


def authority_behind(agreed: Request, by: Person, books: Books) -> Person:
    """Whose authority an approval was by: the approver's own, or what somebody lent them."""
    last = agreed.approval.given[-1:] if agreed.approval else ()
    settled_for = agreed.approval.settled_for if agreed.approval else None
    behalf = last[0].behalf if last else settled_for
    return (books.person(behalf.id) if behalf else None) or by


def said_yes(agreed: Request, by: Person, comment: str | None = None) -> Event:
    """Granted; or one of several has approved, and it waits for another."""
    given = agreed.approval.given if agreed.approval else ()
    if agreed.state != PENDING or agreed.approval is None:
        behalf = agreed.approval.settled_for if agreed.approval else None
        return decided_by(agreed, "granted", by, "approved", comment, behalf=behalf)
    said = decided_by(agreed, "approved", by, "approved", comment, behalf=given[-1].behalf)
    more = agreed.approval.needs - len(given)
    return replace(said, sentence=f"{said.sentence} {_MORE.get(more, f'{more} more people have')} to approve it, too.")


async def _order_now(office: Office, caller: Person, request_id: str) -> Order | None:
    """The order of what waits, as it is at the click: more may have gone back on it since it was asked for."""
    known = await readable(office, caller, request_id)
    if known.order_id is None or known.remedy not in NEEDS_ORDER or known.state not in OPEN:
        return None
    return await office.orders.get(known.order_id)


async def reject(office: Office, caller: Person, request_id: str, version: int, comment: str) -> Posted:
    """No, and why."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        rejected = approval.reject(request, by, version, comment, books.now)
        whose = within_limit(request, by, requester_of(request, books), books.authority, books.now)
        rejected = approval.on_behalf(rejected, by, whose)
        behalf = named(whose) if whose.id != by.id else None
        return rejected, decided_by(rejected, "rejected", by, "rejected", comment, behalf=behalf)

    return await settle(office, caller, request_id, step)


async def offer(
    office: Office, caller: Person, request_id: str, version: int, proposed: tuple[int | None, str | None, str]
) -> Posted:
    """A counter-offer of (amount, remedy, comment); what is None stays as it was asked for."""
    amount, remedy, comment = proposed

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        proposal = Offer(amount or request.amount, remedy or request.remedy, comment, named(by), books.now)
        if remedy is not None and remedy != request.remedy:
            in_use(remedy, books.authority.people.register.catalogue)
        requester = requester_of(request, books)
        offered = approval.offer(request, by, requester, proposal, version, books.authority)
        instead = replace(request, remedy=proposal.remedy, amount=proposal.amount)
        approvers = approvers_of(instead, requester, books.authority, books.now)
        within_budget(approvers.case, approvers.lender(by) or by, books.authority, books.apart(request))
        said = f"{by.name} offered {spoken(proposal.amount, request.currency)} instead: {comment}"
        return offered, told(offered, "offered", by, said)

    return await settle(office, caller, request_id, step)


async def ask(office: Office, caller: Person, request_id: str, version: int, question: str) -> Posted:
    """A question to the requester first."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        asked = approval.ask(request, by, version, question, books.now)
        within_limit(request, by, requester_of(request, books), books.authority, books.now)
        return asked, told(asked, "needs_info", by, f"{by.name} asks: {question}")

    return await settle(office, caller, request_id, step)


async def claim(office: Office, caller: Person, request_id: str, version: int) -> Posted:
    """Tell the others that one is on it."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        claimed = approval.claim(request, by, version, books.now)
        within_limit(request, by, requester_of(request, books), books.authority, books.now)
        return claimed, told(claimed, "claimed", by, f"{by.name} is looking at it.")

    return await settle(office, caller, request_id, step)


async def forward(
    office: Office, caller: Person, request_id: str, version: int, to: str, comment: str | None
) -> Posted:
    """Hand it to somebody who can finish it."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        other = books.person(to)
        if other is None:
            raise CannotFinish("There is nobody with that id. Forward it to somebody of GET /people.", field="to")
        forwarded = approval.forward(request, by, other, version, books.now)
        not_ones_own(request, other, books.authority.people, books.now)
        if not approvers_of(request, requester_of(request, books), books.authority, books.now).may(other):
            raise CannotFinish(f"{other.name} may not approve this either. Forward it to somebody who can.", field="to")
        said = f"{by.name} forwarded it to {other.name}{': ' + comment if comment else '.'}"
        return forwarded, told(forwarded, "rerouted", by, said)

    return await settle(office, caller, request_id, step)


async def seen(office: Office, caller: Person, request_id: str) -> Posted:
    """The caller has the card open: the others see that, too."""

    def step(request: Request, by: Person, _books: Books) -> tuple[Request, *tuple[Event, ...]]:
        opened = approval.opened(request, by)
        if opened is request:
            return (request,)
        return opened, told(opened, "opened", by, f"{by.name} has it open.")

    return await take(office, caller, request_id, step)


async def left(office: Office, caller: Person, request_id: str) -> Posted:
    """The caller has closed the card."""

    def step(request: Request, by: Person, _books: Books) -> tuple[Request, *tuple[Event, ...]]:
        closed = approval.closed(request, {by.id})
        if closed is request:
            return (request,)
        return closed, told(closed, "closed", by, f"{by.name} no longer has it open.")

    return await take(office, caller, request_id, step)

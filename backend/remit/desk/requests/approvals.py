"""What an approver does with somebody else's request: one click, or a word."""

from dataclasses import replace

from remit.desk.ledger.books import Books, Posted
from remit.desk.office import Office
from remit.desk.requests.asking import readable
from remit.desk.requests.steps import rechecked, requester_of, take
from remit.domain.events import Event, decided_by, told
from remit.domain.money import spoken
from remit.domain.orders import holds
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.judged import APPROVED
from remit.domain.refusal import Refusal
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.requests import approval
from remit.domain.requests.request import OPEN, Offer, Request, case_of, named
from remit.domain.requests.settling import within_budget, within_limit


class CannotFinish(Refusal):
    """Whoever it was to be forwarded to could not settle it."""

    name = "cannot-finish"
    title = "They could not settle it either"


async def approve(office: Office, caller: Person, request_id: str, version: int, comment: str | None) -> Posted:
    """One click: granted as asked, carried out once, as long as the order still has it."""
    order = await _order_now(office, caller, request_id)

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        granted = approval.approve(request, by, requester_of(request, books), version, books.authority, books.now)
        case = case_of(request, requester_of(request, books), books.now)
        within_budget(case, by, books.authority, books.apart(request))
        if order is not None:
            holds.still_fits(order, granted.amount, books.sums[order.id])
        said = decided_by(granted, "granted", by, "approved", comment)
        return approval.commented(granted, comment), rechecked(said, APPROVED, case, by, books)

    return await take(office, caller, request_id, step, (order.id,) if order else ())


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
        within_limit(request, by, requester_of(request, books), books.authority, books.now)
        return rejected, decided_by(rejected, "rejected", by, "rejected", comment)

    return await take(office, caller, request_id, step)


async def offer(
    office: Office, caller: Person, request_id: str, version: int, proposed: tuple[int | None, str | None, str]
) -> Posted:
    """A counter-offer of (amount, remedy, comment); what is None stays as it was asked for."""
    amount, remedy, comment = proposed

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        proposal = Offer(amount or request.amount, remedy or request.remedy, comment, named(by), books.now)
        requester = requester_of(request, books)
        offered = approval.offer(request, by, requester, proposal, version, books.authority)
        case = case_of(replace(request, remedy=proposal.remedy, amount=proposal.amount), requester, books.now)
        within_budget(case, by, books.authority, books.apart(request))
        said = f"{by.name} offered {spoken(proposal.amount, request.currency)} instead: {comment}"
        return offered, told(offered, "offered", by, said)

    return await take(office, caller, request_id, step)


async def ask(office: Office, caller: Person, request_id: str, version: int, question: str) -> Posted:
    """A question to the requester first."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        asked = approval.ask(request, by, version, question, books.now)
        within_limit(request, by, requester_of(request, books), books.authority, books.now)
        return asked, told(asked, "needs_info", by, f"{by.name} asks: {question}")

    return await take(office, caller, request_id, step)


async def claim(office: Office, caller: Person, request_id: str, version: int) -> Posted:
    """Tell the others that one is on it."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        claimed = approval.claim(request, by, version, books.now)
        within_limit(request, by, requester_of(request, books), books.authority, books.now)
        return claimed, told(claimed, "claimed", by, f"{by.name} is looking at it.")

    return await take(office, caller, request_id, step)


async def forward(
    office: Office, caller: Person, request_id: str, version: int, to: str, comment: str | None
) -> Posted:
    """Hand it to somebody who can finish it."""

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        other = books.person(to)
        if other is None:
            raise CannotFinish("There is nobody with that id. Forward it to somebody of GET /people.", field="to")
        forwarded = approval.forward(request, by, other, version, books.now)
        if not Approvers(case_of(request, requester_of(request, books), books.now), books.authority).may(other):
            raise CannotFinish(f"{other.name} may not approve this either. Forward it to somebody who can.", field="to")
        said = f"{by.name} forwarded it to {other.name}{': ' + comment if comment else '.'}"
        return forwarded, told(forwarded, "rerouted", by, said)

    return await take(office, caller, request_id, step)


async def seen(office: Office, caller: Person, request_id: str) -> Posted:
    """The caller has the card open: the others see that, too."""

    def step(request: Request, by: Person, _books: Books) -> tuple[Request, Event]:
        opened = approval.opened(request, by)
        return opened, told(opened, "opened", by, f"{by.name} has it open.")

    return await take(office, caller, request_id, step)

"""Asking for a remedy: within the limit it is granted at once, over it it waits for somebody who can finish it."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import chain

from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.requests.given import in_use, reason_of
from remit.desk.requests.overriding import overridden, unasked
from remit.desk.routing.placing import placed
from remit.domain import events
from remit.domain.catalogue import Catalogue
from remit.domain.orders import holds
from remit.domain.orders.order import Order, refundable
from remit.domain.people import Person
from remit.domain.policy.budgets import Keys
from remit.domain.policy.cases import ESCALATE, OVERRIDE, Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.policy.facts import House, about, at_moment, facts_of
from remit.domain.policy.judged import ASKED, Judged
from remit.domain.policy.noted import Noted
from remit.domain.refusal import NotPermitted, Refusal
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.requests.request import Part, Request, Requester, following
from remit.domain.values import value


class KeyReused(Refusal):
    """The idempotency key came before, with another body."""

    name = "idempotency-key-reused"
    title = "Idempotency key used for something else"


@value(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the agent asks for, checked for form. `amount` in minor units of `currency`."""

    remedy: str
    amount: int
    currency: str
    reason: str
    order_id: str | None = None
    customer_id: str | None = None
    channel: str | None = None
    note: str | None = None
    customer_waiting: bool = False
    split: bool = False
    override: bool = False


@value(frozen=True, slots=True)
class Ids:
    """Made before the ledger is entered, so that deciding stays pure."""

    id: str
    reference: str


@value(frozen=True, kw_only=True)
class Submit:
    """The command. `ids` has a second pair where a split may make two requests."""

    caller: str
    ask: Ask
    order: Order | None
    house: House
    provider: str
    key: str
    fingerprint: str
    ids: tuple[Ids, Ids | None]

    @cached_property
    def needs(self) -> Needs:
        """The order's sums, the key, and what is used of budgets. Kept, since a batch asks twice."""
        orders = (self.order.id,) if self.order else ()
        brand = self.order.brand if self.order else self.house.brand
        spend = self.ask.remedy, self.ask.currency, brand, keys_for(self.ask, self.caller, None, self.order, brand)
        return Needs(orders=orders, keys=((self.caller, self.key),), spends=(spend,))

    def decide(self, books: Books) -> Entry:
        """Known key: the first answer. Else the decision, and what follows from it."""
        if known := books.keys.get((self.caller, self.key)):
            return Entry(replay=first_answer(known[0].fingerprint, self.fingerprint, known[1]))
        requester = books.person(self.caller)
        if requester is None or not requester.active:
            raise NotPermitted("Your account is not active any more. Ask operations to have it looked at.")
        case = case_for(self.ask, requester, self.order, (self.house, _catalogue(books)), books.now)
        if self.order is not None:
            case = on_its_order(case, self.order, books.sums[self.order.id])
        case = books.pieces.weigh(case)
        noted = Noted(books.spending)
        decision = decide(case, books.authority, noted)
        made = self._made(case, decision, books)
        judged = Judged(what=ASKED, case=case, decision=decision, uses=noted.uses)
        told = tuple(chain.from_iterable(events.submitted(one, requester, _judged(one, judged)) for one in made))
        if made[0].review is not None:
            told = (*told, unasked(made[0], requester))
        return Entry(requests=made, events=told, key=(self.caller, self.key, self.fingerprint))

    def _made(self, case: Case, decision: Decision, books: Books) -> tuple[Request, ...]:
        now, (ids, more) = books.now, self.ids
        first = self._request(case, ids, decision, now)
        if more is None or not (self.ask.split and decision.outcome == ESCALATE and decision.within):
            made = placed(first, case, books)
            return (overridden(made, case, books) if decision.mode == OVERRIDE else made,)
        within = replace(case, amount=decision.within)
        rest = replace(case, amount=case.amount - decision.within)
        verdict = decide(within, books.authority, books.spending)
        given = replace(self._request(case, ids, verdict, now), amount=within.amount)
        # What is over stays over: on its own it might fit the limit again, and that would be splitting.
        second = replace(first, id=more.id, reference=more.reference, amount=rest.amount)
        asked = placed(second, rest, books)
        parts = tuple(Part(one.id, one.reference, one.amount, one.state) for one in (given, asked))
        return replace(given, parts=parts), replace(asked, parts=parts)

    def _request(self, case: Case, ids: Ids, decision: Decision, now: datetime) -> Request:
        ask, order, person = self.ask, self.order, case.requester
        state, approval, execution = following(decision, now, self.provider)
        return Request(
            id=ids.id,
            reference=ids.reference,
            state=state,
            version=1,
            remedy=ask.remedy,
            amount=ask.amount,
            currency=ask.currency,
            brand=case.brand,
            reason=ask.reason,
            basis=str(case.facts["basis"]),
            order_id=order.id if order else None,
            customer_id=order.customer.id if order else ask.customer_id,
            channel=ask.channel,
            note=ask.note,
            customer_waiting=ask.customer_waiting,
            requester=Requester(person.id, person.name, person.tier_at(case.brand), person.team),
            facts=case.facts,
            decision=decision,
            approval=approval,
            execution=execution,
            created_at=now,
            updated_at=now,
        )


def _judged(request: Request, whole: Judged) -> Judged:
    """The decision that made this request: of a split, the part that was given at once has its own."""
    if request.decision is whole.decision:
        return whole
    return replace(whole, case=replace(whole.case, amount=request.amount), decision=request.decision)


def on_its_order(case: Case, order: Order, sums: holds.Sums) -> Case:
    """Refuse more than is left on the order; where it is not given on one, say what is left for what could be."""
    if case.remedy in NEEDS_ORDER:
        holds.fit(order, case.amount, sums)
        return case
    return replace(case, left=refundable(order, sums.settled, sums.held))


def first_answer(known: str, fingerprint: str, answer: str) -> str:
    """The first answer to the same body; another body under the same key is refused."""
    if known != fingerprint:
        raise KeyReused("This Idempotency-Key came before with another body. Send a new key for a new request.")
    return answer


def _catalogue(books: Books) -> Catalogue:
    return books.authority.people.register.catalogue


def case_for(ask: Ask, requester: Person, order: Order | None, here: tuple[House, Catalogue], now: datetime) -> Case:
    """The ask as policy sees it; the order, where there is one, says brand and facts. Refuses what is retired."""
    house, catalogue = here
    in_use(ask.remedy, catalogue)
    brand = order.brand if order else house.brand
    asked = facts_of(reason_of(ask.reason, catalogue), ask.channel, brand, order, now)
    return Case(
        requester=requester,
        remedy=ask.remedy,
        amount=ask.amount,
        currency=ask.currency,
        brand=brand,
        facts=about(at_moment(asked, now, house.zone(brand)), requester),
        on_order=order is not None,
        override=ask.override,
        withheld=catalogue.retired,
        keys=keys_for(ask, requester.id, requester.team, order, brand),
    )


def keys_for(ask: Ask, agent: str, team: str | None, order: Order | None, brand: str) -> Keys:
    """Whose budgets it draws on."""
    customer = order.customer.id if order else ask.customer_id
    return Keys(agent=agent, customer=customer, order=order.id if order else None, team=team, brand=brand)

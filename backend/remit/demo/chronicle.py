"""Writes the past down, request by request, newest first, together with the orders that it was about."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import NamedTuple

from remit.demo import mix
from remit.demo.eras import Era, era_at
from remit.demo.fates import Floor, befall
from remit.demo.limits import BRAND, CURRENCY
from remit.demo.lives import Life, PastRequest
from remit.demo.orders import OrderBook
from remit.demo.reaches import Reaches, reaches
from remit.demo.thrift import Thrift
from remit.demo.wishes import Wish
from remit.domain.execution.execution import Execution
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.budgets import Keys, Spent
from remit.domain.policy.cases import ALLOW, REVIEW, Case
from remit.domain.policy.facts import facts_of
from remit.domain.policy.judged import ASKED, Judged
from remit.domain.policy.noted import Noted
from remit.domain.policy.spending import Spending
from remit.domain.remedies import NEEDS_ORDER, REASONS, RETURNS_MONEY
from remit.domain.requests.request import GRANTED, PENDING, SETTLED, Request, Requester, decided

_PROVIDER = "sandbox"
_NOT_YET = Execution(provider=_PROVIDER)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [one + other for one in _LETTERS for other in _LETTERS]
_REFERENCES = len(_PAIRS) ** 3
_STRIDE = 412_345_679
"""Prime to their number: the n-th reference looks random, and none comes twice."""
_CREDIT_ON_ORDER = 0.5
_NOTED, _NOTED_OVER = 0.06, 0.7
_SAY_EVERY = 4_000


class Contact(NamedTuple):
    """How the customer came, and what the agent wrote; without a note, one is made up now and then."""

    channel: str
    note: str | None = None


class Chronicle:
    """The requests and the orders so far."""

    def __init__(
        self, rng: Random, book: OrderBook, eras: Sequence[Era], people: Sequence[Person], now: datetime
    ) -> None:
        self.book = book
        self._rng = rng
        self._eras = eras
        self._reaches = {era.version: reaches(era) for era in eras}
        self._now = now
        by_tier = {tier: [one for one in people if one.tier == tier] for tier in {one.tier for one in people} if tier}
        self._floor = Floor(by_tier)
        self._requesters = {one.id: Requester(one.id, one.name, one.tier, one.team) for one in people}
        self._thrift = Thrift(eras[-1].judge, people, now, Spending(now))
        self._plans: list[_Plan] = []
        self._requests: list[PastRequest] = []
        self._waiting: list[PastRequest] = []
        self._orders: dict[str, Order] = {}
        self._refunded: Counter[str] = Counter()

    def reaches(self, at: datetime) -> Reaches:
        """How far everybody reached at the time."""
        return self._reaches[era_at(self._eras, at).version]

    def write(self, at: datetime, agent: Person, wish: Wish, order: Order | None = None) -> None:
        """One request, to be lived; about `order`, or one made for it where it needs one."""
        if order is None and self._about_an_order(wish):
            order = self.book.about(wish.amount, at, wish.share)
        customer = order.customer.id if order else self.book.customer().id
        self._plans.append(_Plan(at, agent, wish, order, customer, Contact(mix.CHANNELS.draw(self._rng))))

    def live(self, say: Callable[[str], None]) -> None:
        """All of it, each from being asked to its end, in order of time: budgets remember what was before."""
        for place, plan in enumerate(sorted(self._plans, key=_at), start=1):
            self._live(plan)
            if place % _SAY_EVERY == 0:
                say(f"{place:,} of {len(self._plans):,} past requests")

    def _live(self, plan: "_Plan") -> None:
        at, agent, wish, order, customer, contact = plan
        era, spent = era_at(self._eras, at), self._thrift.at(at)
        case = _case(at, agent, wish, contact, order, customer)
        if era.without_budgets(case).outcome in (ALLOW, REVIEW):
            wish = self._thrift.suited(case, wish, in_force=bool(era.judge.book.rows))
            case = _case(at, agent, wish, contact, order, customer)
        judged = _judged(case, era, spent)
        life = Life(self._asked(at, judged, contact), judged, era)
        befall(self._rng, life, wish, self._floor, self._reaches[era.version], self._now)
        self._requests.append(life.so_far())
        self._thrift.enter(life.request)
        self._account(life.request, order)

    def open(self, at: datetime, agent: Person, wish: Wish, contact: Contact) -> Life:
        """One request about an order of its own, to be led as far as it has come by now, and then left."""
        order, era = self.book.about(wish.amount, at), era_at(self._eras, at)
        self._orders[order.id] = order
        case = _case(at, agent, wish, contact, order, order.customer.id)
        judged = _judged(case, era, self._thrift.at(at))
        return Life(self._asked(at, judged, contact), judged, era, kept=True)

    def leave(self, life: Life) -> None:
        """It waits for somebody."""
        self._thrift.enter(life.request)
        self._waiting.append(life.so_far())

    def requests(self) -> list[PastRequest]:
        """Oldest first."""
        return sorted(self._requests, key=_id_of)

    def waiting(self) -> list[PastRequest]:
        """What nobody has settled yet, oldest first."""
        return sorted(self._waiting, key=_id_of)

    def orders(self) -> list[Order]:
        """Oldest first, each with what went back on it."""
        orders = sorted(self._orders.values(), key=lambda order: order.id)
        return [replace(one, refunded=self._refunded[one.id]) if one.id in self._refunded else one for one in orders]

    def _about_an_order(self, wish: Wish) -> bool:
        if wish.remedy == "goodwill_credit":
            return self._rng.random() < _CREDIT_ON_ORDER
        return wish.remedy in NEEDS_ORDER

    def _asked(self, at: datetime, judged: Judged, contact: Contact) -> Request:
        case, decision = judged.case, judged.decision
        reason, agent = REASONS[str(case.facts["reason"])], case.requester
        at_once = decision.outcome in (ALLOW, REVIEW)
        request = Request(
            id=self._id(at),
            reference=self._reference(),
            state=GRANTED if at_once else PENDING,
            version=1,
            remedy=case.remedy,
            amount=case.amount,
            currency=case.currency,
            brand=case.brand,
            reason=reason.code,
            basis=reason.basis,
            order_id=case.keys.order,
            customer_id=case.keys.customer,
            channel=contact.channel,
            note=contact.note
            or self._note(noted=_NOTED if decision.over_by is None else _NOTED_OVER, must=reason.note_required),
            customer_waiting=contact.channel in mix.LIVE,
            requester=self._requesters[agent.id],
            facts=case.facts,
            decision=decision,
            approval=None,
            execution=_NOT_YET,
            created_at=at,
            updated_at=at,
        )
        return request if at_once else decided(request, decision, at, _PROVIDER)

    def _note(self, *, noted: float, must: bool) -> str | None:
        return self._rng.choice(mix.NOTES) if must or self._rng.random() < noted else None

    def _id(self, at: datetime) -> str:
        """A UUIDv7 of that moment, as a live request gets: ids sort by the time they were made."""
        low = self._rng.getrandbits(74)
        milliseconds = int(at.timestamp() * 1000)
        return f"req_{milliseconds:012x}7{low >> 62:03x}{8 | (low >> 60) & 3:x}{low & (2**60 - 1):015x}"

    def _reference(self) -> str:
        number = (len(self._requests) + len(self._waiting) + 1) * _STRIDE % _REFERENCES
        number, first = divmod(number, len(_PAIRS))
        last, second = divmod(number, len(_PAIRS))
        return f"{_PAIRS[first]}{_PAIRS[second]}-{_PAIRS[last]}"

    def _account(self, request: Request, order: Order | None) -> None:
        if order is None:
            return
        self._orders[order.id] = order
        if request.state == SETTLED and request.remedy in RETURNS_MONEY:
            self._refunded[order.id] += request.amount


class _Plan(NamedTuple):
    """Something that will have been asked for."""

    at: datetime
    agent: Person
    wish: Wish
    order: Order | None
    customer: str
    contact: Contact


def _at(plan: _Plan) -> datetime:
    return plan.at


def _case(at: datetime, agent: Person, wish: Wish, contact: Contact, order: Order | None, customer: str) -> Case:
    return Case(
        requester=agent,
        remedy=wish.remedy,
        amount=wish.amount,
        currency=CURRENCY,
        brand=BRAND,
        facts=facts_of(REASONS[wish.reason], contact.channel, BRAND, order, at),
        on_order=order is not None,
        keys=Keys(agent.id, customer, order.id if order else None, agent.team, BRAND),
    )


def _judged(case: Case, era: Era, spent: Spent) -> Judged:
    """The decision with the sums that budgets asked for: the log has to know them to decide it again."""
    noted = Noted(spent)
    return Judged(what=ASKED, case=case, decision=era.decide(case, noted), uses=noted.uses)


def _id_of(past: PastRequest) -> str:
    return past.request.id

"""Writes the past down, request by request, newest first, together with the orders that it was about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from remit.connectors.shop import RETURNS_MONEY
from remit.demo import mix
from remit.demo.eras import Era, era_at
from remit.demo.fates import Floor, befall
from remit.demo.limits import BRAND, CURRENCY
from remit.demo.lives import Life, PastRequest
from remit.demo.orders import OrderBook
from remit.demo.reaches import Reaches, reaches
from remit.demo.wishes import Wish
from remit.domain.cases import ALLOW, REVIEW, Case, Decision
from remit.domain.execution import Execution
from remit.domain.facts import facts_of
from remit.domain.orders import Order
from remit.domain.people import Person
from remit.domain.remedies import NEEDS_ORDER, REASONS
from remit.domain.requests import GRANTED, PENDING, SETTLED, Request, Requester, decided

_PROVIDER = "sandbox"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCES = len(_LETTERS) ** 6
_STRIDE = 412_345_679
"""Prime to their number: the n-th reference looks random, and none comes twice."""
_CREDIT_ON_ORDER = 0.5
_NOTED, _NOTED_OVER = 0.06, 0.7


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
        self._requests: list[PastRequest] = []
        self._orders: dict[str, Order] = {}
        self._refunded: Counter[str] = Counter()

    def reaches(self, at: datetime) -> Reaches:
        """How far everybody reached at the time."""
        return self._reaches[era_at(self._eras, at).version]

    def write(self, at: datetime, agent: Person, wish: Wish, order: Order | None = None) -> None:
        """One request, from being asked to its end; about `order`, or one made for it where it needs one."""
        rng = self._rng
        if order is None and self._about_an_order(wish):
            order = self.book.about(wish.amount, at, wish.share)
        channel = mix.CHANNELS.draw(rng)
        case = Case(
            requester=agent,
            remedy=wish.remedy,
            amount=wish.amount,
            currency=CURRENCY,
            brand=BRAND,
            facts=facts_of(REASONS[wish.reason], channel, BRAND, order, at),
            on_order=order is not None,
        )
        era = era_at(self._eras, at)
        request = self._asked(at, case, channel, order, era.decide(case))
        life = Life(request, agent, era)
        befall(rng, life, wish, self._floor, self._reaches[era.version], self._now)
        self._requests.append(life.ended())
        self._account(life.request, order)

    def requests(self) -> list[PastRequest]:
        """Oldest first."""
        return sorted(self._requests, key=lambda past: past.request.id)

    def orders(self) -> list[Order]:
        """Oldest first, each with what went back on it."""
        orders = sorted(self._orders.values(), key=lambda order: order.id)
        return [replace(one, refunded=self._refunded[one.id]) if one.id in self._refunded else one for one in orders]

    def _about_an_order(self, wish: Wish) -> bool:
        if wish.remedy == "goodwill_credit":
            return self._rng.random() < _CREDIT_ON_ORDER
        return wish.remedy in NEEDS_ORDER

    def _asked(self, at: datetime, case: Case, channel: str, order: Order | None, decision: Decision) -> Request:
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
            order_id=order.id if order else None,
            customer_id=order.customer.id if order else self.book.customer().id,
            channel=channel,
            note=self._note(noted=_NOTED if decision.over_by is None else _NOTED_OVER, must=reason.note_required),
            customer_waiting=channel in mix.LIVE,
            requester=Requester(agent.id, agent.name, agent.tier, agent.team),
            facts=case.facts,
            decision=decision,
            approval=None,
            execution=Execution(provider=_PROVIDER),
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
        number = (len(self._requests) + 1) * _STRIDE % _REFERENCES
        letters = ""
        for _ in range(6):
            number, place = divmod(number, len(_LETTERS))
            letters += _LETTERS[place]
        return f"{letters[:4]}-{letters[4:]}"

    def _account(self, request: Request, order: Order | None) -> None:
        if order is None:
            return
        self._orders[order.id] = order
        if request.state == SETTLED and request.remedy in RETURNS_MONEY:
            self._refunded[order.id] += request.amount

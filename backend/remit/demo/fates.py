"""What became of a request: carried out at once, or approved, changed, refused, taken back or forgotten by people."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import log
from random import Random

from remit.demo import mix
from remit.demo.goods import price
from remit.demo.lives import Life
from remit.demo.mix import Weighted
from remit.demo.reaches import Reaches
from remit.demo.wishes import STEPS, Wish
from remit.domain.people import Person
from remit.domain.requests.request import GRANTED, OPEN_FOR, PENDING
from remit.domain.values import value

_USUAL = Weighted({"approve": 72, "offer": 14.5, "reject": 6.5, "withdraw": 4, "expire": 3})
_BY_REMEDY: Mapping[str, Weighted] = {
    # A higher limit here would pass its backtest: what is asked for is nearly always given.
    "replacement": Weighted({"approve": 93, "offer": 3, "reject": 2, "withdraw": 1, "expire": 1}),
    # A higher limit here would not: people say no for good reasons.
    "fee_waiver": Weighted({"approve": 34, "offer": 16, "reject": 43, "withdraw": 4, "expire": 3}),
}
_LIVE_S, _LATER_S, _SPREAD = log(24), log(360), 1.0
"""Half of the decisions within 25 s while a customer waits (nine of ten within 90 s), within 6 min by e-mail."""
_LONGEST_S = 2_700.0
_OWN_TEAM = 0.75
_QUESTION_FIRST = 0.04
_WITH_COMMENT = 0.12
_REFUSED_BY_PROVIDER = 0.003


@value(frozen=True, slots=True)
class Floor:
    """Who could approve, by tier."""

    by_tier: Mapping[str, Sequence[Person]]

    def approver(self, rng: Random, tiers: Sequence[str], team: str | None) -> Person:
        """Somebody of the lowest tier that may, mostly of the requester's own team."""
        people = self.by_tier[tiers[0]]
        own = [person for person in people if person.team == team]
        return rng.choice(own if own and rng.random() < _OWN_TEAM else people)


def befall(rng: Random, life: Life, wish: Wish, floor: Floor, reaches: Reaches, now: datetime) -> None:
    """Live it to its end."""
    if life.request.state == PENDING:
        tiers = reaches.approvers(wish.remedy, wish.reason, wish.amount, wish.share)
        approver = floor.approver(rng, tiers, life.request.requester.team)
        _ways[_drawn(rng, life, wish, now)](rng, life, approver)
    if life.request.state == GRANTED:
        life.carry_out(_trouble(rng, wish))


def _drawn(rng: Random, life: Life, wish: Wish, now: datetime) -> str:
    way = _BY_REMEDY.get(wish.remedy, _USUAL).draw(rng)
    too_fresh = way == "expire" and life.request.created_at + OPEN_FOR >= now
    no_less = way == "offer" and wish.remedy in STEPS
    return "approve" if too_fresh or no_less else way


def _approve(rng: Random, life: Life, by: Person) -> None:
    at = _decided_at(rng, life)
    if rng.random() < _QUESTION_FIRST:
        life.ask(by, at, *rng.choice(mix.ASKED))
        at += timedelta(seconds=45)
    life.approve(by, at, rng.choice(mix.COMMENTS) if rng.random() < _WITH_COMMENT else None)


def _offer(rng: Random, life: Life, by: Person) -> None:
    at, asked = _decided_at(rng, life), life.request.amount
    life.offer(by, at, price(rng, -(-asked // 2), max(-(-asked // 2), asked * 17 // 20)), rng.choice(mix.OFFERED))
    life.accept(by, at + timedelta(seconds=15 + rng.random() * 60))


def _reject(rng: Random, life: Life, by: Person) -> None:
    life.reject(by, _decided_at(rng, life), rng.choice(mix.REFUSED))


def _withdraw(rng: Random, life: Life, by: Person) -> None:
    del by
    life.withdraw(_decided_at(rng, life), rng.choice(mix.TAKEN_BACK))


def _expire(rng: Random, life: Life, by: Person) -> None:
    del rng, by
    life.expire()


_ways = {"approve": _approve, "offer": _offer, "reject": _reject, "withdraw": _withdraw, "expire": _expire}


def _decided_at(rng: Random, life: Life) -> datetime:
    middle = _LIVE_S if life.request.customer_waiting else _LATER_S
    seconds = min(_LONGEST_S, 1 + rng.lognormvariate(middle, _SPREAD))
    return life.request.created_at + timedelta(seconds=seconds)


def _trouble(rng: Random, wish: Wish) -> str | None:
    if wish.remedy == "refund" and rng.random() < _REFUSED_BY_PROVIDER:
        return "card_closed: The card was closed"
    return None

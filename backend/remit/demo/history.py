"""Sixty days of twenty-four agents: some 17,000 requests, 1,380 of them over a limit, and how each ended."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from remit.demo import mix, stories, waiting
from remit.demo.chronicle import Chronicle
from remit.demo.eras import eras
from remit.demo.goods import price
from remit.demo.lives import PastRequest
from remit.demo.moments import moments, on_strike
from remit.demo.orders import OrderBook
from remit.demo.reaches import Reaches
from remit.demo.versions import PastVersion
from remit.demo.wishes import Wish, over, reason_for, within
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.values import value

A_DAY = 286
OVER_A_DAY = 23
_HOPELESS_EVERY = 2_000
"""One in so many is more than anybody may give."""
_WITHIN = {"trainee": 0.45, "agent": 1.0, "senior": 1.0}
_OVER = {"trainee": 1.6, "agent": 1.1, "senior": 0.6}
_BUSY = 1.3
"""How much each tier has to do with what is within a limit, and over it."""


@value(frozen=True, slots=True)
class History:
    """Requests that have ended, those that still wait, and the orders of both, oldest first."""

    requests: list[PastRequest]
    waiting: list[PastRequest]
    orders: list[Order]


@value(frozen=True, slots=True)
class Frame:
    """What a past is made from."""

    seed: int
    days: int
    now: datetime
    people: tuple[Person, ...]
    versions: tuple[PastVersion, ...]


def history(frame: Frame, say: Callable[[str], None]) -> History:
    """The whole past; the same frame, the same past."""
    rng = Random(f"history:{frame.seed}")
    book = OrderBook(frame.seed, frame.days, frame.now)
    chronicle = Chronicle(rng, book, eras(frame.versions, frame.people), frame.people, frame.now)
    asking = _Asking(rng, frame)
    count = A_DAY * frame.days
    too_much = set(rng.sample(range(count), OVER_A_DAY * frame.days))
    for place, at in enumerate(moments(rng, count, frame.days, frame.now)):
        agent, wish = asking.draw(place, at, chronicle.reaches(at), ask=place in too_much)
        chronicle.write(at, agent, wish)
    stories.splitting(chronicle, asking.of_tier("agent"), frame.now)
    stories.never_arrives(chronicle, asking.of_tier("agent"), frame.days, frame.now)
    chronicle.live(say)
    waiting.leave(chronicle, frame.people, frame.now)
    return History(chronicle.requests(), chronicle.waiting(), chronicle.orders())


class _Asking:
    """Who asks, and what for."""

    def __init__(self, rng: Random, frame: Frame) -> None:
        self._rng = rng
        self._now = frame.now
        self._agents = [person for person in frame.people if "agent" in person.roles]
        self._generous = self.of_tier("agent")[stories.GENEROUS]
        within_by = {person.id: _WITHIN[person.tier or ""] for person in self._agents}
        self._within = mix.Weighted({**within_by, self._generous.id: _BUSY})
        self._over = mix.Weighted({person.id: _OVER[person.tier or ""] for person in self._agents})
        self._by_id = {person.id: person for person in self._agents}

    def of_tier(self, tier: str) -> Sequence[Person]:
        """Agents of this tier, in their order."""
        return [person for person in self._agents if person.tier == tier]

    def draw(self, place: int, at: datetime, reaches: Reaches, *, ask: bool) -> tuple[Person, Wish]:
        """An agent and a wish; with `ask`, one that somebody else has to approve."""
        rng = self._rng
        agent = self._by_id[(self._over if ask else self._within).draw(rng)]
        tier, strike = agent.tier or "", on_strike(at, self._now)
        if ask:
            remedy = mix.REMEDIES.draw(rng)
            return agent, over(rng, tier, remedy, reason_for(rng, remedy, strike=strike), reaches)
        if place % _HOPELESS_EVERY == _HOPELESS_EVERY - 1:
            return agent, Wish("goodwill_credit", "LOYALTY", price(rng, 1_000_01, 1_400_00))
        remedy = self._remedy(agent)
        wish = within(rng, tier, remedy, reason_for(rng, remedy, strike=strike), reaches)
        return agent, wish or Wish("subscription_change", "RETENTION_SAVE", 5_00)

    def _remedy(self, agent: Person) -> str:
        if agent.tier == "trainee":
            return mix.TRAINEE_REMEDIES.draw(self._rng)
        if agent is self._generous:
            return mix.GENEROUS_REMEDIES.draw(self._rng)
        return mix.REMEDIES.draw(self._rng)

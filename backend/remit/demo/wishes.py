"""What was asked for: a remedy, a reason and an amount, within the agent's limit or over it."""

from random import Random
from typing import NamedTuple

from remit.demo import mix
from remit.demo.goods import price
from remit.demo.limits import SHARES, share_of
from remit.demo.reaches import Reaches

STEPS = {
    "subscription_change": (5_00, 15_00, 30_00, 45_00, 60_00, 90_00, 180_00),
    "payment_extension": (7_00, 14_00, 21_00, 30_00, 45_00, 60_00, 90_00, 120_00, 180_00),
}
"""Pauses and free months, days of delay: these come in steps of their cost."""
_LEAST = {"refund": 12_00, "goodwill_credit": 5_00, "replacement": 10_00, "fee_waiver": 4_95, "discount": 3_00}
_REVIEWED = 0.13
"""How often a gesture is a little more than may be given without anybody looking."""
_NO_LIMIT_HERE = 25_00
"""What stands in for the limit of somebody who has none, to say how far over it people ask."""
_MEAN_OVER = 0.75
"""By how much of the limit people are over it, on average."""
_STRIKE_SHARE = 0.7
_LEAN = 0.5
"""Below 1, amounts lean towards the limit."""


class Wish(NamedTuple):
    """What is asked for; `share` is the discount in percent of the order, else 0."""

    remedy: str
    reason: str
    amount: int
    share: int = 0


def reason_for(rng: Random, remedy: str, *, strike: bool) -> str:
    """Why; mostly parcels while the carriers were on strike."""
    if strike and remedy in mix.STRUCK and rng.random() < _STRIKE_SHARE:
        return mix.STRIKE_REASONS.draw(rng)
    return mix.REASONS[remedy].draw(rng)


def within(rng: Random, tier: str, remedy: str, reason: str, reaches: Reaches) -> Wish | None:
    """Something that the tier may give without asking; None where it may give nothing."""
    limit = reaches.alone(tier, remedy, reason)
    most = reaches.reviewed(tier, remedy, reason)
    if limit == 0:
        return None
    if remedy in STEPS:
        return Wish(remedy, reason, rng.choice([step for step in STEPS[remedy] if step <= limit]))
    if most > limit and rng.random() < _REVIEWED:
        return Wish(remedy, reason, price(rng, limit + 1, most))
    least = min(_LEAST.get(remedy, 5_00), limit)
    amount = price(rng, least, least + int((limit - least) * rng.random() ** _LEAN))
    share = rng.randint(3, share_of(tier)) if remedy == "discount" else 0
    return Wish(remedy, reason, amount, share)


def over(rng: Random, tier: str, remedy: str, reason: str, reaches: Reaches) -> Wish:
    """Something that the tier has to ask for, and that somebody may approve."""
    limit = reaches.reviewed(tier, remedy, reason)
    top = reaches.top(remedy, reason)
    if remedy in STEPS:
        steps = [step for step in STEPS[remedy] if limit < step <= top]
        return Wish(remedy, reason, steps[min(len(steps) - 1, int(rng.expovariate(1.5)))])
    if remedy == "discount":
        return _large_discount(rng, tier, reason)
    base = limit or _NO_LIMIT_HERE
    reach = int(base * rng.expovariate(1 / _MEAN_OVER)) + base // 20
    lowest = limit + 1 if limit else _LEAST.get(remedy, 5_00)
    return Wish(remedy, reason, min(top, max(lowest, price(rng, lowest, lowest + reach))))


def _large_discount(rng: Random, tier: str, reason: str) -> Wish:
    """Over the tier's share of the order, though not over a team lead's."""
    share = rng.randint(SHARES.get(tier, 0) + 1, SHARES["lead"])
    return Wish("discount", reason, price(rng, 8_00, 60_00), share)

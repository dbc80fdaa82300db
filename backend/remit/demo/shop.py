"""Fresh orders that nobody has asked about: everyday ones, some worth thousands, a few in other currencies."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from remit.demo.customers import customers
from remit.demo.goods import LARGE, basket, price
from remit.demo.limits import BRAND, CURRENCY
from remit.domain.money import decimals
from remit.domain.orders.order import Customer, Line, Order

FIRST_ORDER = 600_001
FRESH = 2_940
_EVERY = 70
"""One in so many fresh orders is large, and one is in another currency: spread, so that each list shows some."""
_FOREIGN_AT = 9
_FOREIGN = ("EUR", "JPY", "EUR", "KWD")
_PER_DOLLAR = {"USD": 1.0, "EUR": 0.9, "JPY": 150.0, "KWD": 0.31}
_OVER = timedelta(days=14)
LARGE_FROM = 3_000_00
FIRST_CUSTOMER = 2_001
_CUSTOMERS = 900


def fresh_orders(seed: int, now: datetime) -> list[Order]:
    """Orders of the last two weeks, the newest with the highest number."""
    rng = Random(f"shop:{seed}")
    buyers = customers(rng, FIRST_CUSTOMER, _CUSTOMERS, now - 2 * _OVER)
    orders = [_order(rng, place, buyers, now) for place in range(FRESH)]
    # What one customer is given within a day is summed: whoever tries things out begins afresh with each of these.
    alone = customers(rng, FIRST_CUSTOMER + _CUSTOMERS, len(listed()), now - 2 * _OVER)
    own = dict(zip(listed(), alone, strict=True))
    return [replace(one, customer=own.get(one.id, one.customer)) for one in orders]


def listed() -> tuple[str, ...]:
    """Ids of orders to try things on: the large ones first, then everyday ones, then one of each other currency."""
    large = [_id(place) for place in range(0, FRESH, _EVERY)]
    everyday = [_id(place) for place in range(1, 9)]
    foreign = [_id(_FOREIGN_AT + _EVERY * turn) for turn in range(len(_FOREIGN))]
    return (*large, *everyday, *foreign)


def _id(place: int) -> str:
    return f"SO-{FIRST_ORDER + FRESH - 1 - place}"


def _order(rng: Random, place: int, buyers: list[Customer], now: datetime) -> Order:
    lines, currency = _content(rng, place)
    customer = buyers[int(rng.random() * len(buyers))]
    return Order(
        id=_id(place),
        brand=BRAND,
        currency=currency,
        captured=sum(line.amount for line in lines),
        refunded=0,
        placed_at=now - timedelta(minutes=20) - _OVER * ((place + rng.random()) / FRESH),
        customer=customer,
        lines=lines,
    )


def _content(rng: Random, place: int) -> tuple[tuple[Line, ...], str]:
    if place % _EVERY == 0:
        return _large(rng), CURRENCY
    lines = basket(rng, everyday_total(rng))
    if place % _EVERY == _FOREIGN_AT:
        currency = _FOREIGN[place // _EVERY % len(_FOREIGN)]
        return tuple(_in(line, currency) for line in lines), currency
    return lines, CURRENCY


def everyday_total(rng: Random) -> int:
    """What an everyday order comes to: 84.00 on average, with a long tail."""
    return min(1_200_00, max(9_00, round(rng.lognormvariate(8.72, 0.8))))


def _large(rng: Random) -> tuple[Line, ...]:
    article = LARGE[int(rng.random() * len(LARGE))]
    dearest = Line(article.sku, article.name, article.category, 1, price(rng, article.low, article.high))
    total = max(LARGE_FROM, dearest.amount) + price(rng, 40_00, 900_00)
    return basket(rng, total, dearest)


def _in(line: Line, currency: str) -> Line:
    """The line in another currency's minor units, at a round rate: JPY has none, KWD a thousand to the dinar."""
    amount = round(line.amount / 100 * _PER_DOLLAR[currency] * 10 ** decimals(currency))
    return Line(line.sku, line.name, line.category, line.quantity, amount)

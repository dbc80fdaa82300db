"""What the shop sells: articles with the price range they come in, and baskets of them."""

from bisect import bisect_left
from random import Random

from remit.domain.orders.order import Line
from remit.domain.values import value


@value(frozen=True, slots=True)
class Article:
    """An article; prices in minor units of USD."""

    sku: str
    name: str
    category: str
    low: int
    high: int


def _article(text: str) -> Article:
    sku, name, category, low, high = (part.strip() for part in text.split("|"))
    return Article(sku, name, category, int(low) * 100, int(high) * 100)


_EVERYDAY = """
KIT-014 | Enamel mug, set of two            | Kitchen   |    4 |   28
KIT-020 | Stoneware bowl                    | Kitchen   |    5 |   24
HOM-003 | Beeswax candle                    | Home      |    3 |   22
BAT-011 | Linen hand towel                  | Bath      |    6 |   30
BAT-019 | Soap dish, olive wood             | Bath      |    4 |   19
STA-007 | Notebook, dotted                  | Desk      |    3 |   20
GAR-016 | Watering can, 5 l                 | Garden    |   14 |   58
KIT-031 | Chef's knife, 20 cm               | Kitchen   |   24 |  110
KIT-045 | Electric kettle                   | Kitchen   |   29 |  120
HOM-022 | Wool throw                        | Home      |   34 |  140
LIG-005 | Desk lamp, brass                  | Lighting  |   32 |  160
OUT-012 | Day pack, 24 l                    | Outdoor   |   36 |  150
KID-008 | Wooden train set                  | Kids      |   22 |   95
AUD-002 | Portable radio                    | Audio     |   39 |  170
BED-010 | Duvet cover, king                 | Bedroom   |   45 |  180
KIT-052 | Cast-iron pot, 5 l                | Kitchen   |   70 |  260
AUD-009 | Headphones, over-ear              | Audio     |   80 |  340
FUR-004 | Side table, oak                   | Furniture |   90 |  420
OUT-021 | Two-person tent                   | Outdoor   |  120 |  480
KIT-077 | Stand mixer                       | Kitchen   |  210 |  650
FUR-015 | Armchair, felt                    | Furniture |  320 | 1400
AUD-030 | Record player                     | Audio     |  280 |  900
BED-027 | Mattress, 160 × 200               | Bedroom   |  480 | 2400
"""
_LARGE = """
KIT-090 | Espresso machine, two groups      | Kitchen   | 1900 | 3900
FUR-041 | Sofa, three seats                 | Furniture | 1600 | 3400
FUR-052 | Dining table, walnut              | Furniture | 1500 | 3200
OUT-060 | Cargo bicycle, electric           | Outdoor   | 2600 | 5200
AUD-055 | Loudspeakers, pair                | Audio     | 1400 | 3600
BED-044 | Box-spring bed                    | Bedroom   | 1800 | 3300
"""


def _articles(table: str) -> tuple[Article, ...]:
    return tuple(_article(line) for line in table.strip().splitlines())


EVERYDAY = _articles(_EVERYDAY)
LARGE = _articles(_LARGE)
_TURNS = sorted({price for article in EVERYDAY for price in (article.low, article.high)})
"""Prices above which others of the articles come near."""
_NEAR = [tuple(one for one in EVERYDAY if one.low < turn <= one.high) or EVERYDAY for turn in _TURNS] + [EVERYDAY]
"""For a price up to each of the turns, and beyond the last: the articles it could be of."""
_CHEAPEST = 4_00
_SMALLEST_REST = 12_00
_MOST_LINES = 3
_ONE_LINE = 0.4
_ENDINGS = (99, 99, 99, 95, 90, 50, 49, 0, 0)


def price(rng: Random, low: int, high: int) -> int:
    """A price as shops write them, between `low` and `high` inclusive."""
    whole = low + int(rng.random() * (high - low + 1))
    ended = whole - whole % 100 + _ENDINGS[int(rng.random() * len(_ENDINGS))]
    return ended if low <= ended <= high else whole


def line_of(rng: Random, amount: int) -> Line:
    """A line of just this amount: the article that a request is about."""
    near = _NEAR[bisect_left(_TURNS, amount)]
    article = near[int(rng.random() * len(near))]
    return Line(article.sku, article.name, article.category, 1, amount)


def basket(rng: Random, total: int, first: Line | None = None) -> tuple[Line, ...]:
    """Lines that come to exactly `total`, beginning with `first` where given."""
    lines = [] if first is None else [first]
    left = total - sum(line.amount for line in lines)
    while left > 0:
        last = left < _SMALLEST_REST or len(lines) >= _MOST_LINES or rng.random() < _ONE_LINE
        amount = left if last else price(rng, _CHEAPEST, left - _CHEAPEST)
        lines.append(line_of(rng, amount))
        left -= amount
    return tuple(lines)

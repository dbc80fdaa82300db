from dataclasses import replace

import pytest

from remit.domain.orders.holds import OverCaptured, Sums, fit, hold_after, hold_of
from remit.domain.orders.order import Customer, Order, refundable
from tests.domain.floor import NOW, request

ORDER = Order(
    id="SO-1",
    brand="acme",
    currency="USD",
    captured=10_000,
    refunded=0,
    placed_at=NOW,
    customer=Customer("C-1", "Kim"),
)


@pytest.mark.parametrize(
    ("refunded", "settled", "held", "left"),
    [(0, 0, 0, 10_000), (3000, 2000, 0, 7000), (2000, 3000, 1000, 6000), (9000, 9000, 5000, 0)],
)
def test_what_is_left_counts_the_larger_of_both_books_and_what_is_held(refunded, settled, held, left):
    assert refundable(replace(ORDER, refunded=refunded), settled, held) == left


def test_more_than_is_left_is_refused_and_says_how_much_is():
    fit(ORDER, 6000, Sums(settled=1000, held=3000))
    with pytest.raises(OverCaptured) as told:
        fit(ORDER, 6001, Sums(settled=1000, held=3000))
    assert told.value.members["refundable"] == 6000


@pytest.mark.parametrize(
    ("refunded", "sums", "amount", "passing"),
    [
        # 20.00 is being given back: the order may say so already, and it is still held.
        (2_000, Sums(held=2_000), 8_000, True),
        (2_000, Sums(held=2_000), 8_001, False),
        (6_000, Sums(held=6_000), 4_000, True),
        # What is settled is in both books, what went back elsewhere in theirs alone.
        (2_000, Sums(settled=2_000, held=1_000), 7_001, False),
        (5_000, Sums(held=1_000), 5_000, True),
        (5_000, Sums(held=1_000), 5_001, False),
        (0, Sums(held=1_000), 9_001, False),
    ],
)
def test_a_refusal_passes_where_what_is_held_may_be_counted_twice(refunded, sums, amount, passing):
    with pytest.raises(OverCaptured) as told:
        fit(replace(ORDER, refunded=refunded), amount, sums)
    assert told.value.passing is passing


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ("pending", "pending"),
        ("granted", "pending"),
        ("executing", "pending"),
        ("unknown", "pending"),
        ("needs_human", "pending"),
        ("settled", "posted"),
        ("failed", "released"),
        ("rejected", "released"),
        ("withdrawn", "released"),
        ("expired", "released"),
    ],
)
def test_a_hold_follows_from_the_state(state, kept):
    assert hold_of(request(state=state)).state == kept


def test_a_remedy_that_reserves_nothing_lets_go_of_what_was_reserved():
    before = request()
    after = replace(before, remedy="goodwill_credit", amount=1000)
    assert hold_of(after) is None
    assert (hold_after(before, after).state, hold_after(before, after).amount) == ("released", 9000)

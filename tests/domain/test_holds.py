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

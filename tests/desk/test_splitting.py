"""Pieces through the ledger: exact in one batch, in several, and beside another ledger; in the log as facts."""

import asyncio
from dataclasses import replace
from random import Random

import pytest

from remit.desk import deciding_again
from remit.desk.ledger.ledger import Ledger
from remit.desk.ledger.pieces import Pieces
from remit.desk.requests import approvals, asking, requesters
from remit.desk.requests.submitting import Ask
from remit.domain.policy.budgets import Keys
from remit.domain.policy.stacks import USUAL
from remit.domain.requests.pieces import piece_of
from remit.store.database.session import connect
from tests.desk.budgeting import give, outcomes
from tests.desk.offices import order
from tests.desk.splitting import refund, summing
from tests.domain.floor import AGENT, LEAD, NOW, PEOPLE, case
from tests.domain.floor import request as settled

SENIOR = next(one for one in PEOPLE if one.tier == "senior")
LIMIT = 5_000


@pytest.fixture
async def desk(database_url, tmp_path):
    async with summing(database_url, tmp_path) as opened:
        yield opened


async def decision_of(desk, ask):
    return (await desk.ledger.submit(ask)).requests[0].decision


async def same_again(desk, request_id):
    lines = await deciding_again.of_request(desk, AGENT, request_id)
    return lines and [one.differs for one in lines] == [()] * len(lines)


@pytest.mark.parametrize("crowd", [2, 9, 32])
async def test_a_crowd_gets_what_one_may_give(desk, crowd):
    random = Random(crowd)
    asks = []
    for _ in range(crowd):
        amount = random.choice((700, 1_100, 1_900))
        asks.append(asyncio.create_task(_apart(desk.ledger, random.random() < 0.3, refund(amount))))
    answers = await asyncio.gather(*asks)
    granted = [one.requests[0].amount for one in answers if one.requests[0].decision.outcome == "allow"]
    refused = [one.requests[0].amount for one in answers if one.requests[0].decision.outcome != "allow"]
    assert sum(granted) <= LIMIT
    assert all(sum(granted) + one > LIMIT for one in refused)


async def test_two_ledgers_over_one_database_sum_what_each_gave(desk, database_url):
    database = connect(database_url)
    other = Ledger(database, desk.ledger.authority)
    try:
        for trial in range(1, 6):
            asks = [ledger.submit(_on(trial, 1_000)) for _ in range(6) for ledger in (desk.ledger, other)]
            assert outcomes(await asyncio.gather(*asks)).count("allow") == LIMIT // 1_000
    finally:
        await other.close()
        await database.close()


async def _apart(ledger, pause, ask):
    if pause:
        await asyncio.sleep(0.002)
    return await ledger.submit(ask)


async def test_remedies_askers_and_customers_of_one_order_are_summed(desk):
    assert (await decision_of(desk, refund(3_000))).outcome == "allow"
    decision = await decision_of(desk, refund(3_200))
    assert (decision.outcome, decision.over_by, decision.within) == ("escalate", 1_200, 2_000)
    assert [piece.amount for piece in decision.given.pieces] == [3_000]
    assert (await decision_of(desk, refund(4_600, remedy="replacement"))).outcome == "escalate"
    assert (await decision_of(desk, refund(12_100, by=SENIOR))).outcome == "escalate"
    # The same customer, another order, the same day.
    assert (await decision_of(desk, refund(2_100, number=2))).given.per == "customer"
    assert (await decision_of(desk, refund(2_000, number=2))).outcome == "allow"


async def test_credits_without_an_order_are_summed_for_the_customer(desk):
    assert outcomes([await desk.ledger.submit(give(1_000)) for _ in range(2)]) == ["allow", "review"]
    assert (await decision_of(desk, give(1_000))).outcome == "escalate"
    assert (await decision_of(desk, give(1_000, customer="C-9"))).outcome == "allow"


async def test_what_somebody_approved_does_not_count_again(desk):
    desk.orders._shop.add_orders([order(1)])
    (asked,) = (await desk.ledger.submit(refund(9_000))).requests
    await approvals.approve(desk, LEAD, asked.id, asked.version, None)
    assert (await decision_of(desk, refund(5_000))).outcome == "allow"
    assert await same_again(desk, asked.id)


async def test_the_halves_of_a_split_are_not_counted_twice(desk):
    desk.orders._shop.add_orders([order(1)])
    await desk.ledger.submit(refund(3_000))
    given, waiting = (await desk.ledger.submit(refund(4_000, split=True))).requests
    assert (given.amount, given.state, waiting.amount) == (2_000, "granted", 2_000)
    assert waiting.decision.given.amount == 3_000
    settled = await approvals.approve(desk, LEAD, waiting.id, waiting.version, None)
    assert settled.requests[0].state == "granted"
    for one in (given, waiting):
        assert await same_again(desk, one.id)


async def test_a_change_is_judged_beside_what_was_given_meanwhile(desk):
    desk.orders._shop.add_orders([order(1)])
    (asked,) = (await desk.ledger.submit(refund(9_000))).requests
    await desk.ledger.submit(refund(3_000))
    changed = await requesters.edit(desk, AGENT, asked.id, asked.version, {"amount": 2_500})
    assert (changed.requests[0].state, changed.requests[0].decision.over_by) == ("pending", 500)
    changed = await requesters.edit(desk, AGENT, asked.id, changed.requests[0].version, {"amount": 2_000})
    assert changed.requests[0].decision.outcome == "allow"
    assert await same_again(desk, asked.id)


async def test_a_repeat_after_a_rejection_is_linked(desk):
    desk.orders._shop.add_orders([order(1)])
    (asked,) = (await desk.ledger.submit(refund(9_000))).requests
    await approvals.reject(desk, LEAD, asked.id, asked.version, "The photos show no damage.")
    (again,) = (await desk.ledger.submit(refund(9_100, by=SENIOR))).requests
    assert again.decision.signals == ("repeat-after-rejection",)
    assert again.decision.refused.request == asked.id
    said = f" Asked before ({asked.reference}), rejected by {LEAD.name}: The photos show no damage."
    assert again.decision.sentence.endswith(said)
    lines = await deciding_again.of_request(desk, SENIOR, again.id)
    assert [one.differs for one in lines] == [()]


async def test_the_meter_says_what_the_ledger_would(desk):
    desk.orders._shop.add_orders([order(1)])
    await desk.ledger.submit(refund(3_000))
    ask = Ask(remedy="refund", amount=3_200, currency="USD", reason="DAMAGED_DEFECTIVE", order_id="SO-1")
    checked = (await asking.check(desk, AGENT, ask, desk.authority)).decision
    assert checked == replace(await decision_of(desk, refund(3_200)), at=None)


def test_what_the_batch_changed_stands_above_what_is_read_later():
    """A piece that was released before anybody asked for its order in this batch is gone, although it is stored."""
    alone = settled(3_000, "settled", approval=None)
    books = Pieces(USUAL, NOW, lambda _keys: [piece_of(alone)])
    books.enter(replace(alone, state="failed"))
    asked = replace(case(3_200), keys=Keys(customer=alone.customer_id, order=alone.order_id))
    assert books.weigh(asked).already == 0
    books.enter(alone)
    assert books.weigh(asked).already == 3_000


async def test_five_hundred_plans_of_one_sum_stay_within_the_limit(sqlite_url, tmp_path):
    """Random pieces of an over-limit sum, each plan on an order and for a customer of its own, all at once."""
    random = Random(5)
    async with summing(sqlite_url, tmp_path) as desk:
        plans = {number: _pieces(random) for number in range(1, 501)}
        asks = [_on(number, amount) for number, pieces in plans.items() for amount in pieces]
        random.shuffle(asks)
        answers = [one for start in range(0, len(asks), 500) for one in await _all(desk, asks[start : start + 500])]
        given = dict.fromkeys(plans, 0)
        for request in (answer.requests[0] for answer in answers):
            if request.decision.outcome == "allow":
                given[int(request.order_id.removeprefix("SO-"))] += request.amount
        assert max(given.values()) <= LIMIT
        assert all(given.values())


def _on(number, amount):
    one = refund(amount, number)
    alone = replace(one.order, customer=replace(one.order.customer, id=f"C-{number}"))
    return replace(one, order=alone)


def _pieces(random):
    """Between 50.01 and 200.00 in two to six pieces, each within the limit."""
    while True:
        pieces = [random.randint(500, LIMIT) for _ in range(random.randint(2, 6))]
        if LIMIT < sum(pieces) <= 4 * LIMIT:
            return pieces


async def _all(desk, asks):
    return await asyncio.gather(*(desk.ledger.submit(ask) for ask in asks))

"""A backtest over a real log: the limits in force say again what they said, and a draft is counted against them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from remit import clock
from remit.authority.drafts.wanting import Wanting
from remit.desk.looks import Far
from remit.desk.policies.backtesting import InvalidRange, Range, found, range_of
from remit.desk.requests import approvals, asking, requesters
from remit.desk.requests.submitting import Ask
from remit.domain.policy.stacks import USUAL
from remit.store import heads
from tests.desk.budgeting import budget, budgeted, give
from tests.desk.offices import office, order
from tests.domain.floor import AGENT, AUTHORITY, LEAD, case

HOUR = timedelta(hours=1)


@pytest.fixture
async def desk(database_url, tmp_path):
    async with office(database_url, tmp_path) as opened:
        yield opened


async def asked(desk, amount: int, number: int, **said):
    desk.orders._shop.add_orders([order(number)])
    wish = {"remedy": "refund", "amount": amount, "currency": "USD", "reason": "DAMAGED_DEFECTIVE", "channel": "phone"}
    ask = Ask(**{**wish, "order_id": f"SO-{number}", **said})
    return (await asking.submit(desk, AGENT, ask, clock.new_id("key"), {}, set())).requests


async def backtested(desk, after, start=None, end=None):
    range_ = Range(start or clock.now() - HOUR, end or clock.now() + HOUR)
    return (await found(desk.database, (desk.authority, after), range_, Far(clock.now()))).tally


async def between(desk):
    """After all that was, and not after anything that comes, by the database's clock, which counts in milliseconds."""
    await asyncio.sleep(0.02)
    return (await desk.database.read(heads.read)).now


async def lived(desk) -> None:
    """A morning: alone, approved, rejected, edited, an offer taken, split, taken back."""
    await asked(desk, 3_000, 1)
    (yes,) = await asked(desk, 9_000, 2)
    await approvals.approve(desk, LEAD, yes.id, 1, None)
    (no,) = await asked(desk, 8_000, 3)
    await approvals.reject(desk, LEAD, no.id, 1, "Not damaged.")
    (changed,) = await asked(desk, 9_000, 4)
    await requesters.edit(desk, AGENT, changed.id, 1, {"amount": 4_000})
    (less,) = await asked(desk, 9_500, 5)
    (offered,) = (await approvals.offer(desk, LEAD, less.id, 1, (6_000, None, "this much"))).requests
    await requesters.accept(desk, AGENT, less.id, offered.version)
    await asked(desk, 7_000, 6, split=True)
    (gone,) = await asked(desk, 6_000, 7)
    await requesters.withdraw(desk, AGENT, gone.id, 1, None)


def raised(authority, amount: int = 8_500):
    return authority.with_rules(authority.version + 1, [replace(authority.rules["L-0001"], amount=amount)])


async def test_the_limits_in_force_say_again_what_they_said(desk):
    await lived(desk)
    tally = await backtested(desk, desk.authority)
    assert (tally.cases, tally.reproduced, tally.compared, tally.whole.changed) == (8, 8, 8, 0)


async def test_a_raise_is_counted_with_what_people_had_said(desk):
    await lived(desk)
    tally = await backtested(desk, raised(desk.authority))
    assert {kind: (group.count, dict(group.amounts)) for kind, group in tally.groups.items() if group.count} == {
        "rejected_before": (1, {"USD": 8_000}),
        # The whole of the split, and what was taken back; nobody said anything to either.
        "unsettled_before": (2, {"USD": 13_000}),
    }
    assert dict(tally.rows["remedy"]["refund"].before) == {"allow": 2, "escalate": 6}
    assert tally.people[0][0] == AGENT.id


async def test_only_what_was_asked_in_that_time_is_looked_at(desk):
    await lived(desk)
    assert (await backtested(desk, desk.authority, start=clock.now())).cases == 0
    assert (await backtested(desk, desk.authority, end=clock.now() - HOUR / 2)).cases == 0


async def test_budgets_and_what_was_used_before_come_out_as_they_were(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(limit=2_500, window="ever")) as desk:
        for amount in (1_000, 1_000):
            await desk.ledger.submit(give(amount))
        moment = await between(desk)
        for amount in (1_000, 400, 100):
            await desk.ledger.submit(give(amount))
        same = await backtested(desk, desk.authority, start=moment)
        assert (same.cases, same.reproduced, dict(same.whole.before)) == (3, 3, {"escalate": 1, "allow": 2})
        wider = desk.authority.with_budgets(3, [budget(limit=5_000, window="ever")])
        tally = await backtested(desk, wider, start=moment)
        assert dict(tally.whole.after) == {"allow": 3}


async def test_pieces_from_before_count(desk):
    await asked(desk, 3_000, 1)
    moment = await between(desk)
    await asked(desk, 3_000, 2)
    summing = desk.authority.with_stacks(3, USUAL)
    tally = await backtested(desk, summing, start=moment)
    assert (dict(tally.whole.before), dict(tally.whole.after)) == ({"allow": 1}, {"escalate": 1})


async def test_a_fact_that_the_log_does_not_know_leaves_a_case_out(desk):
    await asked(desk, 9_000, 1, channel=None)
    await asked(desk, 9_000, 2)
    chat = replace(AUTHORITY.rules["L-0001"], rid="L-9000", amount=9_000, when="channel = chat")
    tally = await backtested(desk, desk.authority.with_rules(3, [chat]))
    assert (tally.cases, tally.left_out, dict(tally.lacking)) == (1, 1, {"channel": 1})


def test_what_was_asked_about_all_along_is_not_lacking():
    rule = replace(AUTHORITY.rules["L-0001"], rid="L-9000", amount=9_000, when="order_age_days <= 30")
    old = AUTHORITY.with_rules(1, [rule])
    new = old.with_rules(3, [replace(rule, amount=20_000)])
    assert Wanting(old, new).of(case(9_000), new) == ()
    assert Wanting(AUTHORITY, new).of(case(9_000), new) == ("order_age_days",)
    # Without an order there is nothing to know; a grant that does not reach so far changes nothing.
    assert Wanting(AUTHORITY, new).of(case(9_000, on_order=False), new) == ()
    assert Wanting(AUTHORITY, new).of(case(30_000), new) == ()


def test_ranges_that_were_not_are_refused():
    now = clock.now()
    usual = range_of(None, None, now)
    assert (usual.end, usual.end - usual.start) == (now, timedelta(days=30))
    for start, end in ((now, now - HOUR), (now, now), (now + HOUR, None), (None, now + HOUR)):
        with pytest.raises(InvalidRange):
            range_of(start, end, now)

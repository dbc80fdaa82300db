"""A filled database says what the world says, on either kind, and what waits is there for whoever comes."""

import asyncio
import json
from collections import Counter
from datetime import timedelta

import pytest

from remit.authority.budgets.book import book
from remit.demo.fill import fill
from remit.desk.deciding_again import counted
from remit.desk.ledger import limits
from remit.domain.orders.holds import HELD
from remit.domain.policy.budgets import tally_id
from remit.domain.requests.counting import shares_of
from remit.domain.requests.representation import represent
from remit.store import events, heads, requests
from remit.store.database.rows import budget_sums, executions, holds
from remit.store.database.session import connect

LATEST = 2_000
"""Decisions that are decided again: the budgets are in force in all of them."""


def everything(connection):
    head = heads.read(connection)
    reserved = {row.request_id: (row.order_id, row.amount, row.state) for row in connection.execute(holds.select())}
    carried_out = connection.execute(executions.select()).all()
    return head, requests.still_open(connection), events.after(connection, 0, 10**6), reserved, carried_out


@pytest.fixture
def filled(world, database_url):
    database = connect(database_url)

    async def run():
        try:
            await database.write(fill, world, lambda _said: None)
            return await database.read(everything)
        finally:
            await database.close()

    return asyncio.run(run())


def test_what_waits_is_there_with_its_hold_and_its_events(world, filled):
    head, still_open, told, reserved, carried_out = filled
    waiting = {past.request.id: past for past in world.past.waiting}
    assert still_open == {key: past.request for key, past in waiting.items()}
    held = {key: (one.order_id, one.amount, HELD) for key, one in still_open.items() if one.remedy != "goodwill_credit"}
    assert held == {key: hold for key, hold in reserved.items() if hold[2] == HELD}
    assert {row.request_id for row in carried_out}.isdisjoint(waiting)
    assert [event.seq for event in told] == list(range(1, head.event_seq + 1))
    for key, past in waiting.items():
        last = [event for event in told if event.request_id == key][-1]
        assert json.loads(last.data) == represent(past.request)
    assert {event.data for event in told if event.request_id not in waiting} == {"{}"}


def test_the_past_is_stored_as_it_ended_and_is_decided_again_as_it_was(world, database_url, filled):
    database = connect(database_url)
    chosen = {past.request.id: past.request for past in world.past.requests[::700]}
    since = world.now - timedelta(days=60)

    async def run():
        try:
            stored = await database.read(requests.by_ids, list(chosen))
            return stored, await database.read(counted, await database.read(limits.load), since, LATEST)
        finally:
            await database.close()

    stored, again = asyncio.run(run())
    assert stored == chosen
    assert (again.decided, [one.differs for one in again.others]) == (LATEST, [])
    assert set(again.by_version) == {5, 6}, "both versions with budgets"


def test_the_sums_of_budgets_are_those_of_the_requests(world, database_url, filled):
    spent, sums = book(world.versions[-1].budgets), Counter()
    for past in (*world.past.requests, *world.past.waiting):
        one = past.request
        counted = spent.counting(one.remedy, one.currency, one.brand, one.facts)
        for share in shares_of(one, counted):
            if share.slot >= spent.since(share.tally, world.now):
                sums[tally_id(share.tally), share.key, share.slot] += share.amount
    database = connect(database_url)

    async def run():
        try:
            return await database.read(lambda connection: connection.execute(budget_sums.select()).all())
        finally:
            await database.close()

    assert {(row.tally, row.key, row.slot): row.amount for row in asyncio.run(run())} == dict(sums)
    assert len(sums) > 100

"""Bugs outside the money's path, planted on purpose: each of them has to turn its own test red."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import Phase, given, settings
from standardwebhooks import Webhook

from remit.connectors.hints.standard import StandardHints
from remit.desk.execution import Worker
from remit.desk.provider_events import AGAIN, Hearing
from remit.domain.policy import alternatives
from remit.store import provider_events
from remit.store.provider_events import TAKEN
from tests.authority import test_ways_to_yes as ways
from tests.desk.offices import office, order
from tests.desk.provider import Scripted
from tests.desk.test_ledger import submit
from tests.desk.test_provider_events import SECRET
from tests.faults.results import counted


async def told_twice(url, folder) -> tuple[list[str], int]:
    """What was done with one event that came twice, and how often the provider was asked because of it."""
    async with office(url, folder) as one:
        one.orders._shop.add_orders([order()])
        (asked,) = (await one.ledger.submit(submit())).requests
        provider = Scripted()
        worker = Worker(replace(one, payments=provider))
        await worker.once()
        hearing = Hearing(one, {"": StandardHints([SECRET])})
        verdicts = []
        for _ in range(2):
            verdicts.append(await hearing.hear("", *_signed(asked.id)))
            await worker.once()
        return verdicts, provider.said.count("look")


def _signed(request_id: str) -> tuple[dict[str, str], bytes]:
    said = json.dumps({"id": "evt_1", "type": "execution.updated", "data": {"id": "ex", "request_id": request_id}})
    now = datetime.now(UTC)
    headers = {
        "webhook-id": "msg",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign("msg", now, said),
    }
    return headers, said.encode()


async def test_an_event_that_comes_twice_has_the_truth_looked_up_once(database_url, tmp_path):
    assert await told_twice(database_url, tmp_path) == ([TAKEN, AGAIN], 1)


async def test_hearing_an_event_twice_is_seen(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setattr(provider_events, "known", lambda *_: False)
    with counted("bug: hears the same event twice; seen by looks at the provider") as count:
        count.tries = 1
        assert await told_twice(sqlite_url, tmp_path) == ([TAKEN, TAKEN], 2)


@given(ways.limits(), ways.cases())
@settings(max_examples=400, deadline=None, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False)
def each_way_is_one(authority, asked) -> None:
    """Without looking for the smallest case: that there is one is enough."""
    ways.test_what_is_offered_instead_is_granted_when_it_is_asked_for.hypothesis.inner_test(authority, asked)


def test_promising_too_much_is_seen(monkeypatch):
    plain = alternatives._room
    monkeypatch.setattr(alternatives, "_room", lambda *asked: (plain(*asked) or -1) + 1)
    with counted("bug: promises one cent more than goes; seen by asking for each way to yes") as count:
        count.tries = 1
        with pytest.raises(AssertionError):
            each_way_is_one()

"""What providers send is remembered within bounds, whoever sends how much of it."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from remit import clock
from remit.connectors.hints.hint import ForgedEvent
from remit.connectors.hints.standard import StandardHints
from remit.desk.provider_events import Hearing
from remit.domain.refusal import NotFound
from remit.store import provider_events
from remit.store.provider_events import MOST_KEPT, NOT_OURS, TAKEN, Heard
from tests.desk.offices import office

SECRET = "whsec_c3RhbmQtaW4tc2VjcmV0LW9mLTI0Yg=="


def heard(verdict: str, event_id: str | None = None) -> Heard:
    return Heard(clock.new_id("pev"), clock.now(), "http", event_id, None, None, verdict, 1)


async def test_a_flood_of_forged_events_is_refused_and_not_written_down(database_url, tmp_path):
    async with office(database_url, tmp_path) as opened:
        hearing = Hearing(opened, {"": StandardHints([SECRET])})
        for _ in range(100):
            with pytest.raises(ForgedEvent):
                await hearing.hear("", {}, b"{}")
        assert len(await opened.database.read(provider_events.latest, 200, None)) == 60
        with pytest.raises(NotFound):
            await hearing.hear("stripe", {}, b"{}")


async def test_the_latest_of_what_was_refused_are_kept_and_all_that_was_taken(database_url, tmp_path):
    async with office(database_url, tmp_path) as opened:
        await opened.database.write(_fill)
        kept = await opened.database.read(provider_events.latest, 5_000, None)
        assert sum(one.verdict == TAKEN for one in kept) == 5
        assert sum(one.verdict != TAKEN for one in kept) == MOST_KEPT
        assert kept[0].verdict == NOT_OURS
        assert await opened.database.read(provider_events.known, "http", "evt_0")
        assert not await opened.database.read(provider_events.known, "stripe", "evt_0")


def _fill(connection) -> None:
    for number in range(5):
        provider_events.add(connection, heard(TAKEN, f"evt_{number}"))
        provider_events.add(connection, heard(TAKEN, f"evt_{number}"))
    for _ in range(MOST_KEPT + 3):
        provider_events.add(connection, heard("forged-event"))
    provider_events.add_refused(connection, heard(NOT_OURS, "evt_foreign"))


async def test_the_same_unknown_event_many_times_at_once(database_url, tmp_path):
    body = json.dumps({"id": "e", "type": "execution.updated", "data": {"id": "x", "request_id": "req_0"}}).encode()
    now = datetime.now(UTC)
    signed = {
        "webhook-id": "m",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign("m", now, body.decode()),
    }
    async with office(database_url, tmp_path) as opened:
        hearing = Hearing(opened, {"": StandardHints([SECRET])})
        ends = await asyncio.gather(*(hearing.hear("", signed, body) for _ in range(20)), return_exceptions=True)
        assert {type(one).__name__ for one in ends} == {"UnknownEvent"}
        assert not await opened.database.read(provider_events.known, "http", "e")

"""A draft that is to start by itself: once, whoever looks first; not at all on a base that is stale by then."""

import asyncio
from datetime import timedelta

import pytest

from remit import clock
from remit.authority.drafts.changes import SetLimit
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.policies import drafts, starting, versions
from remit.desk.policies.starting import NotAhead, NothingStarts
from remit.store import events
from remit.store.database.session import connect
from tests.desk.offices import office
from tests.domain.floor import DIRECTOR, LEAD


def lower(amount=10_00, **said):
    plain = {"subject": "tier:agent", "remedy": "goodwill_credit", "currency": "USD", "brand": "acme", "mode": "auto"}
    return SetLimit(**{**plain, "amount": amount, **said})


async def drafted(one, *changes):
    begun = await drafts.begin(one, LEAD, "Smaller gestures", one.authority.version)
    return await drafts.revise(one, LEAD, begun.id, begun.revision, changes or [lower()])


async def told(one):
    return [event.event for event in await one.database.read(events.after, 0, 100)]


async def wait(one, seconds=1.1):
    """Until what was set to start soon, however long ago, would have started."""
    await asyncio.sleep(seconds)
    await starting.once(one)


def soon(seconds=1.0):
    return clock.now() + timedelta(seconds=seconds)


async def test_it_starts_at_its_moment_and_not_before(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        draft = await drafted(one)
        waiting = await starting.schedule(one, DIRECTOR, draft.id, "From now on", at := soon())
        assert (waiting.state, waiting.start.note, waiting.start.by.id) == ("editing", "From now on", DIRECTOR.id)
        await starting.once(one)
        assert one.authority.version == 2 or clock.now() >= at  # a machine may be too busy to look so early
        await wait(one)
        assert one.authority.version == 3
        assert (await drafts.read(one, draft.id)).state == "published"
        version, _ = await versions.content(one, 3)
        assert (version.note, version.published_by.id) == ("From now on", DIRECTOR.id)
        await starting.once(one)
        assert one.authority.version == 3
        assert await told(one) == ["policy.scheduled", "policy.published"]


async def test_a_process_whose_clock_is_ahead_does_not_start_it_early(database_url, tmp_path, monkeypatch):
    async with office(database_url, tmp_path) as one:
        draft = await drafted(one)
        await starting.schedule(one, DIRECTOR, draft.id, "From now on", soon(60))
        ahead = clock.now() + timedelta(seconds=120)
        monkeypatch.setattr(starting.clock, "now", lambda: ahead)
        await starting.once(one)
        assert one.authority.version == 2
        assert (await drafts.read(one, draft.id)).start is not None


async def test_it_survives_a_restart_and_starts_once_with_several_processes(postgresql_url, tmp_path):
    async with office(postgresql_url, tmp_path) as one:
        draft = await drafted(one)
        await starting.schedule(one, DIRECTOR, draft.id, "From now on", soon())
        await asyncio.sleep(1.1)
        others = [await _again(postgresql_url, one) for _ in range(3)]
        await asyncio.gather(*(starting.once(other) for other in others))
        assert await told(one) == ["policy.scheduled", "policy.published"]
        for other in others:
            await other.ledger.close()
            await other.database.close()


async def _again(url, one):
    """Another process over the same database, which knows nothing of the first."""
    database = connect(url)
    ledger = Ledger(database, await database.read(limits.load))
    fields = {name: getattr(one, name) for name in type(one).__dataclass_fields__}
    return type(one)(**{**fields, "database": database, "ledger": ledger})


async def test_a_stale_base_is_refused_then_and_it_is_said(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        draft, other = await drafted(one), await drafted(one, lower(5_00))
        await starting.schedule(one, DIRECTOR, draft.id, "From now on", soon())
        await versions.publish(one, DIRECTOR, other.id, "Another first")
        await wait(one)
        assert one.authority.version == 3
        left = await drafts.read(one, draft.id)
        assert (left.state, left.start) == ("editing", None)
        (*_, last) = await one.database.read(events.after, 0, 100)
        assert last.event == "policy.start_refused"
        assert "“Smaller gestures” did not start: Version 3 is live" in last.sentence


async def test_it_can_be_taken_back(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        draft = await drafted(one)
        await starting.schedule(one, DIRECTOR, draft.id, "From now on", soon())
        assert (await starting.cancel(one, LEAD, draft.id)).start is None
        with pytest.raises(NothingStarts):
            await starting.cancel(one, LEAD, draft.id)
        await wait(one)
        assert one.authority.version == 2
        assert await told(one) == ["policy.scheduled", "policy.start_cancelled"]


async def test_what_changes_the_draft_takes_the_start_back(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        draft = await drafted(one)
        waiting = await starting.schedule(one, DIRECTOR, draft.id, "From now on", soon())
        assert (await drafts.revise(one, LEAD, draft.id, waiting.revision, [lower(9_00)])).start is None
        await wait(one)
        assert one.authority.version == 2


async def test_a_moment_that_has_passed_is_refused(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        draft = await drafted(one)
        with pytest.raises(NotAhead):
            await starting.schedule(one, DIRECTOR, draft.id, "From now on", clock.now())


async def test_a_change_knows_its_author_whoever_revises_the_draft(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        draft = await drafted(one)
        again = await drafts.revise(one, DIRECTOR, draft.id, draft.revision, [lower(), lower(9_00, mode="review")])
        await versions.publish(one, DIRECTOR, again.id, "Both")
        _, rules = await versions.content(one, 3)
        authors = {(rule.mode, rule.author.id) for rule in rules if rule.author}
        assert authors == {("auto", LEAD.id), ("review", DIRECTOR.id)}

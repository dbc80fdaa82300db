"""A draft in shadow: begun, ended and looked at. It judges along with what is asked for, and changes no answer."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from remit import clock
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.desk.policies.drafts import APPROVED, EDITING, SUBMITTED, StaleDraft
from remit.desk.policies.governing import on_draft, on_live
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.requests.request import Named, named
from remit.domain.values import value
from remit.store import shadows
from remit.store.database.session import Connection
from remit.store.heads import Head
from remit.store.policies import Draft
from remit.store.shadows import Shadow, Shown, Sum, Way

MOST = 8
"""So many run at a time: each is as much work as deciding everything once more."""
STOPPED, PUBLISHED, DISCARDED, STALE = "stopped", "published", "discarded", "stale"
_BECAUSE = {
    PUBLISHED: "it was published",
    DISCARDED: "it was discarded",
    STALE: "another version of the limits went live",
}


class NothingShadows(Refusal):
    """The draft is not in shadow."""

    name = "nothing-shadows"
    title = "This draft is not in shadow"


class TooManyShadows(Refusal):
    """As many drafts are in shadow as can be at a time."""

    name = "too-many-shadows"
    title = "Too many drafts in shadow"


@value(frozen=True, slots=True)
class Looked:
    """A draft's shadow, and what it has found so far. None: it was never in shadow."""

    draft: Draft
    shadow: Shadow | None
    counts: Mapping[Way, Sum]


async def begin(office: Office, by: Person, draft_id: str) -> Looked:
    """From now on the draft judges along. Where it does already, nothing changes."""
    found = await look(office, draft_id)
    if found.shadow is not None and found.shadow.running:
        return found
    drafts.require(found.draft, EDITING, SUBMITTED, APPROVED)
    _not_too_many(await office.database.read(shadows.running))
    made = await asyncio.to_thread(drafts.drafted, found.draft, office.authority)

    def step(draft: Draft, books: Books) -> Entry:
        drafts.require(draft, EDITING, SUBMITTED, APPROVED)
        on_live(draft.base_version, books.authority)
        if draft.revision != found.draft.revision:
            raise StaleDraft("Somebody changed this draft meanwhile. Load it again.", revision=draft.revision)
        new = Shadow(
            draft_id=draft.id,
            run=clock.new_id("shd"),
            running=True,
            begun_at=books.now,
            begun_by=named(by),
            since=books.now,
            content=made.hash,
            after=books.head.event_seq,
        )
        said = f"{by.name} put the draft “{draft.name}” in shadow: it judges along with what is asked for."
        event = Event("shadow.begun", named(by), said, content={"draft": draft.id, "name": draft.name})
        return Entry(events=(event,), writes=(lambda connection, _head: shadows.begin(connection, new),))

    await on_draft(office, draft_id, step)
    return await look(office, draft_id)


async def stop(office: Office, by: Person, draft_id: str) -> Looked:
    """It judges along no more; what it has found stays."""
    found = await look(office, draft_id)
    if found.shadow is None or not found.shadow.running:
        raise NothingShadows("This draft is not in shadow, so there is nothing to stop. Put it in shadow first.")
    await end(office, found, STOPPED, named(by))
    return await look(office, draft_id)


async def end(office: Office, found: Looked, why: str, by: Named | None = None) -> None:
    """It runs no more, for this reason."""
    shadow, name = found.shadow, found.draft.name
    if shadow is None:
        return
    judged, others = judged_of(found.counts), changed(found.counts)
    reason = f"{by.name} took the draft “{name}” out of shadow" if by else f"The draft “{name}” left shadow, as "
    said = f"{reason}{'' if by else _BECAUSE[why]}. Judged: {judged:,}. Answered otherwise: {others:,}."
    content = {"draft": shadow.draft_id, "name": name, "why": why, "judged": judged, "changed": others}

    def step(_draft: Draft, books: Books) -> Entry:
        ended = replace(shadow, ended_at=books.now, ended_by=by, ended_why=why)
        event = Event("shadow.ended", by, said, content=content)

        def write(connection: Connection, _head: Head) -> None:
            shadows.end(connection, ended)

        return Entry(events=(event,), writes=(write,))

    await on_draft(office, shadow.draft_id, step)


async def look(office: Office, draft_id: str) -> Looked:
    """How far it has come."""
    draft = await drafts.read(office, draft_id)
    shadow = await office.database.read(shadows.of_draft, draft_id)
    counts = await office.database.read(shadows.counts, draft_id) if shadow else {}
    return Looked(draft, shadow, counts)


async def differences(
    office: Office, draft_id: str, ways: Mapping[str, str | None], before: int | None, most: int
) -> list[Shown]:
    """Asks that the draft answers otherwise, the latest first."""
    await drafts.read(office, draft_id)
    return await office.database.read(shadows.differences, draft_id, ways, before, most)


def judged_of(counts: Mapping[Way, Sum]) -> int:
    """How many it has judged."""
    return sum(times for times, _ in counts.values())


def changed(counts: Mapping[Way, Sum]) -> int:
    """How many would have been answered otherwise."""
    return sum(times for (_, _, said, would), (times, _) in counts.items() if said != would)


def _not_too_many(others: Sequence[Shadow]) -> None:
    if len(others) >= MOST:
        detail = f"{len(others)} drafts are in shadow already, and no more can be. Take one of them out first."
        raise TooManyShadows(detail, most=MOST)

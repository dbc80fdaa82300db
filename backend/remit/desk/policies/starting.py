"""Drafts that become versions by themselves at a moment that was set: once, whichever process sees it first."""

import logging
from datetime import datetime

from remit import clock
from remit.desk.beside import Beside
from remit.desk.ledger.books import Books, Entry
from remit.desk.ledger.ledger import Unstored
from remit.desk.office import Office
from remit.desk.policies import drafts, suites, versions
from remit.desk.policies.drafts import StaleDraft
from remit.desk.policies.governing import on_draft
from remit.desk.policies.suites import StaleTests
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.refusal import Behind, Busy, Invalid, NotPermitted, Refusal
from remit.domain.requests.representation import moment
from remit.domain.requests.request import Named, named
from remit.store import policies
from remit.store.policies import Draft, Start

_TICK_S = 1.0
_PASSING = (Busy, Behind, Unstored, StaleDraft, StaleTests)
"""Refusals that the next look may not meet again."""

log = logging.getLogger("remit.starting")


class NotAhead(Invalid):
    """The moment to start at is not in the future."""

    name = "not-ahead"
    title = "This moment has passed"


class NothingStarts(Refusal):
    """The draft was not to start by itself."""

    name = "nothing-starts"
    title = "This draft does not start by itself"


async def schedule(office: Office, by: Person, draft_id: str, note: str, at: datetime) -> Draft:
    """The draft starts at this moment. Everything that publishing asks for is asked now, and again then."""
    gate = await suites.gate(office, draft_id)

    def step(draft: Draft, books: Books) -> Entry:
        if at <= books.now:
            raise NotAhead("This moment has passed. Leave starts_at out to publish at once.", field="starts_at")
        versions.publishable(draft, books, by, gate)
        waits = drafts.moved(draft, draft.state, books, start=Start(at, named(by), note))
        said = f"{by.name} set the draft “{draft.name}” to start at {moment(at)}: {note}"
        return Entry(draft=waits, events=(_told("scheduled", waits, named(by), said),))

    await on_draft(office, draft_id, step, suite=True)
    return await drafts.read(office, draft_id)


async def cancel(office: Office, by: Person, draft_id: str) -> Draft:
    """It does not start by itself after all."""

    def step(draft: Draft, books: Books) -> Entry:
        if draft.start is None:
            raise NothingStarts("This draft does not start by itself, so there is nothing to take back.")
        said = f"{by.name} took back that the draft “{draft.name}” starts at {moment(draft.start.at)}."
        kept = drafts.moved(draft, draft.state, books)
        return Entry(draft=kept, events=(_told("start_cancelled", kept, named(by), said),))

    await on_draft(office, draft_id, step)
    return await drafts.read(office, draft_id)


class Starter(Beside):
    """Looks once a second for what is to start; what is due meanwhile starts when somebody looks again."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office

    async def look(self) -> float:
        """Start what is due."""
        await once(self._office)
        return _TICK_S


async def once(office: Office) -> None:
    """Start what is due."""
    for draft_id in await office.database.glance(policies.due, clock.now()):
        try:
            await _begin(office, draft_id)
        except _PASSING as refusal:
            log.info("draft %s has to wait: %s", draft_id, refusal.detail)
        except Refusal as refusal:
            await _refused(office, draft_id, refusal)


async def _begin(office: Office, draft_id: str) -> None:
    await office.ledger.refresh()
    waiting = await drafts.read(office, draft_id)
    if waiting.start is None:
        return
    by = office.authority.people.get(waiting.start.by.id)
    if by is None or not by.active:
        raise NotPermitted(f"The account of {waiting.start.by.name}, who set it, is not active any more.")
    gate = await suites.gate(office, draft_id)

    def step(draft: Draft, books: Books) -> Entry:
        # Another process may have been first.
        if draft.start is None or draft.start.at > books.now:
            return Entry()
        return versions.becoming(draft, books, by, draft.start.note, gate)

    await on_draft(office, draft_id, step, suite=True)


async def _refused(office: Office, draft_id: str, refusal: Refusal) -> None:
    def step(draft: Draft, books: Books) -> Entry:
        if not _due(draft, books):
            return Entry()
        left = drafts.moved(draft, draft.state, books)
        said = f"The draft “{draft.name}” did not start: {refusal.detail}"
        return Entry(draft=left, events=(_told("start_refused", left, None, said, refusal.name),))

    await on_draft(office, draft_id, step)


def _due(draft: Draft, books: Books) -> bool:
    return draft.start is not None and draft.start.at <= books.now


def _told(event: str, draft: Draft, by: Named | None, said: str, why: str | None = None) -> Event:
    content = {
        "draft": draft.id,
        "name": draft.name,
        "starts_at": moment(draft.start.at) if draft.start else None,
        "why": why,
    }
    return Event(f"policy.{event}", by, said, content=content)

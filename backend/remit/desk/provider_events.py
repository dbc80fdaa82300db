"""Hints from providers: verified, taken once, and followed by a look at the truth. Nothing they say is believed."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

from remit import clock
from remit.connectors.hints.hint import ForgedEvent, Hint, Hints, OldEvent, UnknownEvent
from remit.desk.leasing import Nudge
from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.domain.refusal import NotFound
from remit.domain.values import value
from remit.store import provider_events
from remit.store.provider_events import NOT_OURS, TAKEN, Heard

AGAIN = "again"
_MOST_A_MINUTE = 60
_MINUTE_S = 60.0

log = logging.getLogger("remit.provider-events")


@value(frozen=True, slots=True)
class Hear:
    """The command: remember the event, and have its request looked up, in one transaction."""

    heard: Heard
    request_id: str

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """Refused where there is no such request."""
        if self.request_id not in books.requests:
            raise UnknownEvent("There is no such request here. Look which Remit the execution belongs to.")
        nudged = Nudge(self.request_id).decide(books)
        return replace(nudged, writes=(lambda connection, _head: provider_events.add(connection, self.heard),))


class Hearing:
    """Takes the events of the providers that are set up, each by its own signature."""

    def __init__(self, office: Office, hints: Mapping[str, Hints]) -> None:
        self._office = office
        self._hints = hints
        self._since = monotonic()
        self._noted = 0

    async def hear(self, address: str, headers: Mapping[str, str], body: bytes) -> str:
        """What was done with it: `taken`, `again`, `not-ours`. Raises ForgedEvent, OldEvent, UnknownEvent, NotFound."""
        hints = self._hints.get(address)
        if hints is None:
            raise NotFound(
                "No provider that sends events to this address is set up. The guide for integrators says how."
            )
        blank = Heard(clock.new_id("pev"), clock.now(), hints.provider, None, None, None, "", len(body))
        try:
            hint = hints.read(headers, body, clock.now())
            return await self._take(hint, hints, blank)
        except (ForgedEvent, OldEvent, UnknownEvent) as refused:
            await self._note(replace(blank, verdict=refused.name))
            raise

    async def ring(self, request_id: str) -> None:
        """A hint from within this very process, as the sandbox gives them: nobody has to sign it."""
        await self._office.ledger.submit(Nudge(request_id))

    async def _take(self, hint: Hint, hints: Hints, blank: Heard) -> str:
        told = replace(blank, event_id=hint.event_id, kind=hint.kind, request_id=hint.request_id)
        if await self._office.database.glance(provider_events.known, hint.provider, hint.event_id):
            return AGAIN
        if hint.request_id is None:
            await self._note(replace(told, verdict=NOT_OURS))
            return NOT_OURS
        try:
            await self._office.ledger.submit(Hear(replace(told, verdict=TAKEN), hint.request_id))
        except UnknownEvent:
            if not hints.shared:
                raise
            await self._note(replace(told, verdict=NOT_OURS))
            return NOT_OURS
        return TAKEN

    async def _note(self, heard: Heard) -> None:
        """Write it down for those who look after providers; a flood of them is only counted in the log."""
        if monotonic() - self._since > _MINUTE_S:
            self._since, self._noted = monotonic(), 0
        self._noted += 1
        if self._noted > _MOST_A_MINUTE:
            if self._noted == _MOST_A_MINUTE + 1:
                log.warning("more than %d events in a minute were refused or not ours", _MOST_A_MINUTE)
            return
        log.info("an event of %s: %s", heard.provider, heard.verdict)
        await asyncio.shield(self._office.database.write(provider_events.add_refused, heard))

"""After a restore money waits: the record may be older than what the provider has done since."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from remit import clock
from remit.connectors.listing import CannotList, Lists
from remit.desk.ledger.books import Books
from remit.desk.money import Switch
from remit.desk.office import Office
from remit.domain.events import Event
from remit.domain.execution.flow import Flow
from remit.store import executions, heads, recovered
from remit.store.database import mark
from remit.store.database.mark import Mark
from remit.store.heads import Head

_EVERY_S = 1.0
_LATEST = 1000
"""So many of the latest executions of a ledger beside us are looked at when we start."""
log = logging.getLogger("remit.money")


async def begin(office: Office, path: Path, *, told_to: bool) -> None:
    """Hold money where the database was put back, or where the operator says so. Ended by `remit reconcile` only."""
    head = await office.database.read(heads.read)
    why = await _reason(office, head, mark.read(path), told_to=told_to)
    if why and head.flow.held_at is None:
        log.warning("money waits for `remit reconcile`: %s", why)
        await office.ledger.submit(Switch(lambda flow, books: _held(flow, books, why), lambda _flow: _said(why)))
        await office.database.write(heads.begin_epoch, clock.new_id("epo"))
    await note(office, path)


async def note(office: Office, path: Path) -> None:
    """Write down how far the database has come."""
    head = await office.database.read(heads.read)
    mark.write(path, Mark(head.epoch, head.event_seq))


async def keep_noting(office: Office, path: Path) -> None:
    """For as long as the process lives. A missed note only makes a restore to the last second look like none."""
    noted = 0
    while True:
        await asyncio.sleep(_EVERY_S)
        with suppress(Exception):
            head = await office.database.read(heads.read)
            if head.event_seq != noted:
                mark.write(path, Mark(head.epoch, head.event_seq))
                noted = head.event_seq


async def _reason(office: Office, head: Head, known: Mark | None, *, told_to: bool) -> str | None:
    if told_to:
        return "REMIT_HOLD says so"
    if known and known.epoch == head.epoch and known.seq > head.event_seq:
        return f"the database is at event {head.event_seq}, and had come to {known.seq} before: it was put back"
    return await _done_without_us(office)


async def _done_without_us(office: Office) -> str | None:
    """A ledger that we can read at once and that never forgets shows whether we have forgotten something."""
    payments = office.payments
    if payments.card.key_window is not None or not isinstance(payments, Lists):
        return None
    try:
        latest = (await payments.listed())[-_LATEST:]
    except CannotList:
        return None
    known = await office.database.read(executions.known, {one.request_id for one in latest})
    remembered = await office.database.read(recovered.references)
    unknown = [one for one in latest if one.request_id not in known and one.reference not in remembered]
    return f"{payments.name} has carried out {len(unknown)} that the database does not know" if unknown else None


def _held(flow: Flow, books: Books, why: str) -> Flow:
    return flow if flow.held_at else replace(flow, held_at=books.now, held_why=why)


def _said(why: str) -> Event:
    return Event("money.held", None, f"Money waits to be reconciled: {why}.", content={"why": why})

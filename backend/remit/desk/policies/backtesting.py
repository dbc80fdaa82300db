"""What a draft would have done: the past decided twice beside the loop, in slices, joined by whoever asks again."""

import asyncio
from datetime import datetime, timedelta

from remit import clock
from remit.authority.snapshot import Snapshot
from remit.desk.looks import Far
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.desk.policies.pasts import Pasts, Slice
from remit.domain.backtest.replay import Replay, begun, replay
from remit.domain.backtest.tally import Tally
from remit.domain.refusal import Invalid
from remit.domain.values import value
from remit.store import past
from remit.store.database.session import Database
from remit.store.policies import Draft

USUAL_DAYS = 30
MOST = 100_000
"""So many asks are looked at, the earliest first."""
_TOGETHER, _PATIENCE_S = 250, 0.5


class InvalidRange(Invalid):
    """The stretch of the past that is to be looked at ends before it begins, or is not over yet."""

    name = "invalid-range"
    title = "Not a stretch of the past"


@value(frozen=True, slots=True)
class Range:
    """From this moment until just before the other."""

    start: datetime
    end: datetime


@value(frozen=True, slots=True)
class Found:
    """What was found; `more`: there were more asks in that time than are looked at."""

    tally: Tally
    more: bool


@value(frozen=True, slots=True)
class Backtest:
    """A backtest under way, or over: then there is something that was found."""

    draft: Draft
    range: Range
    far: Far
    found: Found | None


def range_of(start: datetime | None, end: datetime | None, now: datetime) -> Range:
    """What was asked for; left out, the last thirty days. Refuses what has not been, and what ends before it begins."""
    for field, moment in (("from", start), ("to", end)):
        if moment is not None and moment > now:
            detail = f"“{field}” lies ahead: only what has been can be decided again. Give a moment up to now."
            raise InvalidRange(detail, field=field)
    until = end or now
    since = start or until - timedelta(days=USUAL_DAYS)
    if since >= until:
        raise InvalidRange("“from” has to be before “to”. Give the earlier moment first.", field="from")
    return Range(since, until)


async def of_draft(office: Office, draft_id: str, start: datetime | None, end: datetime | None) -> Backtest:
    """How the past would have come out. Whoever asks again with the same words finds how far it has come."""
    draft, authority = await drafts.read(office, draft_id), office.authority
    range_of(start, end, clock.now())
    asked = "backtest", authority.version, draft_id, draft.revision, start, end
    far = office.looks.far(asked)
    # Left out, it is the thirty days before it was first asked for: otherwise it would never be the same again.
    range_ = range_of(start, end, far.asked_at)

    async def look() -> Found:
        async with office.looks.replays:
            after = await asyncio.to_thread(drafts.drafted, draft, authority)
            return await found(office.database, (authority, after), range_, far)

    looking = office.looks.begun(asked, look)
    await asyncio.wait({looking}, timeout=_PATIENCE_S)
    return Backtest(draft, range_, far, looking.result() if looking.done() else None)


async def found(database: Database, limits: tuple[Snapshot, Snapshot], range_: Range, far: Far) -> Found:
    """Both limits through the past, a slice at a time: whatever else waits for this process gets its turn between."""
    before, after = limits
    pasts, tally = Pasts(before, after, range_.start), Tally()
    span = await database.read(past.span, range_.start, range_.end, MOST)
    far.total = min(span.asks, MOST)
    world, seq = begun(range_.start, await database.read(pasts.opening)), span.after
    while far.complete < far.total:
        some = await database.read(pasts.read, seq, span.upto, min(_TOGETHER, far.total - far.complete))
        if not some.lines:
            break
        await asyncio.to_thread(_judged, pasts, world, some, tally)
        seq = some.lines[-1].logged.seq
        far.complete += len(some.lines)
    return Found(tally, more=span.asks > MOST)


def _judged(pasts: Pasts, world: Replay, some: Slice, tally: Tally) -> None:
    world.bring(some.pieces)
    for twice in replay(world, pasts.asks(some)):
        tally.add(twice, pasts.before.version)

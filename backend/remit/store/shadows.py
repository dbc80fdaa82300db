"""Shadows of drafts, in and out of the database: which run, what they found, and how far they have looked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.bulk import insert_all
from remit.store.database.rows import requests, shadow_counts, shadow_differences, shadows

MOST_KEPT = 10_000
"""So many asks that are answered otherwise can be looked at; all of them are counted."""

Way = tuple[str, str, str, str]
"""Remedy, currency, what was said, and what the draft would have."""
Sum = tuple[int, int]
"""How many, and minor units."""


@value(frozen=True, slots=True, kw_only=True)
class Shadow:
    """A draft's shadow. `content`: the hash of the limits that it judges by."""

    draft_id: str
    run: str
    running: bool
    begun_at: datetime
    begun_by: Named
    since: datetime
    content: str
    after: int
    left_out: int = 0
    lacking: Mapping[str, int] = field(default_factory=dict)
    ended_at: datetime | None = None
    ended_by: Named | None = None
    ended_why: str | None = None

    @property
    def anew(self) -> bool:
        """Whether the draft was edited meanwhile, so that the comparison began again."""
        return self.since > self.begun_at


@value(frozen=True, slots=True, kw_only=True)
class Difference:
    """An ask that the draft answers otherwise; `sentence` is what the draft says."""

    seq: int
    request_id: str
    at: datetime
    remedy: str
    amount: int
    currency: str
    said: str
    would: str
    sentence: str


@value(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one look at the log has found; `after`: up to which number it has looked now."""

    after: int
    left_out: int
    lacking: Mapping[str, int]
    counts: Mapping[Way, Sum]
    differences: Sequence[Difference]


@value(frozen=True, slots=True)
class Shown:
    """A difference with its request as it stands today."""

    difference: Difference
    reference: str
    requester: Named
    state: str
    by_person: bool
    """Whether somebody has settled it."""


def of_draft(connection: Connection, draft_id: str) -> Shadow | None:
    """The draft's shadow, running or the last one; None where there never was one."""
    row = connection.execute(select(shadows).where(shadows.c.draft_id == draft_id)).one_or_none()
    return None if row is None else _shadow(row)


def running(connection: Connection) -> list[Shadow]:
    """Those that run, in the order in which they began."""
    found = connection.execute(select(shadows).where(shadows.c.running).order_by(shadows.c.begun_at))
    return [_shadow(row) for row in found]


def begin(connection: Connection, one: Shadow) -> None:
    """A comparison from now on; what was found before is let go."""
    _forget(connection, one.draft_id)
    row = _row(one)
    if connection.execute(update(shadows).where(shadows.c.draft_id == one.draft_id).values(**row)).rowcount == 0:
        connection.execute(insert(shadows), row)


def begin_anew(connection: Connection, one: Shadow, before: Shadow) -> bool:
    """The same shadow with another comparison. False where another process was first."""
    mine = shadows.c.draft_id == one.draft_id, shadows.c.run == before.run, shadows.c.running
    if connection.execute(update(shadows).where(*mine).values(**_row(one))).rowcount == 0:
        return False
    _forget(connection, one.draft_id)
    return True


def end(connection: Connection, one: Shadow) -> bool:
    """It runs no more; what it found stays. False where it ran no more already."""
    said = {"running": False, "ended_at": one.ended_at, "ended_why": one.ended_why}
    by = {
        "ended_by_id": one.ended_by.id if one.ended_by else None,
        "ended_by_name": one.ended_by.name if one.ended_by else None,
    }
    mine = shadows.c.draft_id == one.draft_id, shadows.c.run == one.run, shadows.c.running
    return connection.execute(update(shadows).where(*mine).values(**said, **by)).rowcount > 0


def enter(connection: Connection, before: Shadow, turn: Turn) -> bool:
    """What one look has found, once: False where another process has looked there, or it ran no more."""
    lacking = dict(before.lacking)
    for fact, count in turn.lacking.items():
        lacking[fact] = lacking.get(fact, 0) + count
    seen = shadows.c.after == before.after, shadows.c.run == before.run, shadows.c.running
    moved = update(shadows).where(shadows.c.draft_id == before.draft_id, *seen)
    left_out = before.left_out + turn.left_out
    if connection.execute(moved.values(after=turn.after, lacking=json.dumps(lacking), left_out=left_out)).rowcount == 0:
        return False
    for way, found in turn.counts.items():
        _count(connection, before.draft_id, way, found)
    rows = [_difference_row(before.draft_id, one) for one in turn.differences]
    insert_all(connection, shadow_differences, rows)
    if rows:
        _prune(connection, before.draft_id)
    return True


def counts(connection: Connection, draft_id: str) -> dict[Way, Sum]:
    """How many came out how, and would have how."""
    found = connection.execute(select(shadow_counts).where(shadow_counts.c.draft_id == draft_id))
    return {(row.remedy, row.currency, row.said, row.would): (row.times, row.amount) for row in found}


def differences(
    connection: Connection, draft_id: str, ways: Mapping[str, str | None], before: int | None, most: int
) -> list[Shown]:
    """Asks that the draft answers otherwise, the latest first; `ways` narrows by remedy, said, would."""
    wanted = [shadow_differences.c.draft_id == draft_id]
    wanted += [shadow_differences.c[name] == said for name, said in ways.items() if said is not None]
    if before is not None:
        wanted.append(shadow_differences.c.seq < before)
    of_requests = requests.c.reference, requests.c.requester_id, requests.c.requester_name, requests.c.state
    joined = shadow_differences.join(requests, requests.c.id == shadow_differences.c.request_id)
    found = select(shadow_differences, *of_requests, requests.c.settled_by).select_from(joined).where(*wanted)
    return [_shown(row) for row in connection.execute(found.order_by(shadow_differences.c.seq.desc()).limit(most))]


def _forget(connection: Connection, draft_id: str) -> None:
    for table in (shadow_counts, shadow_differences):
        connection.execute(delete(table).where(table.c.draft_id == draft_id))


def _count(connection: Connection, draft_id: str, way: Way, found: Sum) -> None:
    names = dict(zip(("remedy", "currency", "said", "would"), way, strict=True))
    here = [shadow_counts.c.draft_id == draft_id, *(shadow_counts.c[name] == said for name, said in names.items())]
    times, amount = found
    more = {"times": shadow_counts.c.times + times, "amount": shadow_counts.c.amount + amount}
    if connection.execute(update(shadow_counts).where(*here).values(more)).rowcount == 0:
        connection.execute(insert(shadow_counts), {"draft_id": draft_id, **names, "times": times, "amount": amount})


def _prune(connection: Connection, draft_id: str) -> None:
    mine = shadow_differences.c.draft_id == draft_id
    oldest = select(shadow_differences.c.seq).where(mine).order_by(shadow_differences.c.seq.desc())
    cut = connection.execute(oldest.offset(MOST_KEPT).limit(1)).scalar_one_or_none()
    if cut is not None:
        connection.execute(delete(shadow_differences).where(mine, shadow_differences.c.seq <= cut))


def _shadow(row: Row[tuple[object, ...]]) -> Shadow:
    return Shadow(
        draft_id=row.draft_id,
        run=row.run,
        running=row.running,
        begun_at=row.begun_at,
        begun_by=Named(row.begun_by_id, row.begun_by_name),
        since=row.since,
        content=row.content,
        after=row.after,
        left_out=row.left_out,
        lacking=json.loads(row.lacking),
        ended_at=row.ended_at,
        ended_by=Named(row.ended_by_id, row.ended_by_name or "") if row.ended_by_id else None,
        ended_why=row.ended_why,
    )


def _row(one: Shadow) -> dict[str, object]:
    return {
        "draft_id": one.draft_id,
        "run": one.run,
        "running": one.running,
        "begun_at": one.begun_at,
        "begun_by_id": one.begun_by.id,
        "begun_by_name": one.begun_by.name,
        "since": one.since,
        "content": one.content,
        "after": one.after,
        "left_out": one.left_out,
        "lacking": json.dumps(dict(one.lacking)),
        "ended_at": None,
        "ended_by_id": None,
        "ended_by_name": None,
        "ended_why": None,
    }


def _difference_row(draft_id: str, one: Difference) -> dict[str, object]:
    named = {"draft_id": draft_id, "seq": one.seq, "request_id": one.request_id, "at": one.at, "remedy": one.remedy}
    money = {"amount": one.amount, "currency": one.currency}
    return {**named, **money, "said": one.said, "would": one.would, "sentence": one.sentence}


def _shown(row: Row[tuple[object, ...]]) -> Shown:
    found = Difference(
        seq=row.seq,
        request_id=row.request_id,
        at=row.at,
        remedy=row.remedy,
        amount=row.amount,
        currency=row.currency,
        said=row.said,
        would=row.would,
        sentence=row.sentence,
    )
    requester = Named(row.requester_id, row.requester_name)
    return Shown(found, row.reference, requester, row.state, row.settled_by is not None)

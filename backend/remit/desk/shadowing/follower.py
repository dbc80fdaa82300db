"""Follows the decision log for every draft in shadow: off the money path, in one process at a time, in short turns."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from remit import clock
from remit.authority.snapshot import Snapshot
from remit.desk.beside import Beside
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.desk.shadowing import shadows as verbs
from remit.desk.shadowing.judging import Judge
from remit.desk.shadowing.shadows import DISCARDED, PUBLISHED, STALE
from remit.domain.refusal import Refusal
from remit.store import heads, leases, shadows
from remit.store.policies import Draft
from remit.store.shadows import Shadow

LEASE = timedelta(seconds=10)
"""A process that dies holds up the shadows of all for so long at most; what was asked meanwhile is judged then."""
_LOOK_S, _SOON_S = 1.0, 0.05

log = logging.getLogger("remit.shadowing")


class Follower(Beside):
    """Runs in every process; works in one. What it has found is in the database, so that any other can go on."""

    before_first_look = 1.0

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._name = clock.new_id("fol")
        self._held_until: datetime | None = None
        self._judges: dict[str, tuple[object, Judge, str]] = {}

    async def stop(self) -> None:
        """Leave the shadows to another process."""
        await super().stop()
        if self._held_until is not None and not self._office.database.alone:
            await self._office.database.write(leases.release, "shadows", self._name)

    async def look(self) -> float:
        """Judge what is new; whether there is more, it comes soon."""
        running = await self._office.database.glance(shadows.running)
        if not running or not self._office.authority.version or not await self._mine():
            self._judges.clear()
            return _LOOK_S
        more = [await self._tried(one) for one in running]
        return _SOON_S if any(more) else _LOOK_S

    async def _tried(self, shadow: Shadow) -> bool:
        try:
            return await self._follow(shadow)
        except Refusal as refusal:
            # A draft that cannot be judged by just now does not hold up the others.
            log.info("the shadow of draft %s has to wait: %s", shadow.draft_id, refusal.detail)
            return False

    async def _follow(self, shadow: Shadow) -> bool:
        """One look for one draft; whether there is more."""
        draft = await drafts.read(self._office, shadow.draft_id)
        if why := _over(draft, self._office.authority):
            await self._end(shadow, why)
            return False
        judge, content = await self._judge(draft)
        if content != shadow.content:
            await self._anew(shadow, content)
            return True
        some = await self._office.database.read(judge.read, shadow.after)
        if not some.lines:
            return False
        turn = await asyncio.to_thread(judge.turn, some)
        # Of several processes that looked at the same, one enters it.
        await self._office.database.write(shadows.enter, shadow, turn)
        return some.full

    async def _judge(self, draft: Draft) -> tuple[Judge, str]:
        """Made when the draft, the limits in force or what there is around people has changed."""
        authority = self._office.authority
        key = draft.revision, authority.version, authority.people.register
        known = self._judges.get(draft.id)
        if known is None or known[0] != key:
            after = await asyncio.to_thread(drafts.drafted, draft, authority)
            known = self._judges[draft.id] = key, Judge(authority, after), after.hash
        return known[1], known[2]

    async def _anew(self, shadow: Shadow, content: str) -> None:
        """The draft says something else now: what was found about the other is let go."""
        head = await self._office.database.read(heads.read)
        fresh = replace(shadow, run=clock.new_id("shd"), since=head.now, content=content, after=head.event_seq)
        empty = replace(fresh, left_out=0, lacking={})
        await self._office.database.write(shadows.begin_anew, empty, shadow)

    async def _end(self, shadow: Shadow, why: str) -> None:
        self._judges.pop(shadow.draft_id, None)
        found = await verbs.look(self._office, shadow.draft_id)
        if found.shadow is not None and found.shadow.running:
            await verbs.end(self._office, found, why)

    async def _mine(self) -> bool:
        now, database = clock.now(), self._office.database
        if self._held_until is not None and now < self._held_until - LEASE / 2:
            return True
        until = now + LEASE
        # A process that is alone need not ask anybody.
        taken = database.alone or await database.write(leases.take, "shadows", self._name, now, until)
        self._held_until = until if taken else None
        return taken


def _over(draft: Draft, authority: Snapshot) -> str | None:
    """Why it judges along no more."""
    if draft.state in (drafts.PUBLISHED, drafts.DISCARDED):
        return PUBLISHED if draft.state == drafts.PUBLISHED else DISCARDED
    return STALE if draft.base_version < authority.version else None

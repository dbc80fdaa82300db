"""Timers: what is due without anybody's doing happens, in one of all processes, whichever holds the lease."""

from datetime import datetime, timedelta

from remit import clock
from remit.desk.beside import Beside
from remit.desk.office import Office
from remit.desk.routing.moving import Advance, Reroute
from remit.store import leases, requests

LEASE = timedelta(seconds=5)
"""A process that dies holds up the timers of all for so long at most."""
_LOOK_S, _SOON_S = 1.0, 0.05
_TOGETHER = 256


class Timers(Beside):
    """Runs in every process; works in one."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._name = clock.new_id("tim")
        self._held_until: datetime | None = None
        self._seen: tuple[int, int] | None = None

    async def stop(self) -> None:
        """Leave the timers to another process."""
        await super().stop()
        if self._held_until is not None and not self._office.database.alone:
            await self._office.database.write(leases.release, "timers", self._name)

    @property
    def working(self) -> bool:
        """Whether it is this process that works."""
        return self._held_until is not None and clock.now() < self._held_until

    async def look(self) -> float:
        """Do what is due; how long until there is more."""
        if not await self._mine():
            return _LOOK_S
        await self._follow()
        now = clock.now()
        waking = await self._office.database.glance(requests.waking, _TOGETHER)
        due = tuple(one for one, at in waking if at <= now)
        if due:
            await self._office.ledger.submit(Advance(due))
            return _SOON_S
        return max(_SOON_S, min(_LOOK_S, (waking[0][1] - now).total_seconds())) if waking else _LOOK_S

    async def _mine(self) -> bool:
        now, database = clock.now(), self._office.database
        if self._held_until is not None and now < self._held_until - LEASE / 2:
            return True
        until = now + LEASE
        # A process that is alone need not ask anybody.
        taken = database.alone or await database.write(leases.take, "timers", self._name, now, until)
        self._held_until = until if taken else None
        return taken

    async def _follow(self) -> None:
        """Who may finish what can have changed with the limits, the people or the escalation policies."""
        authority = self._office.authority
        seen = authority.version, authority.people.revision
        if seen != self._seen and authority.version:
            await self._office.ledger.submit(Reroute())
            self._seen = seen

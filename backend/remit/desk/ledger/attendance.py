"""Who is connected, from one batch to the next: read again only where somebody came or went."""

from datetime import datetime, timedelta

from remit.authority.snapshot import Snapshot
from remit.domain.people import AVAILABLE
from remit.domain.routing.present import Present, present
from remit.store import events, sockets
from remit.store.database.session import Connection
from remit.store.heads import Head

_TRUSTED = timedelta(seconds=5)
"""Whoever comes or goes is told of in the record. Where a process died before it said so, this long nobody knows."""
_MOST_EVENTS = 1_000
"""Rather who is there is read than more of the record."""


class Attendance:
    """What a process knows of it. The record tells every process who came or went, wherever that was."""

    def __init__(self) -> None:
        self._ids = frozenset[str]()
        self._seq = 0
        """As of this event."""
        self._read_at: datetime | None = None
        self._present: tuple[frozenset[str], Snapshot, Present] | None = None

    def connected(self, connection: Connection, head: Head, *, anew: bool) -> frozenset[str]:
        """Ids of everybody who attends to a live connection."""
        if anew or not self._holds(connection, head):
            ids = sockets.connected(connection, head.now)
            self._ids = self._ids if ids == self._ids else ids
            self._seq, self._read_at = head.event_seq, head.now
        return self._ids

    def present(self, ids: frozenset[str], authority: Snapshot) -> Present:
        """Whoever of these has not chosen otherwise, under these limits."""
        known = self._present
        if known is None or known[0] is not ids or known[1] is not authority:
            found = (authority.people.get(one) for one in ids)
            here = (one for one in found if one is not None and one.active and one.chosen_presence == AVAILABLE)
            known = self._present = ids, authority, present(here, authority.alike)
        return known[2]

    def _holds(self, connection: Connection, head: Head) -> bool:
        if self._read_at is None or abs(head.now - self._read_at) > _TRUSTED or head.event_seq < self._seq:
            return False
        names = events.names_after(connection, self._seq, _MOST_EVENTS) if head.event_seq > self._seq else []
        if len(names) == _MOST_EVENTS or any(name == "presence.changed" for _, name in names):
            return False
        self._seq = head.event_seq
        return True

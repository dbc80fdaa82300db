"""Who is connected, from one batch to the next: read again only where somebody came or went."""

from datetime import datetime, timedelta

from remit.authority.snapshot import Snapshot
from remit.domain.people import AVAILABLE
from remit.domain.routing.present import Present, present
from remit.domain.values import value
from remit.store import events, sockets
from remit.store.database.session import Connection
from remit.store.heads import Head

_TRUSTED = timedelta(seconds=5)
"""Whoever comes or goes is told of in the record. Where a process died before it said so, this long nobody knows."""
_MOST_EVENTS = 1_000
"""Rather who is there is read than more of the record."""


@value(frozen=True, slots=True)
class _Known:
    ids: frozenset[str]
    seq: int
    """As of this event."""
    read_at: datetime


class Attendance:
    """What a process knows of it. The record tells every process who came or went, wherever that was."""

    def __init__(self) -> None:
        self._known: _Known | None = None
        self._present: tuple[frozenset[str], Snapshot, Present] | None = None

    def connected(self, connection: Connection, head: Head, *, anew: bool = False) -> frozenset[str]:
        """Ids of everybody who attends to a live connection."""
        before = self._known
        known = None if anew or before is None else _still(connection, before, head)
        if known is None:
            ids = sockets.connected(connection, head.now)
            # The same people in another set would have to be sorted anew.
            ids = before.ids if before is not None and before.ids == ids else ids
            known = _Known(ids, head.event_seq, head.now)
        # By one assignment: questions are answered beside the batch that decides.
        self._known = known
        return known.ids

    def present(self, ids: frozenset[str], authority: Snapshot) -> Present:
        """Whoever of these has not chosen otherwise, under these limits."""
        known = self._present
        if known is None or known[0] is not ids or known[1] is not authority:
            found = (authority.people.get(one) for one in ids)
            here = (one for one in found if one is not None and one.active and one.chosen_presence == AVAILABLE)
            known = self._present = ids, authority, present(here, authority.alike)
        return known[2]


def _still(connection: Connection, known: _Known, head: Head) -> _Known | None:
    """The same people as of this head; None where somebody may have come or gone."""
    if abs(head.now - known.read_at) > _TRUSTED or head.event_seq < known.seq:
        return None
    names = events.names_after(connection, known.seq, _MOST_EVENTS) if head.event_seq > known.seq else []
    if len(names) == _MOST_EVENTS or any(name == "presence.changed" for _, name in names):
        return None
    return _Known(known.ids, head.event_seq, known.read_at)

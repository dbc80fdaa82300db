"""Who is connected, by person and by kind: an event is asked about once for all whom nothing tells apart."""

from collections.abc import Hashable, Iterable, Iterator

from remit.authority.snapshot import Snapshot
from remit.desk.record import Readers
from remit.live.socket import Socket


class Audience:
    """Live connections under the limits and people of the moment."""

    def __init__(self) -> None:
        self.sockets: dict[str, Socket] = {}
        self._of: dict[str, list[Socket]] = {}
        """By person."""
        self._kinds: dict[Hashable, dict[str, None]] = {}
        """By kind, the ids of people who are connected. Whoever has no account any more is of none."""
        self._kind_of: dict[str, Hashable] = {}
        self._authority: Snapshot | None = None

    def join(self, socket: Socket) -> None:
        """From now on it is told."""
        self.sockets[socket.id] = socket
        self._of.setdefault(socket.person_id, []).append(socket)
        self._sort([socket.person_id])

    def leave(self, socket: Socket) -> None:
        """It has ended, and is told nothing any more."""
        if self.sockets.pop(socket.id, None) is None:
            return
        self._of[socket.person_id].remove(socket)
        if not self._of[socket.person_id]:
            del self._of[socket.person_id]
            if socket.person_id in self._kind_of:
                del self._kinds[self._kind_of.pop(socket.person_id)][socket.person_id]

    def in_person(self, readers: Readers, authority: Snapshot) -> Iterator[Socket]:
        """The connections of those whom an event concerns in person, as far as they may know of it."""
        yield from self._of_those(readers.by_name, readers, authority)

    def others(self, readers: Readers, authority: Snapshot) -> Iterator[Socket]:
        """The connections of everybody else who may know of it. One of a kind is asked about, for all of that kind."""
        self._under(authority)
        by_name = readers.by_name
        for ids in self._kinds.values():
            one = next(iter(ids), None)
            if one in by_name:
                one = next((other for other in ids if other not in by_name), None)
            person = authority.people.get(one) if one is not None else None
            if person is not None and readers.include(person):
                for one in ids:
                    if one not in by_name:
                        yield from self._of[one]

    def _of_those(self, ids: Iterable[str], readers: Readers, authority: Snapshot) -> Iterator[Socket]:
        for one in ids:
            person = authority.people.get(one) if one in self._of else None
            if person is not None and readers.include(person):
                yield from self._of[one]

    def _under(self, authority: Snapshot) -> None:
        if authority is not self._authority:
            self._authority, self._kinds, self._kind_of = authority, {}, {}
            self._sort(self._of)

    def _sort(self, ids: Iterable[str]) -> None:
        if self._authority is None:
            return
        for one in ids:
            person = self._authority.people.get(one)
            if person is not None:
                self._kind_of[one] = kind = self._authority.alike(person), person.roles, person.team
                self._kinds.setdefault(kind, {})[one] = None

"""The hub: follows the record and hands each event to whoever may know of it. The record is the truth."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import groupby
from time import thread_time

from remit import clock
from remit.desk import presence
from remit.desk.beside import rung
from remit.desk.office import Office
from remit.desk.record import Readers, subjects
from remit.domain.people import Person
from remit.domain.requests.representation import moment
from remit.live.audience import Audience
from remit.live.socket import ENDED, RESTART, Socket
from remit.live.wire import Message
from remit.store import events, heads, sessions
from remit.store.events import Recorded

HEARTBEAT_S = 15
_POLL_S = 1.0
_LOOK_AFTER_S = 3.0
QUIET_S = 38.0
"""Who has said nothing for so long, not even a pong, is not there: with the looking after, within 45 seconds."""
_CHUNK = 500
_AT_A_TIME = 64
"""Connections that are written to before others get their turn of the loop: whoever waits for an answer."""
_LONGEST_REST_S = 0.25
_GOVERNING = (
    *("policy.", "authority.", "presence.", "person.", "team.", "catalogue."),
    *("certificate.", "delegation.", "reasons.", "routing."),
)
_PING = Message('{"type":"ping"}')

log = logging.getLogger("remit.live")


class Hub:
    """Every live connection of this process."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.instance = clock.new_id("ins")
        self.epoch = ""
        self.seq = 0
        """The last event that was handed out; whoever connects now gets those after it."""
        self._audience = Audience()
        self._behind: dict[Socket, None] = {}
        """Connections with something to send that can wait for the next turns of the loop."""
        self._unwritten: dict[str, Person] = {}
        """Connections that have ended, and whose; it is not written yet."""
        self._pumping: asyncio.Task[None] | None = None
        self._bell = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def sockets(self) -> dict[str, Socket]:
        """The live connections, by id."""
        return self._audience.sockets

    async def start(self) -> None:
        """Follow from now on."""
        await presence.begin(self.office)
        head = await self.office.database.read(heads.read)
        self.epoch, self.seq = head.epoch, head.event_seq
        self.office.ledger.after_commit.append(lambda _seq: self._bell.set())
        if bell := self.office.database.bell:
            self.office.ledger.after_commit.append(lambda _seq: bell.ring())
            bell.start(self._bell.set)
        loop = asyncio.get_running_loop()
        for work in (self._follow, self._beat, self._look_after):
            self._tasks.append(loop.create_task(self._for_ever(work)))

    async def stop(self) -> None:
        """Tell everybody to come back, and let go."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if bell := self.office.database.bell:
            await bell.stop()
        for socket in self.sockets.values():
            socket.end(RESTART)

    def join(self, socket: Socket) -> int:
        """From the returned number on, events are queued for this connection."""
        socket.heard_at = asyncio.get_running_loop().time()
        self._audience.join(socket)
        return self.seq

    def leave(self, socket: Socket) -> None:
        """The connection has ended."""
        self._audience.leave(socket)
        self._behind.pop(socket, None)

    async def close(self, person: Person, socket_id: str) -> None:
        """Write that a connection has ended. Where that fails it is tried again, or they would be there for good."""
        self._unwritten[socket_id] = person
        await presence.went(self.office, person, socket_id)
        self._unwritten.pop(socket_id, None)

    async def attend(self, socket: Socket) -> None:
        """Tell the database whether somebody sits before it, where that has changed."""
        quiet = asyncio.get_running_loop().time() - socket.heard_at > QUIET_S
        if socket.attended != (attended := not socket.idle and not quiet) and socket.id in self.sockets:
            socket.attended = attended
            await presence.attend(self.office, socket.person_id, socket.id, attended=attended)

    async def _for_ever(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except Exception:
                log.exception("the live channel stumbled; it goes on")
                await asyncio.sleep(_POLL_S)

    async def _follow(self) -> None:
        await rung(self._bell, _POLL_S)
        while await (self._read_on() if self.sockets else self._skip()):
            pass
        # Also where no event told of it: what is never asked for is never noticed to be old.
        await self.office.ledger.in_force()

    async def _read_on(self) -> bool:
        """Hand out what has happened; whether there may be more."""
        fresh = await self.office.database.glance(events.after, self.seq, _CHUNK)
        if fresh:
            await self._hand_out(fresh)
        if len(fresh) < _CHUNK:
            return False
        if self._pumping is not None:
            # In a flood, who reads is written to before there is more: they are not those who are too slow.
            await self._pumping
        return True

    async def _skip(self) -> bool:
        """With nobody connected, only the names matter; whether there may be more."""
        names = await self.office.database.glance(events.names_after, self.seq, _CHUNK)
        if names and not self.sockets:
            await self._heed(name for _, name in names)
        # Whoever came meanwhile was told the old number, and waits for what comes after it.
        if names and not self.sockets:
            self.seq = names[-1][0]
        return bool(self.sockets) or len(names) == _CHUNK

    async def _hand_out(self, fresh: list[Recorded]) -> None:
        await self._heed(one.event for one in fresh)
        about, now = await subjects(self.office, fresh), clock.now()
        told = [(one, Readers(one, about.get(one.request_id or ""), self.office.authority, now)) for one in fresh]
        # What is for everybody is told together, and what happened to a request in one go: who may know of it is asked
        # of a whole floor.
        for _, alike in groupby(told, lambda pair: 0 if pair[1].everybody else pair[0].request_id or pair[0].seq):
            run = list(alike)
            self.seq = run[-1][0].seq
            self._tell([framed(one) for one, _ in run], run[0][1])

    def _tell(self, messages: Sequence[Message], readers: Readers) -> None:
        """Whom it concerns in person has it now; everybody else in the next turns of the loop."""
        authority = self.office.authority
        for socket in self._audience.in_person(readers, authority):
            socket.offer(*messages)
            socket.flush()
        for socket in self._audience.others(readers, authority):
            socket.offer(*messages)
            self._behind[socket] = None
        self._pump()

    def _pump(self) -> None:
        if self._behind and (self._pumping is None or self._pumping.done()):
            self._pumping = asyncio.get_running_loop().create_task(self._catch_up())

    async def _catch_up(self) -> None:
        """Round by round, with as long a rest: telling everybody takes half of the time at most, however much it is."""
        while self._behind:
            took, behind = 0.0, list(self._behind)
            self._behind = {}
            for first in range(0, len(behind), _AT_A_TIME):
                took += _flushed(behind[first : first + _AT_A_TIME])
                await asyncio.sleep(0)
            await asyncio.sleep(min(took, _LONGEST_REST_S))

    async def _heed(self, names: Iterable[str]) -> None:
        if any(name.startswith(_GOVERNING) for name in names):
            await self.office.ledger.refresh()

    async def _beat(self) -> None:
        await asyncio.sleep(HEARTBEAT_S)
        for socket in list(self.sockets.values()):
            socket.beat(_PING)
            self._behind[socket] = None
        self._pump()

    async def _look_after(self) -> None:
        """Sessions that ended close their connections; this process's presence is renewed."""
        await asyncio.sleep(_LOOK_AFTER_S)
        await presence.keep(self.office, self.instance)
        for socket_id, whose in list(self._unwritten.items()):
            await self.close(whose, socket_id)
        for socket in list(self.sockets.values()):
            await self.attend(socket)
        # Whoever connects while the question is out was not asked about, and must not be taken for signed out.
        asked = list(self.sockets.values())
        alive = await self.office.database.read(sessions.alive, _hashes(asked), clock.now())
        for socket in asked:
            person = self.office.authority.people.get(socket.person_id)
            if socket.token not in alive or person is None or not person.active:
                socket.end(ENDED)


def framed(one: Recorded) -> Message:
    """An event as it goes over the wire; made once, sent to many."""
    head = json.dumps({"type": "event", "seq": one.seq, "event": one.event, "at": moment(one.at)})
    return Message(f'{head[:-1]}, "data": {one.data}}}')


def _flushed(some: Iterable[Socket]) -> float:
    """How much work it was, in seconds."""
    begun_at = thread_time()
    for socket in some:
        socket.flush()
    return thread_time() - begun_at


def _hashes(connected: Iterable[Socket]) -> list[str]:
    return sorted({socket.token for socket in connected})

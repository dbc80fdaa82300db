"""The herald: follows the record, and tells who is asked by their phone or mail. Runs beside the server everywhere.

A notice is a hint. Whoever writes down that somebody is told is the one who sends, so several processes send once. What
was written down by a process that died before it sent is not sent again; the request waits in the inbox all the same.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine, Iterable
from datetime import timedelta

from remit import clock
from remit.connectors.notices.encrypting import Keys
from remit.connectors.notices.mail import Mail
from remit.connectors.notices.push import Device, Push
from remit.desk.beside import Beside, rung
from remit.desk.notices.ways import Ways
from remit.desk.notices.words import letter, words
from remit.desk.office import Office
from remit.domain.people import Person
from remit.domain.requests import visibility
from remit.domain.requests.calling import called
from remit.domain.requests.request import PENDING, Request
from remit.store import heads, notices, requests, sockets
from remit.store.notices import Subscription

_TICK_S = 1.0
_CALM_S = 0.1
_CHUNK = 1000
_NOWHERE = -1
_MOST_AT_ONCE = 64
_STILL_NEWS = timedelta(minutes=10)
_REMEMBERED = timedelta(days=2)

log = logging.getLogger("remit.notices")


class Herald(Beside):
    """`origin` is where links lead."""

    def __init__(self, office: Office, ways: Ways, origin: str | None) -> None:
        super().__init__()
        self._office = office
        self._ways = ways
        self._origin = origin or ""
        self._seq = _NOWHERE
        self._bell = asyncio.Event()
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)
        self._sending: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin."""
        self._office.ledger.after_commit.append(lambda _seq: self._bell.set())
        super().start()

    async def stop(self) -> None:
        """Tell nobody any more."""
        await super().stop()
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def look(self) -> float:
        """Tell of what has happened, and wait for more. Many commits together are looked at once."""
        await self.once()
        await rung(self._bell, _TICK_S)
        return _CALM_S

    async def once(self) -> None:
        """Look at what has happened since the last look."""
        database = self._office.database
        if self._seq == _NOWHERE:
            self._seq = (await database.read(heads.read)).event_seq
            await database.write(notices.forget, clock.now() - _REMEMBERED)
            await self._tell(await database.read(notices.waiting, PENDING, clock.now() - _STILL_NEWS))
        if (seq := await database.glance(notices.nobody)) is not None:
            self._seq = seq
            return
        before = _NOWHERE
        while before < self._seq:
            before = self._seq
            self._seq, ids = await database.glance(notices.moved, before, _CHUNK)
            await self._tell(ids)

    async def _tell(self, ids: Iterable[str]) -> None:
        found = await self._office.database.glance(requests.by_ids, set(ids)) if ids else {}
        waiting = [one for one in found.values() if one.state == PENDING]
        if not waiting:
            return
        devices = await self._devices()
        letters = await self._letters()
        people = self._office.authority.people
        reachable = [person for one in devices.keys() | letters.keys() if (person := people.get(one))]
        for request in waiting:
            readers = visibility.Readers(request, self._office.authority, clock.now())
            asked = called(request, readers, reachable)
            for person in await self._claimed(request, asked):
                for device in devices.get(person.id, ()):
                    self._begin(self._push(device, request))
                if person.id in letters:
                    self._begin(self._write(person, request, letters[person.id]))

    async def _claimed(self, request: Request, asked: list[Person]) -> list[Person]:
        if not asked:
            return []
        ids = [person.id for person in asked]
        mine = await self._office.database.write(notices.claim, request.id, request.version, ids, clock.now())
        return [person for person in asked if person.id in mine]

    async def _devices(self) -> dict[str, list[Subscription]]:
        if self._ways.push is None:
            return {}
        theirs: dict[str, list[Subscription]] = {}
        for one in await self._office.database.glance(notices.subscriptions, clock.now()):
            theirs.setdefault(one.person_id, []).append(one)
        return theirs

    async def _letters(self) -> dict[str, str]:
        """Who wants e-mail and is not there: whoever is sees it on the screen."""
        if self._ways.mail is None:
            return {}
        wanted = await self._office.database.glance(notices.mail_wishers)
        there = await self._office.database.glance(sockets.connected, clock.now())
        return {person_id: language for person_id, language in wanted.items() if person_id not in there}

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._one(work))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _one(self, work: Coroutine[None, None, None]) -> None:
        async with self._places:
            try:
                await work
            except Exception:
                log.exception("a notice was not sent")

    async def _push(self, one: Subscription, request: Request) -> None:
        push: Push | None = self._ways.push
        if push is None:
            return
        said = words(request, one.language)
        text = {"title": said.title, "body": said.body, "request": request.id, "language": one.language}
        device = Device(one.endpoint, Keys(one.p256dh, one.auth))
        if await push.send(device, json.dumps(text, ensure_ascii=False).encode(), request.id) == "gone":
            await self._office.database.write(notices.drop_subscription, one.id)

    async def _write(self, person: Person, request: Request, language: str) -> None:
        mail: Mail | None = self._ways.mail
        if mail is None:
            return
        said = words(request, language)
        await mail.send(person.email, said.title, letter(said, f"{self._origin}/inbox?card={request.id}", language))

"""The record as its reader may see it; the live channel asks the same."""

import json
from datetime import datetime

from remit import clock
from remit.authority.permits import permits
from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.desk.reach import reach_of
from remit.domain.people import Person
from remit.domain.requests import visibility
from remit.domain.requests.request import Request
from remit.store import events, requests
from remit.store.events import Recorded

_CHUNK = 500
_MOST_CHUNKS = 20
_PERSONAL = ("authority.", "person.", "delegation.")


class Readers:
    """Everybody who may know of an event: of a request's whoever may read the request; of a person's that person (of
    a delegation's both) and those who look after people or read everything; of all others everybody.
    """

    def __init__(self, one: Recorded, request: Request | None, authority: Snapshot, now: datetime) -> None:
        self._public = one.request_id is None
        self._about = _people_of(one) if one.event.startswith(_PERSONAL) else None
        self._readers = visibility.Readers(request, authority, now) if request else None

    @property
    def by_name(self) -> frozenset[str]:
        """Ids of people whom it concerns in person; all others are told apart by what they are."""
        if self._readers is not None:
            return self._readers.by_name
        return frozenset(self._about or ())

    @property
    def everybody(self) -> bool:
        """Whether it is for whoever works here."""
        return self._public and self._about is None

    def include(self, person: Person) -> bool:
        """Whether this person is among them."""
        if self._public:
            return person.active and (self._about is None or _may_know(person, self._about))
        return self._readers is not None and self._readers.include(person)


def _people_of(one: Recorded) -> set[str]:
    content = json.loads(one.data)
    found = [who for name in ("user", "to") if (who := content.get(name))]
    return {str(who.get("id") if isinstance(who, dict) else who) for who in found}


def _may_know(person: Person, about: set[str]) -> bool:
    return person.id in about or visibility.sees_all(person) or "people.read" in permits(person.roles)


async def readable_after(office: Office, caller: Person, seq: int, limit: int) -> tuple[list[Recorded], int, bool]:
    """Up to `limit` events after `seq` that the caller may know of, how far was looked, and whether there is more."""
    found: list[Recorded] = []
    now, reach = clock.now(), reach_of(caller)
    for _ in range(_MOST_CHUNKS):
        chunk, last = await office.database.read(events.in_reach, reach, seq, _CHUNK)
        # Not at a glance, as the hub does: after a restart everybody comes back at once.
        about = await office.database.read(requests.by_ids, _subjects(chunk))
        for one in chunk:
            if len(found) == limit:
                return found, seq, True
            if Readers(one, about.get(one.request_id or ""), office.authority, now).include(caller):
                found.append(one)
            seq = one.seq
        if len(chunk) < _CHUNK:
            return found, max(seq, last), False
    return found, seq, True


async def subjects(office: Office, recorded: list[Recorded]) -> dict[str, Request]:
    """The requests that these events are about, as they are now."""
    return await office.database.glance(requests.by_ids, _subjects(recorded))


def _subjects(recorded: list[Recorded]) -> set[str]:
    return {one.request_id for one in recorded if one.request_id}

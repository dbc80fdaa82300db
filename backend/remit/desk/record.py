"""The record as its reader may see it; the live channel asks the same."""

from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.domain.people import Person
from remit.domain.requests import visibility
from remit.domain.requests.request import Request
from remit.store import events, requests
from remit.store.events import Recorded

_CHUNK = 500
_MOST_CHUNKS = 20


class Readers:
    """Everybody who may know of an event: of a request's whoever may read the request, of all others everybody."""

    def __init__(self, one: Recorded, request: Request | None, authority: Snapshot) -> None:
        self._public = one.request_id is None
        self._readers = visibility.Readers(request, authority) if request else None

    def include(self, person: Person) -> bool:
        """Whether this person is among them."""
        if self._public:
            return person.active
        return self._readers is not None and self._readers.include(person)


async def readable_after(office: Office, caller: Person, seq: int, limit: int) -> tuple[list[Recorded], int, bool]:
    """Up to `limit` events after `seq` that the caller may know of, how far was looked, and whether there is more."""
    found: list[Recorded] = []
    for _ in range(_MOST_CHUNKS):
        chunk = await office.database.read(events.after, seq, _CHUNK)
        about = await subjects(office, chunk)
        for one in chunk:
            if len(found) == limit:
                return found, seq, True
            if Readers(one, about.get(one.request_id or ""), office.authority).include(caller):
                found.append(one)
            seq = one.seq
        if len(chunk) < _CHUNK:
            return found, seq, False
    return found, seq, True


async def subjects(office: Office, recorded: list[Recorded]) -> dict[str, Request]:
    """The requests that these events are about, as they are now."""
    ids = {one.request_id for one in recorded if one.request_id}
    return await office.database.glance(requests.by_ids, ids)

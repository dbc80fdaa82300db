"""Lists as their reader may see them: the database narrows, the same question as everywhere decides."""

from remit import clock
from remit.desk.office import Office
from remit.desk.reach import reach_of
from remit.domain.people import Person
from remit.domain.requests.request import PENDING, Request
from remit.domain.requests.visibility import may_read, may_settle, sees_all
from remit.store import lists
from remit.store import requests as request_rows
from remit.store.lists import Filter

_CHUNK = 200
_MOST_CHUNKS = 50
_MOST_TO_LOOK_AT = 500


async def readable_page(
    office: Office, caller: Person, wanted: Filter, cursor: str | None, limit: int
) -> tuple[list[Request], str | None]:
    """Up to `limit` requests that the caller may read, newest first, and the cursor of the next page."""
    reach = reach_of(caller)
    found: list[Request] = []
    now = clock.now()
    for _ in range(_MOST_CHUNKS):
        chunk = await office.database.read(lists.page, wanted, reach, cursor, max(_CHUNK, limit + 1))
        for request in chunk:
            if len(found) == limit:
                return found, found[-1].id
            if may_read(caller, request, office.authority, now):
                found.append(request)
            cursor = request.id
        if len(chunk) < max(_CHUNK, limit + 1):
            return found, None
    return found, cursor


async def to_look_at(office: Office, caller: Person) -> list[Request]:
    """What was done without asking and waits for somebody to look at it: all for those who read all of it, else what
    the caller could have approved; never one's own.
    """
    now, everything = clock.now(), sees_all(caller)
    waiting = await office.database.read(lists.to_look_at, _MOST_TO_LOOK_AT)
    mine = (one for one in waiting if everything or may_settle(caller, one, office.authority, now))
    return [one for one in mine if one.requester.id != caller.id]


async def to_settle(office: Office, caller: Person) -> list[Request]:
    """What the caller may settle now, the longest-waiting customer first."""
    now = clock.now()
    waiting = (await office.database.read(request_rows.still_open)).values()
    mine = [one for one in waiting if one.state == PENDING and may_settle(caller, one, office.authority, now)]
    return sorted(mine, key=lambda one: (not one.customer_waiting, one.created_at, one.id))

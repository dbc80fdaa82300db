"""What the API says about events of providers."""

from typing import Literal

from remit.api.shapes.common import Out


class EventTakenOut(Out):
    """It was well signed. `again`: it had been taken before; `not-ours`: it concerns nothing here."""

    verdict: Literal["taken", "again", "not-ours"]


class ProviderEventOut(Out):
    """One that came. `event_id`, `kind` and `request_id` are null where nobody vouches for them."""

    id: str
    at: str
    provider: str
    event_id: str | None
    kind: str | None
    request_id: str | None
    verdict: str
    size: int


class ProviderEventsOut(Out):
    """The newest first."""

    items: list[ProviderEventOut]
    next_cursor: str | None

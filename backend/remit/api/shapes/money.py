"""Whether money moves, and how requests were carried out, over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import In, Out, PersonOut, Words
from remit.api.shapes.requests import SeenIn


class SwitchIn(In):
    """Why money is stopped or started."""

    note: Words


class MoneyOut(Out):
    """`held` waits for `remit reconcile`, `stopped` for a person; `to_resolve` is null if it is not yours to do."""

    state: Literal["moving", "stopped", "held"]
    since: str | None
    by: PersonOut | None
    note: str | None
    waiting: int
    to_resolve: int | None


class ResolveIn(SeenIn):
    """What was found at the provider."""

    outcome: Literal["settled", "failed"]
    provider_reference: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    comment: Words


class AttemptOut(Out):
    """One call to the provider, or a person's word, and what it came to."""

    number: int
    step: Literal["post", "look", "resolve"]
    begun_at: str
    ended_at: str
    outcome: Literal["succeeded", "failed", "unknown", "absent", "needs_human"]
    provider_reference: str | None
    error: str | None


class CarriedOutOut(Out):
    """How a request was carried out: under which key, in which attempts, when it moved."""

    state: Literal["none", "queued", "executing", "succeeded", "failed", "unknown", "needs_human"]
    provider: str
    key: str
    provider_reference: str | None
    first_posted_at: str | None
    moved_at: str | None
    next_at: str | None
    last_error: str | None
    attempts: list[AttemptOut]

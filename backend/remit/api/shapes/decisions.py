"""The decision log over HTTP, line by line."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import Out

Masked = Annotated[str | None, Field(description="A mask: the same value always has the same one")]


class DecidedOut(Out):
    """A line of the log. With masks, the answer comes without its sentence and without what it was summed with."""

    seq: int
    at: str
    what: Literal["asked", "edited", "approved", "accepted"]
    policy_version: int
    policy_hash: str
    people_revision: int
    rule: str | None
    remedy: str
    amount: int
    currency: str
    brand: str
    tier: str | None
    team: str | None
    on_order: bool
    override: bool
    request: Masked
    reference: Annotated[str | None, Field(description="Null with masks: people read it aloud")]
    requester: Masked
    approver: Masked
    customer: Masked
    order: Masked
    facts: dict[str, object]
    answer: dict[str, object]


class DecidedListOut(Out):
    """The next lines; `next_after` is null where there are no more."""

    masked: bool
    items: list[DecidedOut]
    next_after: int | None

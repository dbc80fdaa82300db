"""Authority lent for an absence, over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import Id, In, Moment, Out, PersonOut, Words


class DelegationIn(In):
    """Who stands in, from when until just before when (whole seconds), and why."""

    to: Id
    starts_at: Moment
    ends_at: Moment
    reason: Words


class DelegationOut(Out):
    """`to` may settle what `lender` may, as far as they could give it alone; `ended_at` where it was taken back."""

    id: str
    lender: PersonOut
    to: PersonOut
    starts_at: str
    ends_at: str
    ended_at: str | None
    reason: str
    state: Literal["planned", "active", "ended"]
    made_at: str
    may_end: bool


class DelegationsOut(Out):
    """The newest first."""

    items: list[DelegationOut]
    next_cursor: str | None


class StandInOut(PersonOut):
    """Somebody who could stand in."""

    tier: str | None
    brand_tiers: Annotated[dict[str, str], Field(description="By brand, where another tier counts than `tier`")]
    team: str | None


class StandInsOut(Out):
    """By name."""

    items: list[StandInOut]
    next_cursor: None = None

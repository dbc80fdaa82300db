"""Signing in, oneself, one's authority, colleagues."""

from typing import Annotated

from pydantic import Field, StringConstraints

from remit.api.shapes.budgets import OwnBudgetOut
from remit.api.shapes.common import PLAIN, In, Out, PresenceStatus


class SignInIn(In):
    """Credentials of a local account."""

    email: Annotated[str, StringConstraints(min_length=1, max_length=254, pattern=PLAIN)]
    password: Annotated[str, Field(min_length=1, max_length=1024)]
    embedded: Annotated[
        bool, Field(description="from the side panel in a frame: the session is for that site only")
    ] = False


class PresenceIn(In):
    """Whether one wants to be asked."""

    status: PresenceStatus


class PresenceOut(Out):
    """`effective` is `chosen` while a live connection is open, else `away`."""

    chosen: PresenceStatus
    effective: PresenceStatus


class MeOut(Out):
    """Who is signed in, and what they may do."""

    id: str
    name: str
    email: str
    roles: list[str]
    tier: str | None
    brand_tiers: Annotated[dict[str, str], Field(description="By brand, where another tier counts than `tier`")]
    team: str | None
    presence: PresenceOut
    permissions: list[str]


class UnlockOut(Out):
    """How far one would get with a certificate that one does not hold."""

    certificate: str
    auto: int | None
    review: int | None
    approve: int | None


class AuthorityItemOut(Out):
    """One's limits for a remedy, currency and brand under a condition; null is none, 10^12 is no limit."""

    remedy: str
    currency: str
    brand: str
    auto: int | None
    review: int | None
    approve: int | None
    conditions: str | None
    guideline: str | None
    budgets: list[OwnBudgetOut]
    locked_by: Annotated[list[str], Field(description="certificates with which one could give more")]
    unlocks: list[UnlockOut]


class AuthorityOut(Out):
    """One's own authority in the version in force."""

    policy_version: int
    items: list[AuthorityItemOut]


class ColleagueOut(Out):
    """A person of the organisation."""

    id: str
    name: str
    email: str
    roles: list[str]
    tier: str | None
    team: str | None
    active: bool
    presence: PresenceOut


class DemoPersonOut(Out):
    """Somebody of the demo floor."""

    email: str
    name: str
    role: str
    tier: str | None
    team: str | None


class DemoOrderOut(Out):
    """An order of the demo order book."""

    id: str
    customer_id: str
    currency: str
    captured: int
    refundable: int


class DemoOut(Out):
    """The demo floor, in demo mode only."""

    password: str
    people: list[DemoPersonOut]
    orders: list[DemoOrderOut]

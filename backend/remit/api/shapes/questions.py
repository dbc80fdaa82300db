"""Questions about authority, the decision log, coverage: over HTTP."""

from typing import Annotated

from pydantic import Field

from remit.api.shapes.common import Amount, Channel, Currency, Id, In, Moment, Out, PersonOut, Remedy
from remit.api.shapes.policy import LimitOut, TierOut
from remit.api.shapes.requests import DecisionOut
from remit.api.shapes.trying import Brand, Who


class ExplainIn(In):
    """One case: who asks for what, and of which day. Of an order's facts, those that are left out are not known."""

    requester: Annotated[Who, Field(description="tier:…, user:… or an e-mail address")]
    remedy: Remedy
    amount: Amount
    currency: Currency
    reason: Annotated[str, Field(max_length=64)]
    brand: Brand | None = None
    channel: Channel | None = None
    order_id: Annotated[Id | None, Field(description="its facts are looked up")] = None
    order_age_days: Annotated[int, Field(ge=0, le=100_000)] | None = None
    order_captured: Amount | None = None
    override: bool = False
    given: Annotated[
        dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=200)] | int | bool],
        Field(default_factory=dict, max_length=20, description="what else is known, by the names conditions use"),
    ]
    at: Annotated[Moment | None, Field(description="limits and people as they were then")] = None
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="this version, people of today")] = None


class ApproverOut(PersonOut):
    """Somebody who could approve it."""

    tier: str | None
    team: str | None
    present: bool


class ApproverTierOut(TierOut):
    """A tier of which somebody could."""

    people: int


class WhoCanOut(Out):
    """Who could approve it: how many of which tier, and who; those who are there come first."""

    policy_version: int
    tiers: list[ApproverTierOut]
    without_tier: int
    people: list[ApproverOut]
    total: int


class ExplainedOut(WhoCanOut):
    """What the limits say to the case, by which rule, and who could approve it."""

    decision: DecisionOut
    rule: LimitOut | None


class LoggedOut(Out):
    """A line of the decision log, and the same question decided again by the limits and people of its time."""

    seq: int
    at: str
    what: Annotated[str, Field(description="asked, edited, approved or accepted")]
    policy_version: int
    policy_hash: str
    people_revision: int
    asked: dict[str, object]
    decision: dict[str, object]
    again: dict[str, object] | None
    same: bool
    differs: list[str]


class DecisionsOut(Out):
    """Everything that was decided about a request, oldest first."""

    items: list[LoggedOut]


class CoveredOut(Out):
    """A rule, and what has touched it: the last decision in the time looked at, and tests."""

    rule: LimitOut
    last_decision_at: str | None
    tests: list[str]


class CoverageOut(Out):
    """How much of the limits is used or tested; `untouched` are the rules that are neither, by id, page by page."""

    policy_version: int
    since: str
    rules: int
    decided: int
    tested: int
    neither: int
    untouched: list[CoveredOut]
    next_cursor: str | None

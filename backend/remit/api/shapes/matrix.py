"""Limits to look through, and what one case would come to."""

from typing import Annotated

from pydantic import Field, StringConstraints

from remit.api.shapes.budgets import BudgetRowOut
from remit.api.shapes.common import PLAIN, Amount, Channel, Currency, In, Out, PersonOut, Remedy
from remit.api.shapes.policy import LimitOut, TierOut, VersionOut
from remit.api.shapes.quorums import QuorumOut
from remit.api.shapes.requests import DecisionOut
from remit.api.shapes.stacks import StackOut
from remit.api.shapes.trying import Brand, Who


class ScopeOut(Out):
    """A brand and a currency that there are limits for; brand * is every brand."""

    brand: str
    currency: str
    limits: int


class OutlineOut(VersionOut):
    """The version in force without its rules: its ladder, its budgets, and what there are limits for."""

    tiers: list[TierOut]
    stacks: Annotated[list[StackOut], Field(description="what is summed before the answer")]
    quorums: Annotated[list[QuorumOut], Field(description="above what more than one has to approve")]
    scopes: list[ScopeOut]
    budgets: list[BudgetRowOut]
    limits: int


class LimitsOut(Out):
    """A page of rules in the order of their ids, how many there are in all, and what people call their subjects."""

    items: list[LimitOut]
    names: dict[str, str]
    total: int
    next_cursor: str | None


class WhatIfIn(In):
    """One case: who asks for what. Of an order's facts, those that are left out are not known."""

    who: Who
    remedy: Remedy
    amount: Amount
    currency: Currency
    reason: Annotated[str, Field(max_length=64)]
    brand: Brand | None = None
    channel: Channel | None = None
    order_age_days: Annotated[int, Field(ge=0, le=100_000)] | None = None
    order_captured: Amount | None = None
    override: bool = False
    draft: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PLAIN)] | None = None


class SaidOut(Out):
    """What would be decided, and who of those who are there would be asked first."""

    decision: DecisionOut
    asked: list[PersonOut]


class WhatIfOut(Out):
    """What the limits in force say to the case and, with a draft, what they would say then."""

    now: SaidOut
    then: SaidOut | None

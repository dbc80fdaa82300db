"""Lints and matrix tests of limits over HTTP; a file of tests has the same shape."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.common import PLAIN, Amount, Channel, Currency, In, Out, Remedy

Outcome = Literal["allow", "review", "escalate", "deny"]
Title = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN, strip_whitespace=True)]
Who = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PLAIN, strip_whitespace=True)]
Brand = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class CaseIn(In):
    """Everybody in `who` × every remedy × every amount should have the outcome `expect`."""

    name: Title = ""
    who: Annotated[
        list[Who], Field(min_length=1, max_length=200, description="tier:…, user:… or an e-mail address, each")
    ]
    remedies: Annotated[list[Remedy], Field(min_length=1, max_length=20)]
    amounts: Annotated[list[Amount], Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(max_length=64)]
    expect: Outcome
    currency: Currency | None = None
    brand: Brand | None = None
    channel: Channel | None = None
    order_age_days: Annotated[int, Field(ge=0, le=100_000)] | None = None
    order_captured: Amount | None = None
    override: bool = False


class SuiteIn(In):
    """Matrix tests. Currency and brand of the suite are for cases that do not say."""

    name: Title = ""
    currency: Currency
    brand: Brand
    cases: Annotated[list[CaseIn], Field(min_length=1, max_length=500)]


class TriedOut(Out):
    """One cell of the matrix: what was expected, and what the decision would be."""

    case: int
    name: str
    who: str
    remedy: str
    amount: int
    currency: str
    expected: Outcome
    outcome: Outcome
    passed: bool
    rule: str | None
    limit: int | None
    sentence: str


class TriedListOut(Out):
    """How a suite went."""

    passed: int
    failed: int
    items: list[TriedOut]


class FindingOut(Out):
    """Something wrong with the limits. An `error` is a rule that can never work."""

    kind: str
    severity: Literal["error", "warning"]
    rules: list[str]
    sentence: str
    mend: str


class FindingsOut(Out):
    """What is wrong with the limits, errors first."""

    items: list[FindingOut]

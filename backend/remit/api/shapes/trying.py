"""Lints and matrix tests of limits over HTTP; a file of tests has the same shape."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.common import PLAIN, Amount, Channel, Currency, In, Moment, Out, PersonOut, Remedy, Words

Outcome = Literal["allow", "review", "escalate", "deny"]
Title = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN, strip_whitespace=True)]
TestId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
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
    given: Annotated[
        dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=200)] | int | bool],
        Field(default_factory=dict, max_length=20, description="what else is known, by the names conditions use"),
    ]
    holds: Annotated[list[Annotated[str, Field(max_length=32)]], Field(default_factory=list, max_length=20)]
    at: Annotated[Moment | None, Field(description="the fixed clock; left out, it is now")] = None


class TestIn(CaseIn):
    """A case that is kept: with its currency and brand, and an id once it has one."""

    __test__ = False
    id: TestId | None = None
    currency: Currency
    brand: Brand
    origin: Annotated[str, StringConstraints(max_length=40, pattern=PLAIN)] | None = None


class TestsIn(In):
    """Every test that is to be kept; those that are left out are gone."""

    __test__ = False
    revision: Annotated[int, Field(ge=0, le=2**31 - 1, description="The revision that the person saw")]
    note: Words
    tests: Annotated[list[TestIn], Field(max_length=500)]


class MakeTestIn(In):
    """A test from what was decided; without a name one is made up."""

    name: Title = ""
    expect: Annotated[Outcome | None, Field(description="left out: what was decided")] = None


class TestOut(Out):
    """A test that is kept. `origin`: the reference of the request that it was made of."""

    __test__ = False
    id: str
    name: str
    who: list[str]
    remedies: list[Remedy]
    amounts: list[int]
    currency: str
    brand: str
    reason: str
    expect: Outcome
    channel: Channel | None
    order_age_days: int | None
    order_captured: int | None
    override: bool
    given: dict[str, str | int | bool]
    holds: list[str]
    at: str | None
    origin: str | None


class TestsOut(Out):
    """The tests that the limits have to pass, as of one revision."""

    __test__ = False
    revision: int
    policy_version: int
    note: str
    saved_at: str | None
    saved_by: PersonOut | None
    tests: list[TestOut]


class SuiteIn(In):
    """Matrix tests. Currency and brand of the suite are for cases that do not say."""

    name: Title = ""
    currency: Currency
    brand: Brand
    cases: Annotated[list[CaseIn], Field(min_length=1, max_length=500)]


class TriedOut(Out):
    """One cell of the matrix: what was expected, and what the decision would be."""

    case: int
    test: Annotated[str | None, Field(description="its id, where it is one that is kept")] = None
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
    """What is wrong with the limits, errors first, and of very many only those that matter most.

    Until it is `complete`, it is still being looked at: ask again in a second.
    """

    items: list[FindingOut]
    total: int
    complete: bool

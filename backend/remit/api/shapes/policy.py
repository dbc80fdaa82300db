"""Limits, versions and drafts over HTTP."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from remit.api.shapes.budgets import BudgetRowOut, RemoveBudgetIn, SetBudgetIn
from remit.api.shapes.common import PLAIN, In, Moment, Out, PersonOut, Words
from remit.api.shapes.quorums import QuorumOut, QuorumRowOut, SetQuorumsIn
from remit.api.shapes.stacks import SetStacksIn, StackOut, SummedOut
from remit.domain.money import MAX_AMOUNT


class SetLimitIn(In):
    """Set a grant or a cap; the same subject, remedy, currency, brand, mode, kind, `when` and span is the same rule."""

    change: Literal["set_limit"]
    subject: Annotated[str, Field(max_length=100)]
    remedy: Annotated[str, Field(max_length=64)]
    currency: Annotated[str, Field(max_length=3)]
    brand: Annotated[str, Field(max_length=64)] = "*"
    mode: Annotated[str, Field(max_length=16)] | None = None
    amount: Annotated[int, Field(ge=0, le=MAX_AMOUNT)] | None
    kind: Literal["grant", "cap"] = "grant"
    when: Annotated[str, Field(max_length=1000)] | None = None
    guideline: Annotated[str, Field(max_length=1000)] | None = None
    start: Annotated[Moment | None, Field(alias="from", description="applies from then on; null: ever since")] = None
    until: Annotated[Moment | None, Field(description="applies until just before then; null: for good")] = None
    rule: Annotated[str | None, Field(max_length=64, description="the rule that becomes this")] = None


class RemoveLimitIn(In):
    """Remove a rule by its id."""

    change: Literal["remove_limit"]
    rule: Annotated[str, Field(max_length=64)]


class ExpectIn(In):
    """Say that a test expects another outcome from now on: in all its cases, or in those that are named."""

    change: Literal["expect"]
    test: Annotated[str, Field(max_length=64)]
    expect: Literal["allow", "review", "escalate", "deny"]
    why: Words
    who: Annotated[str, Field(max_length=200)] | None = None
    remedy: Annotated[str, Field(max_length=64)] | None = None
    amount: Annotated[int, Field(ge=1, le=MAX_AMOUNT)] | None = None


def _named(change: object) -> object:
    """`{"set_limit": {…}}` and `{"op": "set_limit", …}` are understood as `{"change": "set_limit", …}`, too."""
    if not isinstance(change, dict):
        return change
    if len(change) == 1 and isinstance(inner := next(iter(change.values())), dict):
        return {"change": next(iter(change)), **inner}
    for alias in ("op", "type"):
        if alias in change and "change" not in change:
            return {"change": change[alias], **{key: value for key, value in change.items() if key != alias}}
    return change


_Change = SetLimitIn | RemoveLimitIn | ExpectIn | SetBudgetIn | RemoveBudgetIn | SetStacksIn | SetQuorumsIn
ChangeIn = Annotated[Annotated[_Change, Field(discriminator="change")], BeforeValidator(_named)]


class DraftIn(In):
    """Begin a draft."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PLAIN, strip_whitespace=True)]
    base_version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ReviseIn(In):
    """Replace the draft's changes."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    changes: Annotated[list[ChangeIn], Field(max_length=1000)]


class PublishIn(In):
    """Why it is published, and when: left out, at once."""

    note: Words
    starts_at: Moment | None = None


class RollBackIn(In):
    """Which version to return to, and why."""

    to_version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    note: Words


class LimitOut(Out):
    """One rule of a version. `amount` null on a grant is no limit."""

    rule: str
    subject: str
    remedy: str
    currency: str
    brand: str
    mode: str
    kind: Literal["grant", "cap"]
    amount: int | None
    when: str
    sentence: str
    guideline: str
    from_: Annotated[str | None, Field(serialization_alias="from")] = None
    until: str | None = None
    author: PersonOut | None = None


class TierOut(Out):
    """A rung of the ladder, lowest first in lists."""

    name: str
    title: str


class VersionOut(Out):
    """A published version, without its rules."""

    version: int
    hash: str
    published_at: str
    published_by: PersonOut | None
    note: str


class PolicyOut(VersionOut):
    """A published version."""

    limits: list[LimitOut]
    budgets: list[BudgetRowOut]
    tiers: list[TierOut]
    stacks: Annotated[list[StackOut], Field(description="what is summed before the answer")]
    quorums: Annotated[list[QuorumOut], Field(description="above what more than one has to approve")]
    next_cursor: Annotated[str | None, Field(description="where the next page of limits begins")]


class VersionsOut(Out):
    """A page of versions, newest first."""

    items: list[VersionOut]
    next_cursor: str | None


class ChangeOut(Out):
    """A change of a draft, as it was sent."""

    model_config = ConfigDict(populate_by_name=True)
    change: Literal["set_limit", "remove_limit", "expect", "set_budget", "remove_budget", "set_stacks", "set_quorums"]
    subject: str | None = None
    remedy: str | None = None
    currency: str | None = None
    brand: str | None = None
    mode: str | None = None
    amount: int | None = None
    kind: str | None = None
    when: str | None = None
    guideline: str | None = None
    rule: str | None = None
    from_: Annotated[str | None, Field(alias="from")] = None
    until: str | None = None
    author: PersonOut | None = None
    test: str | None = None
    expect: str | None = None
    why: str | None = None
    who: str | None = None
    per: str | None = None
    window: str | None = None
    measure: str | None = None
    limit: int | None = None
    zone: str | None = None
    budget: str | None = None
    stacks: list[SummedOut] | None = None
    quorums: list[QuorumRowOut] | None = None


class StartOut(Out):
    """When a draft is published by itself, by whose word, and their note."""

    at: str
    by: PersonOut
    note: str


class DraftOut(Out):
    """A change on its way."""

    id: str
    name: str
    base_version: int
    revision: int
    state: Literal["editing", "submitted", "approved", "published", "discarded"]
    changes: list[ChangeOut]
    author: PersonOut
    approver: PersonOut | None
    start: "StartOut | None" = None
    created_at: str
    updated_at: str


class DraftsOut(Out):
    """Drafts on their way, latest first."""

    items: list[DraftOut]
    next_cursor: None = None


class LineOut(Out):
    """One difference, in words; `raises`: it may give somebody authority that they did not have."""

    rule: str
    text: str
    raises: bool


class DiffOut(Out):
    """What differs, in words and as rules."""

    raises_authority: bool
    lines: list[LineOut]
    added: list[LimitOut]
    removed: list[LimitOut]
    changed: list[LimitOut]
    budgets_added: list[BudgetRowOut]
    budgets_removed: list[BudgetRowOut]
    budgets_changed: list[BudgetRowOut]

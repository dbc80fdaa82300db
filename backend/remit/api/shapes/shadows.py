"""A draft in shadow over HTTP: what it would have said to what is asked for now."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.backtest import Outcome, OutcomesOut, SumOut
from remit.api.shapes.common import Out, PersonOut, Remedy

Why = Literal["stopped", "published", "discarded", "stale"]


class ShadowWayOut(Out):
    """Everything that was answered in one way, and that the draft answers in another."""

    said: Outcome
    would: Outcome
    count: int
    sums: list[SumOut]


class ShadowRemedyOut(Out):
    """Asks for one remedy: how they came out, and how they would have."""

    id: Remedy
    name: str
    cases: int
    changed: int
    before: OutcomesOut
    after: OutcomesOut
    ways: list[ShadowWayOut]


class ShadowLackingOut(Out):
    """A fact that the draft asks about and that was not known, and of how many."""

    fact: str
    label: str
    count: int


class ShadowEndOut(Out):
    """When it left shadow, and why; `stale` is that another version went live. Who, where somebody took it out."""

    at: str
    why: Why
    by: PersonOut | None


class ShadowOut(Out):
    """A draft in shadow, and what it has found. `begun_at` is null where it never was."""

    draft: str
    revision: int
    running: bool
    begun_at: str | None
    begun_by: PersonOut | None
    since: Annotated[str | None, Field(description="From when on is compared")]
    anew: Annotated[bool, Field(description="The draft was edited meanwhile, and the comparison began again")]
    ended: ShadowEndOut | None
    judged: int
    changed: int
    before: OutcomesOut
    after: OutcomesOut
    ways: list[ShadowWayOut]
    remedies: list[ShadowRemedyOut]
    left_out: int
    lacking: list[ShadowLackingOut]
    sentences: list[str]


class ShadowedOut(Out):
    """An ask that the draft answers otherwise. `state`: of the request today; `by_person`: somebody has settled it."""

    seq: int
    request: str
    reference: str
    requester: PersonOut
    remedy: Remedy
    amount: int
    currency: str
    at: str
    said: Outcome
    would: Outcome
    sentence: Annotated[str, Field(description="What the draft says to it")]
    state: str
    by_person: bool


class ShadowedListOut(Out):
    """A page of them, the latest first."""

    items: list[ShadowedOut]
    next_cursor: str | None

"""A backtest over HTTP: what a draft would have done with what was asked for in a stretch of the past."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import In, Moment, Out, PersonOut

Kind = Literal[
    "rejected_before",
    "approved_before",
    "unsettled_before",
    "allowed",
    "escalated",
    "denied",
    "opened",
    "reviewed",
    "unreviewed",
]
Outcome = Literal["allow", "review", "escalate", "deny"]


class BacktestIn(In):
    """Which stretch of the past; left out, the thirty days before it was first asked for."""

    start: Annotated[Moment | None, Field(alias="from")] = None
    end: Annotated[Moment | None, Field(alias="to")] = None


class SumOut(Out):
    """Money in one currency, in minor units."""

    currency: str
    amount: int


class OutcomesOut(Out):
    """How many came out how."""

    allow: int
    review: int
    escalate: int
    deny: int


class PastOut(Out):
    """One request of that time. `amount` in minor units, as it was asked for."""

    request: str
    reference: str
    requester: PersonOut
    remedy: str
    amount: int
    currency: str
    at: str
    before: Outcome
    after: Outcome


class ChangeKindOut(Out):
    """Everything that is answered otherwise in one way, with the largest of them."""

    kind: Kind
    count: int
    sums: list[SumOut]
    sentence: str
    example: PastOut | None


class AffectedOut(Out):
    """Those of one tier, team, remedy, or of one person: how they came out by the limits in force, and by the draft."""

    id: str
    name: str
    cases: int
    changed: int
    before: OutcomesOut
    after: OutcomesOut


class LackingOut(Out):
    """A fact that the draft asks about and the log does not know, and of how many."""

    fact: str
    label: str
    count: int


class UnlikeOut(Out):
    """Why the version in force answers otherwise than it did: `people`, `sums`, or something `other`."""

    why: Literal["people", "sums", "other"]
    count: int


class ReproducedOut(Out):
    """Of what the version in force decided then: how many it decides the same again."""

    compared: int
    reproduced: int
    unlike: list[UnlikeOut]


class BacktestResultOut(Out):
    """What was found. `money_at_risk`: what people approved, and nobody would be asked for any more."""

    cases: int
    changed: int
    before: OutcomesOut
    after: OutcomesOut
    approvals_avoided: int
    minutes_saved: Annotated[int, Field(description="that customers waited for the word on those")]
    money_at_risk: list[SumOut]
    rejected_before: Annotated[int, Field(description="that a person rejected, and that would go through by itself")]
    changes: list[ChangeKindOut]
    tiers: list[AffectedOut]
    teams: list[AffectedOut]
    remedies: list[AffectedOut]
    people: Annotated[list[AffectedOut], Field(description="the ten for whom most changes")]
    left_out: int
    lacking: list[LackingOut]
    reproduced: ReproducedOut
    more: Annotated[bool, Field(description="there was more in that time than is looked at")]
    sentences: list[str]


class BacktestOut(Out):
    """Under way until it is `done`: ask again with the same words. `total` is null before it has begun."""

    draft: str
    revision: int
    base_version: int
    start: Annotated[str, Field(serialization_alias="from")]
    end: Annotated[str, Field(serialization_alias="to")]
    complete: int
    total: int | None
    done: bool
    result: BacktestResultOut | None

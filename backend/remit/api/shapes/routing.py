"""Escalation policies, working hours and who is kept apart: over HTTP."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.administration import Name
from remit.api.shapes.common import Id, In, Out, PersonOut, Words
from remit.api.shapes.questions import ExplainIn
from remit.api.shapes.requests import DecisionOut
from remit.api.shapes.trying import Brand

To = Literal["own_team", "tier", "people", "everyone"]
AskWhom = Literal["one", "all"]
AtEnd = Literal["hold", "director", "reject"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Until = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
_LAST = "hold for a callback, the top of the ladder, or a no"


class StepIn(In):
    """Whom to ask, and for how many seconds: one of them, or all at once."""

    to: To
    seconds: Annotated[int, Field(ge=5, le=86_400)]
    ask: AskWhom = "one"
    tier: Name | None = None
    people: Annotated[list[Id], Field(default_factory=list, max_length=20)]


class EscalationIn(In):
    """The steps for a team and a brand; null is any."""

    team: Name | None = None
    brand: Brand | None = None
    steps: Annotated[list[StepIn], Field(min_length=1, max_length=12)]
    at_end: Annotated[AtEnd, Field(description=_LAST)] = "hold"
    reason: Annotated[Words | None, Field(description="what the agent is told, where it ends in a no")] = None
    expires_after_s: Annotated[int, Field(ge=60, le=604_800)] = 86_400


class ShiftIn(In):
    """From and until, by the clock of the team; 24:00 is midnight."""

    day: Day
    start: Clock
    until: Until


class HoursIn(In):
    """When a team works; team null is of those who belong to none."""

    team: Name | None = None
    zone: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    shifts: Annotated[list[ShiftIn], Field(max_length=50)]


class RoutingIn(In):
    """All of it, as it is to be. `revision` is the one that you saw."""

    revision: Annotated[int, Field(ge=0, le=2**31 - 1)]
    note: Words
    policies: Annotated[list[EscalationIn], Field(max_length=200)]
    hours: Annotated[list[HoursIn], Field(default_factory=list, max_length=200)]
    apart: Annotated[
        list[Annotated[list[Id], Field(min_length=2, max_length=2)]],
        Field(default_factory=list, max_length=500, description="pairs of ids: neither settles what the other asks"),
    ]


class StepOut(Out):
    """A step."""

    to: To
    seconds: int
    ask: AskWhom
    tier: str | None
    people: list[PersonOut]


class EscalationOut(Out):
    """The steps for a team and a brand."""

    team: str | None
    brand: str | None
    steps: list[StepOut]
    at_end: AtEnd
    reason: str | None
    expires_after_s: int


class ShiftOut(Out):
    """From and until."""

    day: Day
    start: str
    until: str


class HoursOut(Out):
    """When a team works."""

    team: str | None
    zone: str
    shifts: list[ShiftOut]


class FlawOut(Out):
    """What is wrong: with which policy and step, counted from 0."""

    kind: str
    severity: Literal["error", "warning"]
    policy: int
    step: int | None
    sentence: str


class RoutingOut(Out):
    """What counts, with `usual` where no policy fits; who changed it last; what is wrong with it."""

    revision: int
    policies: list[EscalationOut]
    usual: EscalationOut
    hours: list[HoursOut]
    apart: list[list[PersonOut]]
    lints: list[FlawOut]
    note: str | None
    saved_at: str | None
    saved_by: PersonOut | None


class SimulateIn(ExplainIn):
    """One case, and who is there; left out, whoever is there now."""

    present: Annotated[list[Id] | None, Field(max_length=2_000, description="ids")] = None


class StopOut(StepOut):
    """A step of the way: after how many seconds (null: it is skipped), whom it asks, how many it could."""

    after_s: int | None
    asked: list[PersonOut]
    able: int
    there: int


class SimulatedOut(Out):
    """Who would be asked, in which order; `at_end_asked` would have it then."""

    decision: DecisionOut
    team: str | None
    brand: str | None
    stops: list[StopOut]
    at_end: AtEnd
    at_end_asked: list[PersonOut]
    reason: str | None
    back_at: str | None

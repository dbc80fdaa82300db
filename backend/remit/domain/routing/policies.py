"""Escalation policies: the steps in which approvers are asked, so many seconds each, and what happens at the end."""

from collections.abc import Collection
from datetime import timedelta

from remit.domain.refusal import Invalid
from remit.domain.routing.hours import Hours
from remit.domain.values import value

OWN_TEAM, TIER, PEOPLE, EVERYONE = "own_team", "tier", "people", "everyone"
ONE, ALL = "one", "all"
HOLD, DIRECTOR, REJECT = "hold", "director", "reject"
DAY_S = 86_400
LONGEST_OPEN = timedelta(days=7)
"""No policy lets a request wait longer than this."""
MOST_STEPS, MOST_NAMED = 12, 20


class InvalidRouting(Invalid):
    """An escalation policy that cannot be followed as it stands; `index` says which."""

    name = "invalid-routing"
    title = "Invalid escalation policy"


@value(frozen=True, slots=True)
class Step:
    """Who is asked, and for how long. `ask`: one of them, or all of them at once."""

    to: str
    """own_team, tier, people or everyone (who can finish it)."""
    seconds: int
    ask: str = ONE
    tier: str | None = None
    people: tuple[str, ...] = ()
    """Ids."""

    @property
    def spoken(self) -> str:
        """Short, as `approval.next_to` says it: own_team, tier:lead, people, everyone."""
        return f"{TIER}:{self.tier}" if self.to == TIER else self.to


@value(frozen=True, slots=True)
class Escalation:
    """The steps for a team and a brand; None is any. Its end: hold for a callback, the top of the ladder, or a no."""

    steps: tuple[Step, ...]
    team: str | None = None
    brand: str | None = None
    at_end: str = HOLD
    reason: str | None = None
    """What the agent is told where it ends in a no."""
    expires_after_s: int = DAY_S

    @property
    def asking_s(self) -> int:
        """How long the steps take, if nobody answers."""
        return sum(step.seconds for step in self.steps)

    def next_after(self, step: int) -> str:
        """What comes after this step, counted from 1."""
        return self.steps[step].spoken if step < len(self.steps) else self.at_end


USUAL = Escalation((Step(OWN_TEAM, 45), Step(EVERYONE, 90, ALL)))
"""Where nothing was said: somebody of the own team, then everyone who can finish it; then it is held for a callback."""


@value(frozen=True, slots=True)
class Routing:
    """All that was said about who is asked."""

    revision: int = 0
    policies: tuple[Escalation, ...] = ()
    hours: tuple[Hours, ...] = ()
    apart: tuple[frozenset[str], ...] = ()
    """Pairs of people who are not asked about each other's requests, and may not settle them."""

    def policy_for(self, team: str | None, brand: str) -> Escalation:
        """The most particular one: of team and brand, of the team, of the brand, of all; else the usual one."""
        fitting = [one for one in self.policies if one.team in (None, team) and one.brand in (None, brand)]
        return max(fitting, key=lambda one: (one.team is not None, one.brand is not None), default=USUAL)

    def hours_of(self, team: str | None) -> Hours | None:
        """When this team works (None: those of no team); None where nobody said."""
        return next((one for one in self.hours if one.team == team), None)

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether these two are not to be asked about each other's requests."""
        return bool(self.apart) and frozenset((one, other)) in self.apart

    def apart_from(self, one: str) -> frozenset[str]:
        """Everybody who is kept apart from this person."""
        return frozenset(other for pair in self.apart if one in pair for other in pair if other != one)


def checked(policies: Collection[Escalation], tiers: Collection[str]) -> None:
    """Raise InvalidRouting where a policy cannot be followed. Tiers are names of the ladder."""
    seen: set[tuple[str | None, str | None]] = set()
    for index, one in enumerate(policies):
        if (one.team, one.brand) in seen:
            detail = "There are two escalation policies for the same team and brand. Keep one of them."
            raise InvalidRouting(detail, index=index, field="team")
        seen.add((one.team, one.brand))
        _checked(one, index, tiers)


def _checked(one: Escalation, index: int, tiers: Collection[str]) -> None:
    if not 1 <= len(one.steps) <= MOST_STEPS:
        raise InvalidRouting(f"An escalation policy has 1 to {MOST_STEPS} steps.", index=index, field="steps")
    if one.at_end == REJECT and not (one.reason or "").strip():
        detail = "Where it ends in a no, the agent has to be told why. Give a reason."
        raise InvalidRouting(detail, index=index, field="reason")
    if one.asking_s > one.expires_after_s:
        detail = "The steps take longer than the request waits. Shorten them, or let it expire later."
        raise InvalidRouting(detail, index=index, field="expires_after_s")
    for step in one.steps:
        if step.to == TIER and step.tier not in tiers:
            raise InvalidRouting(f"There is no tier {step.tier}.", index=index, field="tier")
        if step.to == PEOPLE and not step.people:
            raise InvalidRouting("A step that asks people by name names somebody.", index=index, field="people")

"""Steps that can never run, and ends that nobody stands at, as people and limits are now."""

from collections.abc import Callable, Iterator, Sequence

from remit.domain.people import Directory, Person
from remit.domain.policy.questions import Tier
from remit.domain.routing.policies import DIRECTOR, EVERYONE, ONE, OWN_TEAM, TIER, Escalation, Routing, Step
from remit.domain.values import value

ERROR, WARNING = "error", "warning"


@value(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: with which policy, and which of its steps (from 0; None is the policy itself)."""

    kind: str
    severity: str
    policy: int
    step: int | None
    sentence: str


@value(frozen=True, slots=True)
class Floor:
    """Everybody, and who may approve anything at all."""

    people: Directory
    tiers: Sequence[Tier]
    approves: Callable[[Person], bool]

    def meant_by(self, step: Step, team: str | None) -> set[str]:
        """The ids of those whom a step could ever ask about somebody of this team."""
        members: Iterator[Person] = (one for one in self.people if one.active)
        if step.to == OWN_TEAM:
            members = (one for one in members if one.team == team)
        elif step.to == TIER:
            members = (one for one in members if step.tier in one.tiers)
        elif step.to != EVERYONE:
            members = (one for one in members if one.id in step.people)
        return {one.id for one in members if self.approves(one)}

    def teams(self, policy: Escalation) -> list[str]:
        """The teams that it holds for."""
        return [policy.team] if policy.team else [team.name for team in self.people.register.teams]

    def title(self, team: str) -> str:
        """What people call a team."""
        known = self.people.register.team(team)
        return known.title if known else team


def flaws(routing: Routing, floor: Floor) -> tuple[Flaw, ...]:
    """Errors first, in the order of the policies."""
    found = [flaw for index, policy in enumerate(routing.policies) for flaw in _of(policy, index, floor)]
    return tuple(sorted(found, key=lambda one: (one.severity != ERROR, one.policy, one.step or 0)))


def _of(policy: Escalation, index: int, floor: Floor) -> Iterator[Flaw]:
    if policy.team is not None and floor.people.register.team(policy.team) is None:
        said = f"There is no team {policy.team} any more, so this policy is never followed."
        yield Flaw("unknown-team", ERROR, index, None, said)
        return
    for number, step in enumerate(policy.steps):
        yield from _of_step(policy, index, number, step, floor)
    top = floor.tiers[-1]
    if policy.at_end == DIRECTOR and not floor.meant_by(Step(TIER, 0, tier=top.name), None):
        said = f"Nobody of the tier {top.title} may approve anything: at the end it goes to everyone instead."
        yield Flaw("nobody-at-the-end", WARNING, index, None, said)


def _of_step(policy: Escalation, index: int, number: int, step: Step, floor: Floor) -> Iterator[Flaw]:
    teams = floor.teams(policy)
    empty = [team for team in teams if not floor.meant_by(step, team)]
    if empty and len(empty) == len(teams):
        said = f"Step {number + 1} never runs: nobody whom it asks may approve anything."
        yield Flaw("never-runs", ERROR, index, number, said)
        return
    if empty:
        named = ", ".join(floor.title(team) for team in empty)
        said = f"Step {number + 1} is skipped for {named}: nobody there may approve anything."
        yield Flaw("skipped", WARNING, index, number, said)
    left = [team for team in teams if team not in empty]
    if left and all(_had_it(policy, number, team, floor) for team in left):
        said = f"Step {number + 1} never runs: everybody whom it asks was asked alone before."
        yield Flaw("asked-before", ERROR, index, number, said)
    gone = [one for one in step.people if (known := floor.people.get(one)) is None or not known.active]
    if gone and len(gone) < len(step.people):
        said = f"Step {number + 1} names {len(gone)} who {'is' if len(gone) == 1 else 'are'} not active any more."
        yield Flaw("not-active", WARNING, index, number, said)


def _had_it(policy: Escalation, number: int, team: str, floor: Floor) -> bool:
    """Each step before that asks one of these people alone takes one of them; nobody has it alone twice."""
    step = policy.steps[number]
    if step.ask != ONE:
        return False
    mine = floor.meant_by(step, team)
    earlier = [one for one in policy.steps[:number] if one.ask == ONE]
    return sum(bool(asked) and asked <= mine for one in earlier if (asked := floor.meant_by(one, team))) >= len(mine)

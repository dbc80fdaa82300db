"""Who is asked on the demo floor: somebody of the own team, a duty manager, everyone; 45, 90 and 150 seconds on."""

from remit.demo.people import TEAMS
from remit.domain.routing.hours import Hours, Shift
from remit.domain.routing.policies import ALL, DIRECTOR, EVERYONE, HOLD, OWN_TEAM, TIER, Escalation, Routing, Step

_STEPS = (Step(OWN_TEAM, 45), Step(TIER, 45, tier="duty_manager"), Step(EVERYONE, 60, ALL))
_AT_END = {"west": DIRECTOR}
"""Everybody else holds for a callback."""
_DAILY = tuple(Shift(day, 6 * 60, 22 * 60) for day in range(7))

ROUTING = Routing(
    revision=1,
    policies=tuple(Escalation(_STEPS, team=team, at_end=_AT_END.get(team, HOLD)) for team in TEAMS),
    hours=tuple(Hours(team, "UTC", _DAILY) for team in TEAMS),
)
NOTE = "Forty-five seconds each, as agreed with the leads."

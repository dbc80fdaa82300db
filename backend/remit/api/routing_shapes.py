"""Escalation policies and hours as shapes, and back."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from remit.api.shapes.common import PersonOut
from remit.api.shapes.requests import DecisionOut
from remit.api.shapes.routing import (
    DAYS,
    EscalationIn,
    EscalationOut,
    FlawOut,
    HoursIn,
    HoursOut,
    RoutingIn,
    RoutingOut,
    ShiftOut,
    SimulatedOut,
    StepOut,
    StopOut,
)
from remit.desk.routing.policies import Kept
from remit.desk.routing.simulating import Simulated, Stop
from remit.domain.people import Directory
from remit.domain.requests.representation import moment, represent_decision
from remit.domain.requests.request import Named
from remit.domain.routing.hours import Hours, Shift
from remit.domain.routing.policies import USUAL, Escalation, InvalidRouting, Routing, Step


def wanted(said: RoutingIn) -> Routing:
    """What a client wants to count. Raises InvalidRouting."""
    return Routing(
        revision=said.revision,
        policies=tuple(_escalation(one) for one in said.policies),
        hours=tuple(_hours(one, index) for index, one in enumerate(said.hours)),
        apart=tuple(frozenset(pair) for pair in said.apart),
    )


def routing_shape(kept: Kept, people: Directory) -> RoutingOut:
    """What counts."""
    saved = kept.saved
    return RoutingOut(
        revision=kept.routing.revision,
        policies=[_escalation_out(one, people) for one in kept.routing.policies],
        usual=_escalation_out(USUAL, people),
        hours=[_hours_out(one) for one in kept.routing.hours],
        apart=[_named_all(sorted(pair), people) for pair in kept.routing.apart],
        lints=[FlawOut.model_validate(one, from_attributes=True) for one in kept.flaws],
        note=saved.note if saved else None,
        saved_at=moment(saved.at) if saved else None,
        saved_by=_people([saved.by])[0] if saved and saved.by else None,
    )


def simulated_shape(found: Simulated, people: Directory) -> SimulatedOut:
    """Who would be asked."""
    return SimulatedOut(
        decision=DecisionOut.model_validate(represent_decision(found.decision)),
        team=found.policy.team,
        brand=found.policy.brand,
        stops=[_stop(one, people) for one in found.stops],
        at_end=found.policy.at_end,
        at_end_asked=_people(found.at_end),
        reason=found.policy.reason,
        back_at=moment(found.back_at),
    )


def _escalation(said: EscalationIn) -> Escalation:
    steps = tuple(Step(one.to, one.seconds, one.ask, one.tier, tuple(one.people)) for one in said.steps)
    return Escalation(steps, said.team, said.brand, said.at_end, said.reason, said.expires_after_s)


def _escalation_out(one: Escalation, people: Directory) -> EscalationOut:
    return EscalationOut(
        team=one.team,
        brand=one.brand,
        steps=[StepOut.model_validate(_step(step, people)) for step in one.steps],
        at_end=one.at_end,
        reason=one.reason,
        expires_after_s=one.expires_after_s,
    )


def _step(step: Step, people: Directory) -> dict[str, object]:
    named = _named_all(step.people, people)
    return {"to": step.to, "seconds": step.seconds, "ask": step.ask, "tier": step.tier, "people": named}


def _stop(one: Stop, people: Directory) -> StopOut:
    said = {"after_s": one.after_s, "asked": _people(one.asked), "able": one.able, "there": one.there}
    return StopOut.model_validate({**_step(one.step, people), **said})


def _hours(said: HoursIn, index: int) -> Hours:
    if said.zone not in available_timezones():
        detail = f"There is no time zone {said.zone}. Say for example Europe/Berlin."
        raise InvalidRouting(detail, index=index, field="zone")
    shifts = tuple(Shift(DAYS.index(one.day), _minutes(one.start), _minutes(one.until)) for one in said.shifts)
    if any(one.until <= one.start for one in shifts):
        detail = "A shift ends after it starts. One over midnight is two: until 24:00, and from 00:00 on."
        raise InvalidRouting(detail, index=index, field="shifts")
    return Hours(said.team, said.zone, shifts)


def _hours_out(one: Hours) -> HoursOut:
    shifts = [
        ShiftOut(day=DAYS[shift.day], start=_clock(shift.start), until=_clock(shift.until)) for shift in one.shifts
    ]
    return HoursOut(team=one.team, zone=one.zone, shifts=shifts)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _named_all(ids: Iterable[str], people: Directory) -> list[PersonOut]:
    return [PersonOut(id=one, name=known.name if (known := people.get(one)) else one) for one in ids]


def _people(found: Iterable[Named]) -> list[PersonOut]:
    return [PersonOut(id=one.id, name=one.name) for one in found]

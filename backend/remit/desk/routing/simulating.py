"""Who would this go to? The way of a case that nobody has asked about yet; decides and records nothing."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from remit import clock
from remit.authority.drafts.trials import Trial, foreseen
from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import ESCALATE, Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.requests.request import Approval, Named
from remit.domain.routing import way
from remit.domain.routing.hours import soonest
from remit.domain.routing.policies import ONE, Escalation, Step
from remit.domain.routing.present import present
from remit.domain.routing.way import Floor
from remit.domain.values import value
from remit.store import offers, sockets
from remit.store.database.session import Connection


@value(frozen=True, slots=True)
class Stop:
    """One step: whom it would ask, after how many seconds; `able` and `there` count its people who could finish it."""

    step: Step
    after_s: int | None
    """None where it is skipped."""
    asked: tuple[Named, ...]
    able: int
    there: int


@value(frozen=True, slots=True)
class Simulated:
    """What would be decided, and who would be asked."""

    decision: Decision
    policy: Escalation
    stops: tuple[Stop, ...]
    at_end: tuple[Named, ...]
    """Who would have it after the last step."""
    back_at: datetime | None


@value(frozen=True, slots=True)
class _Now:
    there: frozenset[str]
    load: Mapping[str, int]
    at: datetime


async def simulate(office: Office, trial: Trial, here: Collection[str] | None) -> Simulated:
    """Of the trial's first case; `here` are ids of those who are there (None: whoever is now)."""
    at = clock.now()
    there, load = await office.database.read(_floor_now, at)
    asked_about = frozenset(here) if here is not None else _willing(office.authority, there)
    return await asyncio.to_thread(_simulated, office.authority, trial, _Now(asked_about, load, at))


def first_asked(case: Case, limits: Snapshot, there: Collection[str]) -> tuple[Named, ...]:
    """Who of those who are there would be asked first."""
    now = clock.now()
    policy = limits.people.register.routing.policy_for(case.requester.team, case.brand)
    blank = Approval(asked_at=now, expires_at=now + timedelta(seconds=policy.expires_after_s))
    floor = _floor(case, limits, _Now(_willing(limits, there), {}, now))
    return way.begin(blank, policy, floor).offered_to


def _floor_now(connection: Connection, now: datetime) -> tuple[frozenset[str], Mapping[str, int]]:
    return sockets.connected(connection, now), offers.load(connection)


def _willing(limits: Snapshot, there: Collection[str]) -> frozenset[str]:
    found = (limits.people.get(one) for one in there)
    return frozenset(one.id for one in found if one is not None and one.chosen_presence == "available")


def _simulated(authority: Snapshot, trial: Trial, now: _Now) -> Simulated:
    case, limits = foreseen(authority, trial)
    routing = limits.people.register.routing
    policy = routing.policy_for(case.requester.team, case.brand)
    decision, floor = decide(case, limits), _floor(case, limits, now)
    if decision.outcome != ESCALATE:
        return Simulated(decision, policy, (), (), None)
    everybody = way.among(floor, present((one for one in limits.people if one.active), limits.alike))
    stops = _stops(policy, floor, everybody)
    nobody = not any(one.asked for one in stops)
    teams = {one.team for one in everybody.able()} if nobody else set()
    back_at = soonest((one for one in routing.hours if one.team in teams), now.at)
    return Simulated(decision, policy, stops, way.ending(policy, floor), back_at)


def _stops(policy: Escalation, floor: Floor, everybody: Floor) -> tuple[Stop, ...]:
    found: list[Stop] = []
    after, asked = 0, set[str]()
    for step in policy.steps:
        chosen = floor.choose(step, asked if step.ask == ONE else ())
        stop = Stop(step, after if chosen else None, chosen, everybody.count(step), floor.count(step))
        found.append(stop)
        if chosen:
            after += step.seconds
            asked |= {one.id for one in chosen} if step.ask == ONE else set()
    return tuple(found)


def _floor(case: Case, limits: Snapshot, now: _Now) -> Floor:
    found = (limits.people.get(one) for one in now.there)
    requester = case.requester.id
    return Floor(
        request="simulated",
        brand=case.brand,
        team=case.requester.team,
        there=present((one for one in found if one is not None and one.active), limits.alike),
        may=Approvers(case, limits).may,
        never=limits.people.register.routing.apart_from(requester) | {requester},
        load=lambda: now.load,
        top=limits.tiers[-1].name if limits.tiers else None,
        seed="",
        now=now.at,
    )

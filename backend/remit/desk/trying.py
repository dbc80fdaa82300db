"""Looking before publishing: matrix tests and single cases, on the limits in force or a draft, beside the loop."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from remit import clock
from remit.authority.drafts.trials import Trial, Tried, foreseen, run
from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.desk.routing.simulating import first_asked
from remit.domain.people import Person
from remit.domain.policy.cases import ESCALATE, Decision
from remit.domain.policy.decision import decide
from remit.domain.values import value
from remit.store import sockets


@value(frozen=True, slots=True)
class Foreseen:
    """What would be decided, and who of those who are there would be asked first."""

    decision: Decision
    asked: tuple[Person, ...]


@value(frozen=True, slots=True)
class WhatIf:
    """One case on the limits in force and, with a draft, as it would make them."""

    now: Foreseen
    then: Foreseen | None


async def tried(office: Office, draft_id: str, trials: Sequence[Trial]) -> tuple[Tried, ...]:
    """The matrix tests, on the limits as the draft would make them."""
    return await asyncio.to_thread(run, await _limits(office, draft_id), trials)


async def what_if(office: Office, draft_id: str | None, trial: Trial) -> WhatIf:
    """The first case of the trial, today and with the draft. Decides and records nothing."""
    moment = clock.now()
    there = await office.database.glance(sockets.connected, moment)
    drafted = await _limits(office, draft_id) if draft_id else None
    trial = replace(trial, at=trial.at or moment)
    now = _foreseen(office.authority, trial, there)
    return WhatIf(now, _foreseen(drafted, trial, there) if drafted else None)


def _foreseen(authority: Snapshot, trial: Trial, there: frozenset[str]) -> Foreseen:
    case, limits = foreseen(authority, trial)
    decision = decide(case, limits)
    if decision.outcome != ESCALATE:
        return Foreseen(decision, ())
    asked = first_asked(case, limits, there)
    return Foreseen(decision, tuple(person for one in asked if (person := limits.people.get(one.id))))


async def _limits(office: Office, draft_id: str | None) -> Snapshot:
    if draft_id is None:
        return office.authority
    return drafts.drafted(await drafts.read(office, draft_id), office.authority)

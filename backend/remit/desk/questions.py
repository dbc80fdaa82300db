"""Questions about authority: who can approve this, what would be said to it, today or on another day."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime

from remit import clock
from remit.authority.drafts.trials import Trial, foreseen
from remit.authority.snapshot import Snapshot
from remit.desk import archive
from remit.desk.office import Office
from remit.domain.people import SEES_ALL, Person
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.refusal import Invalid, NotFound, NotPermitted
from remit.domain.values import value
from remit.store import sockets


@value(frozen=True, slots=True)
class Explained:
    """What the limits say to a case, and everybody who could approve it: those who are there first."""

    limits: Snapshot
    case: Case
    decision: Decision
    approvers: tuple[Person, ...]
    present: frozenset[str]

    def by_tier(self) -> dict[str | None, int]:
        """How many of a tier could; None is without a tier."""
        return Counter(person.tier_at(self.case.brand) for person in self.approvers)


@value(frozen=True, slots=True)
class When:
    """Of which day: of a moment, with the people of then; of a version, with those of today; or of now."""

    at: datetime | None = None
    version: int | None = None


async def explained(office: Office, caller: Person, trial: Trial, when: When) -> Explained:
    """The trial's first case, decided as it would be or would have been. Decides and records nothing."""
    if when.at is not None and when.version is not None:
        raise Invalid("Ask about a moment or about a version, not both: a moment has its own version.", field="at")
    now = clock.now()
    if when.at is not None and when.at > now:
        raise Invalid("That moment is still to come. Ask about now, or try a draft.", field="at")
    limits = await _limits(office, when)
    there = await office.database.glance(sockets.connected, now)
    found = await asyncio.to_thread(_explained, limits, replace(trial, at=when.at or now), there)
    _require_own_floor(caller, found.case.requester, office.authority)
    return found


def colleague(office: Office, caller: Person, person_id: str) -> Person:
    """Somebody whose authority the caller may know."""
    person = office.authority.people.get(person_id)
    if person is None or not _may_know(caller, person):
        raise NotFound("There is nobody with that id, or their authority is not yours to see.")
    return person


def _explained(limits: Snapshot, trial: Trial, there: frozenset[str]) -> Explained:
    case, limits = foreseen(limits, trial)
    approvers = Approvers(case, limits)
    able = [person for crowd in approvers.among(limits.crowds()) for person in crowd]
    present = frozenset(one.id for one in able if one.id in there and one.chosen_presence == "available")
    rank = {tier.name: place for place, tier in enumerate(limits.tiers)}
    able.sort(key=lambda one: (one.id not in present, rank.get(one.tier_at(case.brand) or "", -1), one.name, one.id))
    return Explained(limits, case, decide(case, limits), tuple(able), present)


async def _limits(office: Office, when: When) -> Snapshot:
    today = office.authority
    if when.at is not None:
        return await office.database.read(archive.as_of, when.at, today)
    if when.version is not None and when.version != today.version:
        return await office.database.read(archive.of_version, when.version, today)
    return today


def _require_own_floor(caller: Person, about: Person, authority: Snapshot) -> None:
    known = authority.people.get(about.id)
    if known is not None and not _may_know(caller, known):
        detail = f"{about.name} is not of your team. Ask about a tier (tier:…), or ask operations."
        raise NotPermitted(detail, permission="policy.ask")


def _may_know(caller: Person, about: Person) -> bool:
    own_team = caller.team is not None and caller.team == about.team
    return caller.id == about.id or bool(caller.roles & SEES_ALL) or own_team

"""A person as the API returns them: one form for lists, answers and refusals."""

from collections.abc import Collection
from datetime import datetime

from remit.authority.snapshot import Snapshot
from remit.domain.certificates import NEVER
from remit.domain.people import Person
from remit.domain.requests.representation import moment


def represent(person: Person, authority: Snapshot, there: Collection[str], now: datetime) -> dict[str, object]:
    """The account with its presence, its certificates as they stand at `now`, and what waits for a second person."""
    effective = person.chosen_presence if person.id in there else "away"
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "roles": sorted(person.roles),
        "tier": person.tier,
        "brand_tiers": dict(person.brand_tiers),
        "team": person.team,
        "active": person.active,
        "presence": {"chosen": person.chosen_presence, "effective": effective},
        "version": person.version,
        "since": moment(person.since),
        "certificates": _certificates(person, authority, now),
        "proposed": _proposed(person),
    }


def _certificates(person: Person, authority: Snapshot, now: datetime) -> list[dict[str, object]]:
    register = authority.people.register
    return [
        {
            "code": one.code,
            "granted_at": moment(one.granted_at),
            "expires_at": None if one.expires_at == NEVER else moment(one.expires_at),
            "granted_by": one.granted_by,
            "standing": one.standing(now, register.certificate(one.code)),
        }
        for one in person.held
    ]


def _proposed(person: Person) -> dict[str, object] | None:
    waits = person.proposed
    if waits is None:
        return None
    by = {"id": waits.by_id, "name": waits.by}
    rung = {"tier": waits.tier, "brand_tiers": dict(waits.brand_tiers)}
    return {**rung, "roles": sorted(waits.roles), "by": by, "at": moment(waits.at)}

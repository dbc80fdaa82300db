"""What may be said of an account: what exists, never one's own, more only with a second person."""

import re
from dataclasses import replace
from datetime import datetime

from remit.authority.permits import ROLES
from remit.authority.snapshot import Snapshot
from remit.desk.founding import AccountExists
from remit.desk.people import brand_tiers
from remit.domain.people import Person, Proposed
from remit.domain.refusal import Invalid, Refusal

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_TAKEN_FOR_GRANTED = frozenset({"agent"})
"""A role that gives no authority as long as there is no tier with it."""


class OwnStanding(Refusal):
    """Nobody changes their own roles, tier, team or certificates, or switches themselves off."""

    name = "own-standing"
    title = "This is your own standing"


def checked(person: Person, authority: Snapshot) -> Person:
    """Refuse roles, tiers and teams that cannot be."""
    if unknown := person.roles - set(ROLES):
        said = ", ".join(sorted(unknown))
        raise Invalid(f"There is no role {said}. Roles are {', '.join(ROLES)}.", field="roles")
    tiers = [tier.name for tier in authority.tiers]
    if person.tier is not None and person.tier not in tiers:
        raise Invalid(f"There is no tier {person.tier}. Tiers are {', '.join(tiers)}.", field="tier")
    brand_tiers.checked(person, tiers)
    register = authority.people.register
    if person.team is not None and register.team(person.team) is None:
        known = ", ".join(team.name for team in register.teams) or "none yet"
        raise Invalid(f"There is no team {person.team}. Teams are {known}; found it first.", field="team")
    if not _EMAIL.fullmatch(person.email):
        raise Invalid(f"{person.email!r} is not an e-mail address. It looks like ana@example.com.", field="email")
    return person


def one_of_a_kind(person: Person, authority: Snapshot) -> None:
    """Refuse an e-mail address that somebody else has."""
    if any(one.email == person.email and one.id != person.id for one in authority.people):
        detail = f"There is an account {person.email} already. Change that one, or choose another address."
        raise AccountExists(detail, field="email")


def not_oneself(by: Person | None, person: Person) -> None:
    """Refuse a hand in one's own standing, whatever one's role."""
    if by is not None and by.id == person.id:
        raise OwnStanding("Nobody changes their own standing. Somebody else who looks after people has to do this.")


def raises(before: Person, after: Person, authority: Snapshot) -> bool:
    """Whether this gives more authority: a higher rung, be it for one brand, or another role."""
    rung = {tier.name: place for place, tier in enumerate(authority.tiers)}
    places = [(before.tier, after.tier)]
    places += [(before.tier_at(one), after.tier_at(one)) for one, _ in (*before.brand_tiers, *after.brand_tiers)]
    higher = any(rung.get(then or "", -1) > rung.get(now or "", -1) for now, then in places)
    return higher or bool(after.roles - before.roles - _TAKEN_FOR_GRANTED)


def seconded(before: Person, after: Person, by: Person, authority: Snapshot, now: datetime) -> Person:
    """What one person alone can make of it: what gives more authority waits for a second one."""
    if (before.roles, before.rung) == (after.roles, after.rung):
        return after
    if not raises(before, after, authority):
        return replace(after, proposed=None)
    waits = Proposed(after.tier, after.roles, by.id, by.name, now, after.brand_tiers)
    roles = before.roles & after.roles | after.roles & _TAKEN_FOR_GRANTED
    return replace(after, tier=before.tier, brand_tiers=before.brand_tiers, roles=roles, proposed=waits)

"""What the floor was trained for: five certificates, held by everybody who should; a few run out soon, one has."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from remit.demo.people import TEAMS
from remit.domain.certificates import Certificate, Held, ends
from remit.domain.people import Person, Register, Team

_MONTHS, _WARNING_DAYS = 12, 30
KINDS = tuple(
    Certificate(code, name, _MONTHS, _WARNING_DAYS)
    for code, name in (
        ("FRD-1", "Abuse signals"),
        ("GW-1", "Goodwill & fairness"),
        ("REF-1", "Refund basics"),
        ("SUB-1", "Subscriptions"),
        ("VUL-1", "Vulnerable customers"),
    )
)
REGISTER = Register(tuple(Team(name, name.capitalize()) for name in TEAMS), KINDS)

_AGENTS = frozenset({"agent", "senior", "lead", "duty_manager", "director"})
_HOLDERS = {"VUL-1": _AGENTS - {"agent"}}
"""Who should hold a certificate; where nothing is said, everybody from agent up."""
LAPSED = ("agent", 7, "GW-1")
"""Tier, place in the tier, and the certificate that nobody renewed."""
_EXPIRING = (("agent", 3, "REF-1"), ("agent", 9, "SUB-1"), ("senior", 4, "VUL-1"))


def certified(people: Sequence[Person], seed: int, now: datetime) -> tuple[Person, ...]:
    """The same people, each with what they hold; the first of each tier has nothing that runs out soon."""
    rng = Random(f"certificates:{seed}")
    trainer = next(person for person in people if "coach" in person.roles)
    places: dict[str | None, int] = {}
    found = []
    for person in people:
        place = places[person.tier] = places.get(person.tier, -1) + 1
        held = tuple(
            _held(kind, _days_ago(rng, (person.tier, place, kind.code)), trainer, now)
            for kind in KINDS
            if person.tier in _HOLDERS.get(kind.code, _AGENTS)
        )
        found.append(replace(person, held=held))
    return tuple(found)


def _days_ago(rng: Random, about: tuple[str | None, int, str]) -> int:
    usual = rng.randint(20, 300)
    if about == LAPSED:
        return 389
    return rng.randint(340, 360) if about in _EXPIRING else usual


def _held(kind: Certificate, days_ago: int, by: Person, now: datetime) -> Held:
    granted_at = (now - timedelta(days=days_ago)).replace(hour=9, minute=0, second=0, microsecond=0)
    return Held(kind.code, granted_at, ends(granted_at, kind.months), by.name, by.id)

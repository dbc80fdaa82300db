"""The floor: three teams of agents, their leads, duty managers, a director, and the people behind the scenes."""

import hashlib
from random import Random

from remit.demo.names import full_names
from remit.domain.people import APPROVER, Person

TEAMS = ("north", "south", "west")

_AGENT = "agent"
_FLOOR: tuple[tuple[str, str | None, int], ...] = (
    (_AGENT, "trainee", 3),
    (_AGENT, "agent", 13),
    (_AGENT, "senior", 8),
    (APPROVER, "lead", 4),
    (APPROVER, "duty_manager", 2),
    (APPROVER, "director", 1),
    ("ops", None, 2),
    ("coach", None, 1),
    ("auditor", None, 1),
    ("admin", None, 1),
)
"""Role, tier, and how many."""
OUT_OF_OFFICE = ("lead", 3)
"""Tier and place of the one who has said that they are away."""

_IN_TEAMS = frozenset({"trainee", "agent", "senior", "lead"})


def people(seed: int) -> tuple[Person, ...]:
    """Everybody, by role and tier; one seed, the same ids. The first of each tier and role is in no planted story."""
    rng = Random(f"people:{seed}")
    names = iter(full_names(rng, sum(count for _, _, count in _FLOOR)))
    found: list[Person] = []
    for role, tier, count in _FLOOR:
        found += [_person(f"{seed}:{len(found) + place}", next(names), role, tier, place) for place in range(count)]
    return tuple(found)


def _person(mark: str, name: str, role: str, tier: str | None, place: int) -> Person:
    # Ids sort as the floor is told here, so that whoever lists it begins with those who are in no story.
    order = int(mark.partition(":")[2])
    return Person(
        id=f"usr_{order:02}{hashlib.sha256(mark.encode()).hexdigest()[:22]}",
        name=name,
        email=f"{name.lower().replace(' ', '.')}@acme.example",
        roles=frozenset({role}),
        tier=tier,
        team=_team(tier, place),
        chosen_presence="away" if (tier, place) == OUT_OF_OFFICE else "available",
    )


def _team(tier: str | None, place: int) -> str | None:
    """Each tier is spread over the teams; seniors from the other end, so that every team has eight agents."""
    if tier not in _IN_TEAMS:
        return None
    return TEAMS[place % 3] if tier != "senior" else TEAMS[-1 - place % 3]

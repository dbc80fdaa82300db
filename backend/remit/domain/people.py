"""Who works here: persons, their tier on the ladder, their team; and the directory that answers for all of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime

from remit.domain.catalogue import Catalogue
from remit.domain.certificates import Certificate, Held
from remit.domain.delegations import Delegation
from remit.domain.reject_reasons import USUAL, RejectReasons
from remit.domain.routing.policies import Routing
from remit.domain.values import value

APPROVER = "approver"
AVAILABLE, BUSY, IN_CALL, AWAY = "available", "busy", "in_call", "away"
PRESENCES = (AVAILABLE, BUSY, IN_CALL, AWAY)
"""What one may say of oneself; only whoever is available is asked."""
SEES_ALL = frozenset({"ops", "coach", "auditor"})
"""Roles that read every request."""


BrandTiers = tuple[tuple[str, str], ...]
"""Brand and tier, by brand: where somebody has another tier than elsewhere."""
Rung = str | tuple[str | None, BrandTiers] | None
"""Where somebody stands on the ladder: on one tier for all brands, on none, or on several."""


@value(frozen=True, slots=True)
class Proposed:
    """More authority than somebody has, proposed by one person; a second one has to accept it."""

    tier: str | None
    roles: frozenset[str]
    by_id: str
    by: str
    at: datetime
    brand_tiers: BrandTiers = ()

    @property
    def rung(self) -> Rung:
        """Where they would stand on the ladder."""
        return (self.tier, self.brand_tiers) if self.brand_tiers else self.tier


@value(frozen=True, slots=True)
class Person:
    """One account. `tier` and `team` are names, or None for people without authority over money (ops, auditors …)."""

    id: str
    name: str
    email: str
    roles: frozenset[str]
    tier: str | None
    team: str | None
    active: bool = True
    chosen_presence: str = "available"
    held: tuple[Held, ...] = ()
    """Certificates, lapsed ones too; `certificates_at` says which count."""
    version: int = 1
    """Rises when somebody changes the account; never by presence."""
    proposed: Proposed | None = None
    since: datetime | None = None
    """When they began here; None where nobody said."""
    brand_tiers: BrandTiers = ()
    """For these brands this tier counts, and `tier` does not."""

    @property
    def rung(self) -> Rung:
        """Where they stand on the ladder, whatever the brand."""
        return (self.tier, self.brand_tiers) if self.brand_tiers else self.tier

    @property
    def tiers(self) -> frozenset[str]:
        """Every tier that they have anywhere."""
        return tiers_in(self.rung)

    def tier_at(self, brand: str) -> str | None:
        """Their tier where this brand is concerned."""
        return tier_at(self.rung, brand)

    @property
    def subject(self) -> str:
        """The person as a policy subject: `user:usr_…`."""
        return f"user:{self.id}"

    def certificates_at(self, now: datetime) -> frozenset[str]:
        """The codes of the certificates that are valid at this moment."""
        return frozenset([one.code for one in self.held if one.valid(now)])


def tier_at(rung: Rung, brand: str) -> str | None:
    """The tier that it is for this brand."""
    return dict(rung[1]).get(brand, rung[0]) if isinstance(rung, tuple) else rung


def tiers_in(rung: Rung) -> frozenset[str]:
    """Every tier that it is for some brand."""
    tiers = (rung[0], *(tier for _, tier in rung[1])) if isinstance(rung, tuple) else (rung,)
    return frozenset(tier for tier in tiers if tier is not None)


@value(frozen=True, slots=True)
class Team:
    """A team; rules know it by `name`, people by `title`."""

    name: str
    title: str
    version: int = 1


@value(frozen=True, slots=True)
class Register:
    """What there is to belong to and to hold: teams in their order, certificates by code; and who stands in."""

    teams: tuple[Team, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    """Those that are not over, and some that are: the clock tells which count."""
    reject_reasons: RejectReasons = USUAL
    """Reasons at hand for a no."""
    routing: Routing = Routing()
    """Who is asked, in which order."""
    catalogue: Catalogue = Catalogue()
    """What can be given, why, and under which brands."""

    def team(self, name: str) -> Team | None:
        """The team of this name, or None."""
        return next((team for team in self.teams if team.name == name), None)

    def certificate(self, code: str) -> Certificate | None:
        """The kind of certificate with this code, or None."""
        return next((kind for kind in self.certificates if kind.code == code), None)


Group = tuple[Rung, str | None]


@value(frozen=True, slots=True)
class Directory:
    """Everybody, at one revision. Immutable: a change makes a new one."""

    revision: int = 0
    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[Group, tuple[str, ...]] = field(default_factory=dict)
    """Active people by (rung, team)."""
    register: Register = Register()

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people.values())

    def get(self, person_id: str) -> Person | None:
        """The person, or None where there is no such account."""
        return self.people.get(person_id)

    def in_team(self, name: str) -> int:
        """How many active people the team has."""
        return sum(len(ids) for (_, team), ids in self.groups.items() if team == name)

    def on_tier(self, name: str) -> int:
        """How many active people stand on the rung."""
        return sum(len(ids) for (rung, _), ids in self.groups.items() if name in tiers_in(rung))

    def with_people(self, revision: int, changed: Iterable[Person]) -> "Directory":
        """The directory after these people were added or changed; only the groups they touch are made anew."""
        fresh = {person.id: person for person in changed}
        groups = _regrouped(self.groups, self.people, fresh)
        return replace(self, revision=revision, people={**self.people, **fresh}, groups=groups)

    def with_register(self, revision: int, register: Register) -> "Directory":
        """The directory with other teams or certificates."""
        return replace(self, revision=revision, register=register)


def directory(revision: int, people: Iterable[Person], register: Register | None = None) -> Directory:
    """A directory of these people, grouped for the search for approvers."""
    return Directory(register=register or Register()).with_people(revision, people)


def _regrouped(
    groups: Mapping[Group, tuple[str, ...]], known: Mapping[str, Person], fresh: Mapping[str, Person]
) -> Mapping[Group, tuple[str, ...]]:
    gone: dict[Group, set[str]] = {}
    come: dict[Group, list[str]] = {}
    for person in fresh.values():
        was, now = _group(known.get(person.id)), _group(person)
        if was == now:
            continue
        if was is not None:
            gone.setdefault(was, set()).add(person.id)
        if now is not None:
            come.setdefault(now, []).append(person.id)
    changed = {
        key: (*(one for one in groups.get(key, ()) if one not in gone.get(key, ())), *come.get(key, ()))
        for key in {**gone, **come}  # in an order that no hash seed turns
    }
    return {key: ids for key, ids in {**groups, **changed}.items() if ids}


def _group(person: Person | None) -> Group | None:
    return (person.rung, person.team) if person is not None and person.active else None

"""Accounts: who they are, which rung and team they belong to, whether they are active. In force with the commit."""

import re
from dataclasses import dataclass, replace

from remit.authority.permits import ROLES
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry, Needs
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.refusal import Invalid, NotFound

_TEAM = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Change:
    """The command: the account becomes this; the record says what it became."""

    person: Person

    @property
    def needs(self) -> Needs:
        """Nothing but the directory."""
        return Needs()

    def decide(self, books: Books) -> Entry:
        """The new standing, and the news of it."""
        known = books.person(self.person.id)
        if known is None:
            raise NotFound("There is no such account.")
        checked(self.person, books.authority)
        after = replace(self.person, chosen_presence=known.chosen_presence)
        return Entry(people=(after,), events=(changed(after),))


def checked(person: Person, authority: Snapshot) -> Person:
    """Refuse roles, tiers and teams that cannot be."""
    if unknown := person.roles - set(ROLES):
        said = ", ".join(sorted(unknown))
        raise Invalid(f"There is no role {said}. Roles are {', '.join(ROLES)}.", field="roles")
    tiers = [tier.name for tier in authority.tiers]
    if person.tier is not None and person.tier not in tiers:
        raise Invalid(f"There is no tier {person.tier}. Tiers are {', '.join(tiers)}.", field="tier")
    if person.team is not None and not _TEAM.fullmatch(person.team):
        raise Invalid("A team is a short name in small letters, for example north.", field="team")
    return person


def changed(person: Person) -> Event:
    """The news that somebody's standing is another."""
    content = {
        "user": {"id": person.id, "name": person.name},
        "roles": sorted(person.roles),
        "tier": person.tier,
        "team": person.team,
        "active": person.active,
    }
    rung = f"{person.tier or 'no tier'}, {person.team or 'no team'}"
    said = f"{person.name} is {', '.join(sorted(person.roles)) or 'without a role'}; {rung}"
    return Event(
        "authority.changed", None, said + ("." if person.active else "; not active any more."), content=content
    )

"""What the record says of people: every change of what somebody may do is `authority.changed`."""

from remit.desk.people.brand_tiers import spoken
from remit.domain.certificates import NEVER, Held
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.requests.request import named


def standing(person: Person, by: Person | None = None, note: str | None = None) -> Event:
    """Somebody's standing is another."""
    rung = f"{spoken(person.tier, person.brand_tiers)}, {person.team or 'no team'}"
    said = f"{person.name} is {', '.join(sorted(person.roles)) or 'without a role'}; {rung}"
    said += "." if person.active else "; not active any more."
    return _event("authority.changed", person, by, f"{said} {note}" if note else said)


def proposed(person: Person, by: Person) -> Event:
    """Somebody is to have more authority, if a second person accepts it."""
    waits = person.proposed
    rung = spoken(waits.tier, waits.brand_tiers) if waits else "no tier"
    wanted = f"{rung}, {', '.join(sorted(waits.roles if waits else ()))}"
    said = f"{by.name} proposed that {person.name} becomes {wanted}; a second person has to accept it."
    return _event("authority.proposed", person, by, said)


def declined(person: Person, by: Person) -> Event:
    """A second person said no."""
    return _event("authority.declined", person, by, f"{by.name} declined what was proposed for {person.name}.")


def described(person: Person, by: Person | None, was: Person) -> Event:
    """Another name or e-mail address."""
    said = f"{was.name} <{was.email}> is now {person.name} <{person.email}>."
    return _event("person.changed", person, by, said)


def created(person: Person, by: Person | None) -> Event:
    """A new account."""
    return _event("person.created", person, by, f"{by.name if by else 'Somebody'} created the account {person.email}.")


def invited(person: Person, by: Person) -> Event:
    """A link to choose a new password was made; the old password and its sessions are void."""
    return _event("person.invited", person, by, f"{by.name} made a link for {person.name} to choose a new password.")


def password_chosen(person: Person) -> Event:
    """The link was used."""
    return _event("person.password", person, person, f"{person.name} chose a new password.")


def granted(person: Person, by: Person | None, held: Held) -> Event:
    """A certificate was granted or renewed."""
    until = "" if held.expires_at == NEVER else f" until {held.expires_at:%d %B %Y}"
    return _event("authority.changed", person, by, f"{person.name} holds the certificate {held.code}{until}.")


def revoked(person: Person, by: Person, code: str) -> Event:
    """A certificate was taken back."""
    return _event("authority.changed", person, by, f"{person.name} does not hold the certificate {code} any more.")


def replaced(person: Person, by: Person, successor: Person) -> Event:
    """Somebody else goes on with what they had."""
    return _event("person.replaced", person, by, f"{successor.name} takes over from {person.name}.")


def registered(event: str, sentence: str, by: Person) -> Event:
    """Teams or certificates are others: `team.changed`, `certificate.changed`."""
    return Event(event, named(by), sentence, content={})


def _event(event: str, person: Person, by: Person | None, said: str) -> Event:
    content = {
        "user": {"id": person.id, "name": person.name},
        "roles": sorted(person.roles),
        "tier": person.tier,
        "brand_tiers": dict(person.brand_tiers),
        "team": person.team,
        "active": person.active,
        "version": person.version,
    }
    return Event(event, named(by) if by else None, said, content=content)

"""Lending one's authority for an absence, and taking it back."""

from dataclasses import replace
from datetime import datetime

from remit import clock
from remit.authority.permits import permits
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people.administering import acting, administer, person_of
from remit.desk.routing.moving import Reroute
from remit.domain.delegations import Delegation, dated, unchained
from remit.domain.events import Event
from remit.domain.people import APPROVER, Person, Register
from remit.domain.refusal import Invalid, NotFound
from remit.domain.requests.representation import moment
from remit.domain.requests.request import named
from remit.domain.values import value
from remit.store import delegations
from remit.store.database.session import Connection
from remit.store.heads import Head

_MOST_CANDIDATES = 500


@value(frozen=True, slots=True, kw_only=True)
class Absence:
    """What an approver says of it: who stands in, from when until when, and why."""

    to: str
    starts_at: datetime
    ends_at: datetime
    reason: str


async def lend(office: Office, by: Person, absence: Absence) -> Delegation:
    """From then on `to` may settle what one may oneself; whoever is asked is chosen anew."""
    known_as, made = clock.new_id("del"), list[Delegation]()

    def step(books: Books) -> Entry:
        lender, register = acting(books, by), books.authority.people.register
        _stands_in(lender, books.person(absence.to))
        new = Delegation(
            id=known_as,
            lender=lender.id,
            to=absence.to,
            # Whole seconds: that is how exactly a case knows its moment.
            starts_at=absence.starts_at.replace(microsecond=0),
            ends_at=absence.ends_at.replace(microsecond=0),
            reason=absence.reason,
            made_at=books.now,
        )
        dated(new.starts_at, new.ends_at, books.now)
        unchained(new, register.delegations)
        made[:] = [new]
        return Entry(
            register=replace(register, delegations=(*_to_come(register, books.now), new)),
            events=(_said("given", new, lender, books),),
            writes=(lambda connection, _head: delegations.add(connection, new),),
        )

    await administer(office, step)
    await office.ledger.submit(Reroute())
    return made[0]


async def end(office: Office, by: Person, delegation_id: str) -> None:
    """Over from now on. By whoever lent it or uses it, or looks after people; what is over already stays as it was."""

    def step(books: Books) -> Entry:
        caller, register = acting(books, by), books.authority.people.register
        known = next((one for one in register.delegations if one.id == delegation_id), None)
        if known is None or not _may_end(caller, known):
            raise NotFound("There is no such delegation that you could end. It may be over already.")

        def write(connection: Connection, head: Head) -> None:
            delegations.end(connection, delegation_id, head.now)

        rest = tuple(one for one in _to_come(register, books.now) if one != known)
        return Entry(
            register=replace(register, delegations=rest),
            events=(_said("ended", known, caller, books),),
            writes=(write,),
        )

    await administer(office, step)
    await office.ledger.submit(Reroute())


async def listed(office: Office, caller: Person, before: str | None, most: int) -> list[Delegation]:
    """One's own, whichever side one is on; an approver's team's; everybody's for those who look after people."""
    people, allowed = office.authority.people, permits(caller.roles)
    among: frozenset[str] | None = frozenset({caller.id})
    if "people.read" in allowed or "audit.read" in allowed:
        among = None
    elif "delegations.write" in allowed and caller.team is not None:
        among = frozenset({caller.id, *(one.id for one in people if one.team == caller.team)})
    return await office.database.read(delegations.page, among, before, most)


def candidates(office: Office, caller: Person) -> list[Person]:
    """Who could stand in: all who settle requests by their role, and the caller's team; by name."""
    found = [
        one
        for one in office.authority.people
        if one.active and one.id != caller.id and "requests.approve" in permits(one.roles)
        if APPROVER in one.roles or (one.team is not None and one.team == caller.team)
    ]
    return sorted(found, key=lambda one: (one.name, one.id))[:_MOST_CANDIDATES]


def _to_come(register: Register, now: datetime) -> tuple[Delegation, ...]:
    return tuple(one for one in register.delegations if one.over_at > now)


def _stands_in(lender: Person, to: Person | None) -> None:
    if to is None or not to.active:
        raise Invalid("There is nobody active with that id. Choose somebody of GET /people.", field="to")
    if to.id == lender.id:
        raise Invalid("You cannot stand in for yourself. Choose somebody else.", field="to")
    if "requests.approve" not in permits(to.roles):
        raise Invalid(f"{to.name} settles no requests. Choose somebody who works with customers.", field="to")


def _may_end(caller: Person, one: Delegation) -> bool:
    return caller.id in (one.lender, one.to) or "people.write" in permits(caller.roles)


def _said(what: str, one: Delegation, by: Person, books: Books) -> Event:
    lender, to = person_of(books, one.lender), person_of(books, one.to)
    dates = f"{one.starts_at:%d %B %Y %H:%M} to {one.ends_at:%d %B %Y %H:%M} UTC"
    said = {
        "given": f"{to.name} stands in for {lender.name}, {dates}: {one.reason}",
        "ended": f"{by.name} ended it that {to.name} stands in for {lender.name}.",
    }
    content = {
        "id": one.id,
        "user": {"id": lender.id, "name": lender.name},
        "to": {"id": to.id, "name": to.name},
        "starts_at": moment(one.starts_at),
        "ends_at": moment(one.ends_at),
        "reason": one.reason,
    }
    return Event(f"delegation.{what}", named(by), said[what], content=content)

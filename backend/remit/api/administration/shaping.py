"""Accounts as shapes."""

from collections.abc import Iterable

from remit import clock
from remit.api.shapes.administration import AccountOut
from remit.desk.office import Office
from remit.desk.people.representation import represent
from remit.domain.people import Person
from remit.store import sockets


async def account(office: Office, person: Person) -> AccountOut:
    """One account, with its presence."""
    [shown] = await accounts(office, [person])
    return shown


async def accounts(office: Office, people: Iterable[Person]) -> list[AccountOut]:
    """Many, with their presence."""
    now = clock.now()
    there = await office.database.glance(sockets.connected, now)
    return [AccountOut.model_validate(represent(person, office.authority, there, now)) for person in people]

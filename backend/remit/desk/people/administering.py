"""What every verb on people is made of: the command on the ledger, who acts, and at which version."""

from collections.abc import Callable

from remit.desk.ledger.books import Books, Entry, Needs, Posted
from remit.desk.office import Office
from remit.desk.people.representation import represent
from remit.domain.people import Person
from remit.domain.refusal import NotFound, NotPermitted, Refusal
from remit.domain.values import value


class StalePerson(Refusal):
    """Somebody else changed the account meanwhile; `current` is how it is now."""

    name = "stale-person"
    title = "The account changed meanwhile"


@value(frozen=True, slots=True)
class Administering:
    """The command: look into the books, decide. `open`: the step looks at what waits for a person."""

    step: Callable[[Books], Entry]
    open: bool = False

    @property
    def needs(self) -> Needs:
        """What waits, where the step looks at it."""
        return Needs(open=self.open)

    def decide(self, books: Books) -> Entry:
        """What the verb decides."""
        return self.step(books)


async def administer(office: Office, step: Callable[[Books], Entry], *, waiting: bool = False) -> Posted:
    """Take a step in the ledger."""
    return await office.ledger.submit(Administering(step, waiting))


def acting(books: Books, by: Person) -> Person:
    """Who does it, as they are in this batch."""
    found = books.person(by.id)
    if found is None or not found.active:
        raise NotPermitted("Your account is not active any more. Ask operations to have it looked at.")
    return found


def person_of(books: Books, person_id: str) -> Person:
    """The account as it is in this batch."""
    found = books.person(person_id)
    if found is None:
        raise NotFound("There is nobody with that id. Look for them in the list of people.")
    return found


def at_version(books: Books, person_id: str, version: int) -> Person:
    """The account, if it is still as the caller saw it."""
    found = person_of(books, person_id)
    if found.version != version:
        detail = f"Somebody changed {found.name} meanwhile. Look at the account as it is now, and do it again."
        current = represent(found, books.authority, books.connected(), books.now)
        raise StalePerson(detail, current=current)
    return found

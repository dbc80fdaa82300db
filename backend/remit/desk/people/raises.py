"""More authority for somebody: proposed by one person, accepted or declined by a second."""

from dataclasses import replace

from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.accounts import current
from remit.desk.people.administering import acting, administer, at_version
from remit.desk.people.standing import checked, not_oneself
from remit.desk.policies.governing import SecondPersonRequired
from remit.desk.routing.moving import Reroute
from remit.domain.people import Person, Proposed
from remit.domain.refusal import Refusal


class NothingProposed(Refusal):
    """There is nothing for a second person to say about this account."""

    name = "nothing-proposed"
    title = "Nothing is proposed"


async def accept(office: Office, by: Person, person_id: str, version: int) -> Person:
    """The second person's yes: in force with the commit."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        waits = _proposed(known)
        not_oneself(actor, known)
        if actor.id == waits.by_id:
            detail = "You proposed this yourself. Somebody else who looks after people has to accept it."
            raise SecondPersonRequired(detail)
        after = replace(
            known,
            tier=waits.tier,
            brand_tiers=waits.brand_tiers,
            roles=waits.roles,
            proposed=None,
            version=known.version + 1,
        )
        note = f"Proposed by {waits.by}, accepted by {actor.name}."
        return Entry(people=(checked(after, books.authority),), events=(news.standing(after, actor, note),))

    await administer(office, step)
    await office.ledger.submit(Reroute())
    return current(office, person_id)


async def decline(office: Office, by: Person, person_id: str, version: int) -> Person:
    """No; or the proposer takes it back."""

    def step(books: Books) -> Entry:
        known, actor = at_version(books, person_id, version), acting(books, by)
        _proposed(known)
        after = replace(known, proposed=None, version=known.version + 1)
        return Entry(people=(after,), events=(news.declined(after, actor),))

    await administer(office, step)
    return current(office, person_id)


def _proposed(person: Person) -> Proposed:
    if person.proposed is None:
        raise NothingProposed(f"Nothing is proposed for {person.name}; somebody may have settled it. Load it again.")
    return person.proposed

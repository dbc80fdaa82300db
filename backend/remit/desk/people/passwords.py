"""Choosing a password by a link that is good once: nobody else ever knows it."""

import asyncio
from datetime import datetime, timedelta

from remit import clock
from remit.authority.permits import permits
from remit.desk.ledger.books import Books, Entry, Write
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.accounts import signed_out
from remit.desk.people.administering import acting, administer, person_of
from remit.desk.sign_in import hash_of, hash_password
from remit.domain.people import Person
from remit.domain.refusal import Invalid, Refusal
from remit.domain.values import value
from remit.store import invitations, people, sessions
from remit.store.database.session import Connection
from remit.store.heads import Head

GOOD_FOR = timedelta(days=3)


class InvitationOver(Refusal):
    """The link was used, has run out, or a newer one was made."""

    name = "invitation-over"
    title = "The link is not good any more"


class WouldSecondOneself(Refusal):
    """Whoever drafts limits could sign in as the second person, and second their own draft."""

    name = "would-second-oneself"
    title = "You could then second your own drafts"


@value(frozen=True, slots=True)
class Invitation:
    """A link's secret part, shown once, and how long it is good."""

    token: str
    expires_at: datetime


async def invite(office: Office, by: Person, person_id: str) -> Invitation:
    """Void the password and its sessions, and make a link to choose a new one."""
    token, expires_at = clock.new_secret(), clock.now() + GOOD_FOR

    def step(books: Books) -> Entry:
        person, actor = person_of(books, person_id), acting(books, by)
        if not person.active:
            raise Invalid(f"{person.name}'s account is not active. Switch it on first.", field="active")
        if (
            actor.id != person.id
            and "policy.draft" in permits(actor.roles)
            and "policy.approve" in permits(person.roles)
        ):
            detail = (
                f"{person.name} may second changes to the limits, and you draft them. "
                "Ask an administrator who does not tune limits, or use `remit admin password`."
            )
            raise WouldSecondOneself(detail)
        void = signed_out(person.id, _without_password(person.id), _linked(hash_of(token), person.id, expires_at))
        return Entry(events=(news.invited(person, actor),), writes=(void,))

    await administer(office, step)
    return Invitation(token, expires_at)


async def choose(office: Office, token: str, password: str) -> None:
    """Use the link: the password is the person's own from now on. Raises InvitationOver."""
    hashed = await asyncio.to_thread(hash_password, password)
    chosen = await office.database.write(_redeemed, hash_of(token), hashed, clock.now())
    if chosen is None:
        raise InvitationOver("This link was used, or has run out. Ask whoever sent it for a new one.")
    await administer(office, lambda books: Entry(events=(news.password_chosen(person_of(books, chosen)),)))


def _redeemed(connection: Connection, token_hash: str, password_hash: str, now: datetime) -> str | None:
    person_id = invitations.redeem(connection, token_hash, now)
    if person_id is not None:
        people.set_password(connection, person_id, password_hash)
        sessions.end_all(connection, person_id)
    return person_id


def _without_password(person_id: str) -> Write:
    def write(connection: Connection, _head: Head) -> None:
        people.set_password(connection, person_id, "")

    return write


def _linked(token_hash: str, person_id: str, expires_at: datetime) -> Write:
    def write(connection: Connection, _head: Head) -> None:
        invitations.make(connection, token_hash, person_id, expires_at)

    return write

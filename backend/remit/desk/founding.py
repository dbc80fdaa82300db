"""Beginning: an empty database becomes an organisation with a ladder and no limits yet; the first administrator."""

from dataclasses import replace

from remit import clock
from remit.authority.snapshot import snapshot
from remit.desk.sign_in import hash_password
from remit.domain.people import Person, directory
from remit.domain.policy.questions import LADDER
from remit.domain.policy.stacks import USUAL
from remit.domain.refusal import Refusal
from remit.store import heads, people, policies, sessions
from remit.store.database.session import Connection
from remit.store.policies import Version


class AccountExists(Refusal):
    """There is an account with this e-mail address already."""

    name = "account-exists"
    title = "Account exists"


def found(connection: Connection) -> bool:
    """Begin the ledger and publish version 1, without limits; False where that has happened before."""
    if heads.exists(connection):
        return False
    heads.found(connection, clock.new_id("epoch"))
    empty = snapshot(1, (), LADDER, directory(0, ())).with_stacks(1, USUAL)
    first = Version(1, empty.hash, clock.now(), None, "Remit", "The ladder, without limits.", LADDER, USUAL)
    policies.publish(connection, first, (), ())
    heads.move(connection, replace(heads.read(connection), policy_version=1))
    return True


def add_account(connection: Connection, person: Person, password: str) -> None:
    """A new account."""
    head = heads.lock(connection)
    if people.credentials(connection, person.email) is not None:
        raise AccountExists(f"There is an account {person.email} already.", field="email")
    revision = head.people_revision + 1
    people.add(connection, [person], {person.id: hash_password(password)}, revision)
    heads.move(connection, replace(head, people_revision=revision))


def set_password(connection: Connection, email: str, password: str) -> bool:
    """A new password, and no session of the old one; False where there is no such account."""
    known = people.credentials(connection, email)
    if known is None:
        return False
    people.set_password(connection, known[0], hash_password(password))
    sessions.end_all(connection, known[0])
    return True

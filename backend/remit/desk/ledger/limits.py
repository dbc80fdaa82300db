"""The limits and people in force, loaded from the database and kept current."""

from remit.authority.snapshot import Snapshot, snapshot
from remit.domain.people import directory
from remit.domain.refusal import Behind
from remit.store import heads, people, policies, teams
from remit.store.database.session import Connection
from remit.store.heads import Head


def load(connection: Connection) -> Snapshot:
    """Everything in force now."""
    return _loaded(connection, heads.read(connection))


def current(connection: Connection, known: Snapshot, head: Head) -> Snapshot:
    """The known limits and people, brought up to the ledger's head by what changed."""
    if known.people.revision != head.people_revision:
        changed = people.changed_since(connection, known.people.revision)
        everybody = known.people.with_register(head.people_revision, teams.register(connection))
        known = known.with_people(everybody.with_people(head.people_revision, changed))
    if known.version != head.policy_version:
        return _loaded(connection, head)
    return known


def refreshed(connection: Connection, known: Snapshot) -> Snapshot:
    """The same, for a process that has heard that something changed."""
    return current(connection, known, heads.read(connection))


def _loaded(connection: Connection, head: Head) -> Snapshot:
    version = policies.version(connection, head.policy_version)
    if version is None:
        raise Behind("No limits have been published yet, so nothing can be decided. Publish a policy version first.")
    everybody = directory(head.people_revision, people.changed_since(connection, 0), teams.register(connection))
    return snapshot(version.number, policies.rules_of(connection, version.number), version.tiers, everybody)

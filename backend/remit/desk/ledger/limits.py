"""The limits and people in force, loaded from the database and kept current."""

from collections.abc import Sequence

from remit.authority.rules.rule import InvalidRule, Rule, checked
from remit.authority.snapshot import Snapshot, snapshot
from remit.domain.people import Directory, directory
from remit.domain.refusal import Behind, Refusal
from remit.store import budgets, heads, people, policies, teams
from remit.store.database.session import Connection
from remit.store.heads import Head

_NAMED = 5
"""Rows that a refusal names."""


class Broken(Refusal):
    """The rules in the database are not those that were published: nothing is decided by them."""

    name = "limits-broken"
    title = "The limits are not as they were published"


def load(connection: Connection) -> Snapshot:
    """Everything in force now."""
    return _loaded(connection, heads.read(connection))


def current(connection: Connection, known: Snapshot, head: Head) -> Snapshot:
    """The known limits and people, brought up to the ledger's head by what changed."""
    if known.people.revision != head.people_revision:
        changed = people.changed_since(connection, known.people.revision)
        everybody = known.people.with_register(head.people_revision, teams.register(connection, head.now))
        known = known.with_people(everybody.with_people(head.people_revision, changed))
    if known.version == head.policy_version:
        return known
    return _caught_up(connection, known, head) or _loaded(connection, head)


def refreshed(connection: Connection, known: Snapshot) -> Snapshot:
    """The same, for a process that has heard that something changed."""
    return current(connection, known, heads.read(connection))


def stored(connection: Connection, number: int, everybody: Directory) -> Snapshot | None:
    """This version over these people; None where there is no such version."""
    version = policies.version(connection, number)
    if version is None:
        return None
    rules = snapshot(number, policies.rules_of(connection, number), version.tiers, everybody)
    return _with_rest(rules.with_budgets(number, budgets.budgets_of(connection, number)), version)


def _caught_up(connection: Connection, known: Snapshot, head: Head) -> Snapshot | None:
    """The known limits after what was published since; None where that does not give the version that was published."""
    version = _version(connection, head)
    since, number = known.version, version.number
    if since > number:
        return None
    rules, budgets_ = policies.changes(connection, since, number), budgets.changes(connection, since, number)
    moved = known if known.tiers == version.tiers else known.with_tiers(number, version.tiers)
    moved = _with_rest(moved.with_rules(number, *rules).with_budgets(number, *budgets_), version)
    return moved if moved.hash == version.hash else None


def _loaded(connection: Connection, head: Head) -> Snapshot:
    version = _version(connection, head)
    everybody = _everybody(connection, head)
    number = version.number
    found = policies.rules_of(connection, number)
    try:
        made = snapshot(number, found, version.tiers, everybody)
        made = _with_rest(made.with_budgets(number, budgets.budgets_of(connection, number)), version)
    except InvalidRule as wrong:
        raise _broken(number, found) from wrong
    if made.hash != version.hash:
        raise _broken(number, found)
    return made


def closed(connection: Connection) -> Snapshot:
    """Everybody, and no limits at all: what a process begins with that must not decide by those that are there."""
    head = heads.read(connection)
    everybody = _everybody(connection, head)
    return snapshot(0, (), _version(connection, head).tiers, everybody)


def _with_rest(limits: Snapshot, version: policies.Version) -> Snapshot:
    """With what a version says besides rules and budgets."""
    return limits.with_stacks(version.number, version.stacks).with_quorums(version.number, version.quorums)


def _everybody(connection: Connection, head: Head) -> Directory:
    register = teams.register(connection, head.now)
    return directory(head.people_revision, people.changed_since(connection, 0), register)


def _broken(number: int, found: Sequence[Rule]) -> Broken:
    """Names the rows that no writer of ours would have let in; where there is none, some are missing or other ones."""
    wrong = [(rule.rid, why) for rule in found if (why := _why_not(rule))]
    rows = " ".join(f"Row {rid} of policy_rules: {why}" for rid, why in wrong[:_NAMED])
    detail = (
        f"The rules in the database are not those that were published as version {number}, so nothing is decided "
        f"by them. {rows or 'Rows are missing, added or changed.'} "
        "Undo what was changed in the tables by hand, or put the last backup back."
    )
    return Broken(detail, version=number, rows=[rid for rid, _ in wrong[:_NAMED]])


def _why_not(rule: Rule) -> str | None:
    try:
        checked(rule)
    except InvalidRule as wrong:
        return wrong.detail
    except (TypeError, ValueError, AttributeError):
        return "A field of it is empty that must not be."
    return None


def _version(connection: Connection, head: Head) -> policies.Version:
    version = policies.version(connection, head.policy_version)
    if version is None:
        raise Behind("No limits have been published yet, so nothing can be decided. Publish a policy version first.")
    return version

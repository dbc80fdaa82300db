"""By which limits, and by whose: what the tables say of versions, budgets, drafts, delegations and the decision log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, Table, select

from remit.desk.ledger import limits
from remit.domain.people import directory
from remit.store.database import rows
from remit.store.database.session import Connection

INHERITED = ("trainee", "agent", "senior", "lead", "duty_manager", "director")
"""The ladder: whoever stands higher may give what those below may."""


@dataclass(frozen=True)
class Line:
    """One line of the decision log."""

    seq: int
    what: str
    version: int
    people: int
    """The revision of the people by whom it was decided."""
    asked: dict
    answer: dict


@dataclass(frozen=True)
class Said:
    """What the record says of anything but a request."""

    seq: int
    event: str
    at: datetime
    content: dict


@dataclass(frozen=True)
class Charter:
    """Rows as they are stored. What was there before anybody asked has numbers up to `begun`."""

    begun: int = 0
    live: int = 0
    versions: dict[int, Row] = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    """Of each version that came since, made anew from its rows."""
    rules: tuple[Row, ...] = ()
    budgets: tuple[Row, ...] = ()
    drafts: tuple[Row, ...] = ()
    delegations: dict[str, Row] = field(default_factory=dict)
    people: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    """Where somebody belonged, from which revision on."""
    sums: dict[tuple[str, str, int], tuple[int, int]] = field(default_factory=dict)
    """What is stored as used of budgets: by tally, key and slot."""
    log: tuple[Line, ...] = ()
    told: tuple[Said, ...] = ()

    def standing(self, person_id: str, revision: int) -> Row:
        """Tier, team, and whether they were active, at a revision of the people."""
        return [one for one in self.people[person_id] if one.revision <= revision][-1]

    def most(self, person_id: str, mode: str, line: Line) -> int | None:
        """The most that this person could give in this mode of what a decision was about; None: nothing."""
        person, asked, version = self.standing(person_id, line.people), line.asked, line.version
        rungs = INHERITED[: INHERITED.index(person.tier) + 1] if person.tier in INHERITED else (person.tier,)
        grants_to = {f"user:{person_id}", f"team:{person.team}", *(f"tier:{one}" for one in rungs)}
        caps_on = subjects(person_id, person.tier, person.team)
        about = [one for one in in_force(self.rules, version) if _speaks_of(one, asked)]
        grants = [one for one in about if one.kind == "grant" and one.mode == mode and one.subject in grants_to]
        caps = [one.amount for one in about if one.kind == "cap" and one.mode in ("*", mode) and one.subject in caps_on]
        if not grants:
            return None
        return min(max(10**12 if one.amount is None else one.amount for one in grants), *caps, 10**12)


def subjects(person_id: str, tier: str | None, team: str | None) -> set[str]:
    """By what names caps and budgets bind somebody; they are not inherited up the ladder."""
    return {f"user:{person_id}", f"tier:{tier}", f"team:{team}"}


def in_force(found: Iterable[Row], version: int) -> list[Row]:
    """What a version has."""
    return [one for one in found if one.added_in <= version and (one.removed_in is None or one.removed_in > version)]


def charter(connection: Connection) -> Charter:
    """All of it."""
    head = connection.execute(select(rows.heads)).one()
    versions = {row.number: row for row in _all(connection, rows.policy_versions)}
    founding = min((number for number in versions), default=0)
    nobody = directory(1, ())
    return Charter(
        begun=head.retained_after,
        live=head.policy_version,
        versions=versions,
        hashes={number: limits.stored(connection, number, nobody).hash for number in versions if number > founding},
        rules=_all(connection, rows.policy_rules),
        budgets=_all(connection, rows.policy_budgets),
        drafts=_all(connection, rows.drafts),
        delegations={row.id: row for row in _all(connection, rows.delegations)},
        people=_people(connection),
        sums={(row.tally, row.key, row.slot): (row.amount, row.times) for row in _all(connection, rows.budget_sums)},
        log=_log(connection, head.retained_after),
        told=_told(connection, head.retained_after),
    )


def _all(connection: Connection, table: Table) -> tuple[Row, ...]:
    return tuple(connection.execute(select(table)))


def _people(connection: Connection) -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in connection.execute(select(rows.memberships).order_by(rows.memberships.c.revision)):
        found[row.person_id] = (*found.get(row.person_id, ()), row)
    return found


def _log(connection: Connection, since: int) -> tuple[Line, ...]:
    known = select(rows.decisions).where(rows.decisions.c.seq > since).order_by(rows.decisions.c.seq)
    return tuple(
        Line(row.seq, row.what, row.policy_version, row.people_revision, json.loads(row.asked), json.loads(row.answer))
        for row in connection.execute(known)
    )


def _told(connection: Connection, since: int) -> tuple[Said, ...]:
    events = rows.events.c
    other = select(rows.events).where(events.request_id.is_(None), events.seq > since).order_by(events.seq)
    return tuple(Said(row.seq, row.event, row.at, json.loads(row.data)) for row in connection.execute(other))


def _speaks_of(rule: Row, asked: dict) -> bool:
    """Whether a limit is about this. Of conditions the labs' limits have one; any other has to be learned here."""
    same = (rule.remedy, rule.currency) == (asked["remedy"], asked["currency"])
    if not same or rule.brand not in ("*", asked["brand"]):
        return False
    assert (rule.starts_at, rule.ends_at) == (None, None), "a limit with dates"
    fact, _, wanted = rule.condition.partition(" = ")
    assert fact in ("", "basis"), f"a condition that the checker cannot read: {rule.condition}"
    return not fact or asked["facts"]["basis"] == wanted

"""Published limits and drafts, in and out of the database."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, not_, or_, select, update

from remit.authority.rules.rule import Rule
from remit.domain.policy.questions import Tier
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.stacks import Stack
from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.rows import drafts, policy_rules, policy_versions

_stacks = TypeAdapter(tuple[Stack, ...])
_quorums = TypeAdapter(tuple[Quorum, ...])


@value(frozen=True, slots=True)
class Version:
    """A published set of limits, without its rules."""

    number: int
    hash: str
    published_at: datetime
    published_by: Named | None
    publisher_name: str
    note: str
    tiers: tuple[Tier, ...]
    stacks: tuple[Stack, ...] = ()
    """What is summed before the answer."""
    quorums: tuple[Quorum, ...] = ()
    """Above what more than one has to approve."""


@value(frozen=True, slots=True)
class Draft:
    """A change on its way. `changes` is JSON text as the author sent it, checked."""

    id: str
    name: str
    base_version: int
    revision: int
    state: str
    changes: str
    author: Named
    approver: Named | None
    created_at: datetime
    updated_at: datetime
    start: "Start | None" = None


@value(frozen=True, slots=True)
class Start:
    """When a draft becomes a version by itself, who said so, and why."""

    at: datetime
    by: Named
    note: str


def version(connection: Connection, number: int) -> Version | None:
    """One version, or None where there is none."""
    row = connection.execute(select(policy_versions).where(policy_versions.c.number == number)).one_or_none()
    return None if row is None else _version(row)


def versions(connection: Connection, before: int | None, most: int) -> list[Version]:
    """The history, newest first."""
    statement = select(policy_versions).order_by(policy_versions.c.number.desc()).limit(most)
    if before is not None:
        statement = statement.where(policy_versions.c.number < before)
    return [_version(row) for row in connection.execute(statement)]


def live_at(connection: Connection, at: datetime) -> int | None:
    """The version that was in force at this moment; None before the first."""
    known = select(policy_versions.c.number).where(policy_versions.c.published_at <= at)
    return connection.execute(known.order_by(policy_versions.c.number.desc()).limit(1)).scalar_one_or_none()


def rules_of(connection: Connection, number: int, after: str = "", most: int | None = None) -> list[Rule]:
    """The rules in force in this version, by id; those after an id, and so many at most."""
    rows = select(policy_rules).where(_in_force(number), policy_rules.c.rid > after).order_by(policy_rules.c.rid)
    return [_rule(row) for row in connection.execute(rows.limit(most))]


def rules_in(connection: Connection, number: int) -> int:
    """How many there are."""
    return connection.execute(select(func.count()).select_from(policy_rules).where(_in_force(number))).scalar_one()


def apart(connection: Connection, one: int, other: int, most: int) -> tuple[list[Rule], list[Rule]]:
    """The rules that the first version has and the second has not, and the other way round; so many each at most."""
    ways = ((_in_force(one), _in_force(other)), (_in_force(other), _in_force(one)))
    found = (
        select(policy_rules).where(there, not_(elsewhere)).order_by(policy_rules.c.rid) for there, elsewhere in ways
    )
    here, there = ([_rule(row) for row in connection.execute(rows.limit(most))] for rows in found)
    return here, there


def changes(connection: Connection, since: int, number: int) -> tuple[list[Rule], list[str]]:
    """What separates two versions: the rules that came and are in force in the later one, and the ids that went."""
    rows = policy_rules.c
    came = and_(rows.added_in > since, rows.added_in <= number)
    stays = or_(rows.removed_in.is_(None), rows.removed_in > number)
    went = and_(rows.added_in <= since, rows.removed_in > since, rows.removed_in <= number)
    added = [_rule(row) for row in connection.execute(select(policy_rules).where(came, stays).order_by(rows.rid))]
    return added, list(connection.execute(select(rows.rid).where(went)).scalars())


def publish(connection: Connection, new: Version, added: Sequence[Rule], removed: Iterable[str]) -> None:
    """A new version: what is removed stays in the versions that had it."""
    gone = [{"rule": rid, "removed": new.number} for rid in removed]
    if gone:
        row_in_force = and_(policy_rules.c.rid == bindparam("rule"), policy_rules.c.removed_in.is_(None))
        connection.execute(update(policy_rules).where(row_in_force).values(removed_in=bindparam("removed")), gone)
    if added:
        connection.execute(insert(policy_rules), [_rule_row(rule, new.number) for rule in added])
    connection.execute(
        insert(policy_versions),
        {
            "number": new.number,
            "hash": new.hash,
            "published_at": new.published_at,
            "publisher_id": new.published_by.id if new.published_by else None,
            "publisher_name": new.publisher_name,
            "note": new.note,
            "tiers": json.dumps([[tier.name, tier.title] for tier in new.tiers]),
            "stacks": stacks_text(new.stacks),
            "quorums": quorums_text(new.quorums),
        },
    )


def draft(connection: Connection, draft_id: str) -> Draft | None:
    """One draft, or None where there is none."""
    row = connection.execute(select(drafts).where(drafts.c.id == draft_id)).one_or_none()
    return None if row is None else _draft(row)


def open_drafts(connection: Connection) -> list[Draft]:
    """Drafts that are neither published nor discarded, latest first."""
    alive = drafts.c.state.in_(("editing", "submitted", "approved"))
    return [_draft(row) for row in connection.execute(select(drafts).where(alive).order_by(drafts.c.updated_at.desc()))]


def due(connection: Connection, now: datetime) -> list[str]:
    """Ids of the drafts that are to be published by now, those first that came first."""
    statement = select(drafts.c.id).where(drafts.c.starts_at <= now).order_by(drafts.c.starts_at, drafts.c.id)
    return list(connection.execute(statement).scalars())


def put_draft(connection: Connection, changed: Draft) -> None:
    """Write a draft that was loaded under the ledger's lock; a new one is added."""
    row = _draft_row(changed)
    if connection.execute(update(drafts).where(drafts.c.id == changed.id).values(**row)).rowcount == 0:
        connection.execute(insert(drafts), row)


def stacks_text(stacks: tuple[Stack, ...]) -> str:
    """What is summed, as a version keeps it."""
    return _stacks.dump_json(stacks).decode()


def quorums_text(quorums: tuple[Quorum, ...]) -> str:
    """Above what more than one has to approve, as a version keeps it."""
    return _quorums.dump_json(quorums).decode()


def _in_force(number: int) -> ColumnElement[bool]:
    since = policy_rules.c.added_in <= number
    return and_(since, or_(policy_rules.c.removed_in.is_(None), policy_rules.c.removed_in > number))


def _version(row: Row[tuple[object, ...]]) -> Version:
    return Version(
        number=row.number,
        hash=row.hash,
        published_at=row.published_at,
        published_by=Named(row.publisher_id, row.publisher_name) if row.publisher_id else None,
        publisher_name=row.publisher_name,
        note=row.note,
        tiers=tuple(Tier(name, title) for name, title in json.loads(row.tiers)),
        stacks=_stacks.validate_json(row.stacks),
        quorums=_quorums.validate_json(row.quorums),
    )


def _rule(row: Row[tuple[object, ...]]) -> Rule:
    return Rule(
        rid=row.rid,
        subject=row.subject,
        remedy=row.remedy,
        currency=row.currency,
        brand=row.brand,
        mode=row.mode,
        kind=row.kind,
        amount=row.amount,
        when=row.condition,
        guideline=row.guideline,
        start=row.starts_at,
        until=row.ends_at,
        author=Named(row.author_id, row.author_name or "") if row.author_id else None,
    )


def _rule_row(rule: Rule, added_in: int) -> dict[str, object]:
    return {
        "rid": rule.rid,
        "added_in": added_in,
        "removed_in": None,
        "subject": rule.subject,
        "remedy": rule.remedy,
        "currency": rule.currency,
        "brand": rule.brand,
        "mode": rule.mode,
        "kind": rule.kind,
        "amount": rule.amount,
        "condition": rule.when,
        "guideline": rule.guideline,
        "starts_at": rule.start,
        "ends_at": rule.until,
        "author_id": rule.author.id if rule.author else None,
        "author_name": rule.author.name if rule.author else None,
    }


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    return Draft(
        id=row.id,
        name=row.name,
        base_version=row.base_version,
        revision=row.revision,
        state=row.state,
        changes=row.changes,
        author=Named(row.author_id, row.author_name),
        approver=Named(row.approver_id, row.approver_name) if row.approver_id else None,
        created_at=row.created_at,
        updated_at=row.updated_at,
        start=_start(row),
    )


def _draft_row(one: Draft) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "base_version": one.base_version,
        "revision": one.revision,
        "state": one.state,
        "changes": one.changes,
        "author_id": one.author.id,
        "author_name": one.author.name,
        "approver_id": one.approver.id if one.approver else None,
        "approver_name": one.approver.name if one.approver else None,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "starts_at": one.start.at if one.start else None,
        "starter_id": one.start.by.id if one.start else None,
        "starter_name": one.start.by.name if one.start else None,
        "start_note": one.start.note if one.start else None,
    }


def _start(row: Row[tuple[object, ...]]) -> Start | None:
    if row.starts_at is None:
        return None
    return Start(row.starts_at, Named(row.starter_id, row.starter_name or ""), row.start_note or "")

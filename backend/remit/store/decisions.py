"""The decision log, in and out of the database: what was asked, by which limits and people, and what policy said."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Row, func, select

from remit.domain.policy.budgets import Keys, Use
from remit.domain.policy.cases import Decision
from remit.domain.policy.judged import Judged
from remit.domain.policy.questions import Fact
from remit.domain.policy.stacks import Given, Piece
from remit.domain.values import value
from remit.store.database.bulk import insert_all
from remit.store.database.rows import decisions, events

_answer = TypeAdapter(Decision)
_BEGINS = '{"outcome":"'


@value(frozen=True, slots=True)
class Entered:
    """A decision on its way into the log: the event that tells it, and the people revision it was made at."""

    seq: int
    at: datetime
    people_revision: int
    judged: Judged


@value(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was put to policy. Of the requester, what limits may ask about is in memberships, at that revision."""

    requester: str
    tier: str | None
    team: str | None
    remedy: str
    amount: int
    currency: str
    brand: str
    facts: Mapping[str, Fact]
    on_order: bool
    override: bool = False
    approver: str | None = None
    left: int | None = None
    keys: Keys = field(default_factory=Keys)
    uses: Mapping[str, Use] = field(default_factory=dict)
    """What budgets were told of the past, where there are some."""
    given: Mapping[str, Given] = field(default_factory=dict)
    refused: Piece | None = None
    """What it was summed with, by remedy, and the rejection that it repeats."""
    withheld: tuple[str, ...] = ()


_asked = TypeAdapter(Asked)


@value(frozen=True, slots=True)
class Logged:
    """A line of the log. `answer` is the decision as it was written, in JSON."""

    seq: int
    at: datetime
    what: str
    policy_version: int
    people_revision: int
    asked: Asked
    answer: str


def text_of(decision: Decision) -> str:
    """A decision as the log keeps it."""
    return _answer.dump_json(decision).decode()


def outcome_of(logged: Logged) -> str:
    """What policy said, in a word."""
    if logged.answer.startswith(_BEGINS):
        # It is the first member, as it is written: the rest need not be read for it.
        return logged.answer[len(_BEGINS) : logged.answer.index('"', len(_BEGINS))]
    return str(from_json(logged.answer)["outcome"])


def append(connection: Connection, entered: Sequence[Entered]) -> None:
    """Write what was decided, in the transaction that it was decided in."""
    insert_all(connection, decisions, [_row(one) for one in entered])


def of_request(connection: Connection, request_id: str) -> list[Logged]:
    """Everything that was decided about one request, oldest first."""
    joined = decisions.join(events, events.c.seq == decisions.c.seq)
    mine = select(decisions).select_from(joined).where(events.c.request_id == request_id)
    return [logged_of(row) for row in connection.execute(mine.order_by(decisions.c.seq))]


def after(connection: Connection, seq: int, most: int) -> list[Logged]:
    """Decisions after this number, in order."""
    following = select(decisions).where(decisions.c.seq > seq).order_by(decisions.c.seq).limit(most)
    return [logged_of(row) for row in connection.execute(following)]


def before(connection: Connection, since: datetime, most: int | None) -> int:
    """The number after which to begin for what was decided since this moment, or for the latest `most` of it."""
    last = connection.execute(select(func.max(decisions.c.seq))).scalar_one() or 0
    seq = _first_since(connection, since, last)
    if most is None:
        return seq
    newest = select(decisions.c.seq).where(decisions.c.seq > seq).order_by(decisions.c.seq.desc())
    cut = connection.execute(newest.offset(most).limit(1)).scalar_one_or_none()
    return seq if cut is None else cut


def last_uses(connection: Connection) -> dict[str, datetime]:
    """When each rule that ever decided something last did: from name to name through the index, two looks for each."""
    uses = select(func.min(decisions.c.rule).label("rule")).cte("uses", recursive=True)
    following = select(func.min(decisions.c.rule)).where(decisions.c.rule > uses.c.rule).scalar_subquery()
    uses = uses.union_all(select(following).where(uses.c.rule.is_not(None)))
    latest = select(func.max(decisions.c.at)).where(decisions.c.rule == uses.c.rule).scalar_subquery()
    found = connection.execute(select(uses.c.rule, latest.label("last")).where(uses.c.rule.is_not(None)))
    return {row.rule: row.last for row in found}


def _first_since(connection: Connection, since: datetime, last: int) -> int:
    """Numbers rise with time, so the place is found by halving: the log needs no index on its moments."""
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(
            select(decisions.c.seq, decisions.c.at).where(decisions.c.seq > middle).order_by(decisions.c.seq).limit(1)
        ).one_or_none()
        if row is None or row.at >= since:
            high = middle
        else:
            low = row.seq
    return low


def _row(one: Entered) -> dict[str, object]:
    case, decision = one.judged.case, one.judged.decision
    asked: dict[str, object] = {
        "requester": case.requester.id,
        "tier": case.requester.tier_at(case.brand),
        "team": case.requester.team,
        "remedy": case.remedy,
        "amount": case.amount,
        "currency": case.currency,
        "brand": case.brand,
        "facts": case.facts,
        "on_order": case.on_order,
        "override": case.override,
        "approver": one.judged.approver,
        "left": case.left,
    }
    if one.judged.uses:
        asked |= {"keys": case.keys, "uses": one.judged.uses}
    if case.given or case.refused:
        asked |= {"given": case.given, "refused": case.refused}
    if case.withheld:
        asked["withheld"] = case.withheld
    return {
        "seq": one.seq,
        "at": one.at,
        "what": one.judged.what,
        "policy_version": decision.policy_version,
        "people_revision": one.people_revision,
        "rule": decision.rule,
        "asked": to_json(asked).decode(),
        "answer": text_of(decision),
    }


def logged_of(row: Row[tuple[object, ...]]) -> Logged:
    """A row of the log as it is read."""
    return Logged(row.seq, row.at, row.what, row.policy_version, row.people_revision, asked_of(row.asked), row.answer)


def asked_of(text: str) -> Asked:
    """What was put to policy, as the log keeps it."""
    return _asked.validate_json(text)

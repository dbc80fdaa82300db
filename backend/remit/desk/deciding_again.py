"""The decision log read back: what was decided is decided again, by the limits and people of its time."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from remit.authority.snapshot import Snapshot
from remit.desk.archive import Archive
from remit.desk.office import Office
from remit.desk.requests.asking import readable
from remit.domain.people import Person
from remit.domain.policy.budgets import Keys
from remit.domain.policy.cases import Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.policy.judged import ACCEPTED, APPROVED, EDITED, approved
from remit.domain.policy.noted import Remembered
from remit.domain.policy.stacks import NOTHING
from remit.domain.values import value
from remit.store import decisions
from remit.store.database.session import Connection
from remit.store.decisions import Asked, Logged

_TOGETHER = 2000
_WORDS = frozenset({"sentence"})
"""What may read differently from one release of Remit to the next, and yet be the same answer."""


@value(frozen=True, slots=True)
class Again:
    """A line of the log, and what the same question is answered now. `answer` None: it cannot be asked any more."""

    logged: Logged
    answer: Decision | None
    differs: tuple[str, ...]
    """Members of the answer that are not as they were."""

    @property
    def same(self) -> bool:
        """Whether it is the same answer."""
        return not self.differs


@dataclass(slots=True)
class Tally:
    """How many were decided again, and those that came out otherwise."""

    decided: int = 0
    others: list[Again] = field(default_factory=list)
    by_version: Counter[int] = field(default_factory=Counter)


def again(logged: Logged, limits: Snapshot | None) -> Again:
    """Ask the same question of the limits and people of then."""
    requester = limits.people.get(logged.asked.requester) if limits else None
    if limits is None or requester is None:
        return Again(logged, None, ("policy_version" if limits is None else "requester",))
    answer = _answer(logged, case_asked(logged.asked, requester), limits)
    if decisions.text_of(answer) == logged.answer:
        return Again(logged, answer, ())
    before, now = json.loads(logged.answer), json.loads(decisions.text_of(answer))
    # Members that the log did not have yet cannot differ.
    return Again(
        logged, answer, tuple(name for name in before if name not in _WORDS and not _same(before[name], now.get(name)))
    )


def replayed(connection: Connection, today: Snapshot, since: datetime, most: int | None) -> Iterator[Again]:
    """Everything that was decided since this moment, or the latest `most` of it, in order."""
    archive = Archive(connection, today)
    seq = decisions.before(connection, since, most)
    while chunk := decisions.after(connection, seq, _TOGETHER):
        yield from (again(one, archive.at(one.policy_version, one.people_revision)) for one in chunk)
        seq = chunk[-1].seq


def counted(connection: Connection, today: Snapshot, since: datetime, most: int | None) -> Tally:
    """The same, counted."""
    tally = Tally()
    for one in replayed(connection, today, since, most):
        tally.decided += 1
        tally.by_version[one.logged.policy_version] += 1
        if not one.same:
            tally.others.append(one)
    return tally


async def of_request(office: Office, caller: Person, request_id: str) -> list[Again]:
    """Everything that was decided about a request that the caller may read, each decided again."""
    await readable(office, caller, request_id)
    pairs = await office.database.read(_with_limits, office.authority, request_id)
    return await asyncio.to_thread(lambda: [again(logged, limits) for logged, limits in pairs])


def _with_limits(connection: Connection, today: Snapshot, request_id: str) -> Sequence[tuple[Logged, Snapshot | None]]:
    archive = Archive(connection, today)
    logged = decisions.of_request(connection, request_id)
    return [(one, archive.at(one.policy_version, one.people_revision)) for one in logged]


def _answer(logged: Logged, case: Case, limits: Snapshot) -> Decision:
    if logged.what in (APPROVED, ACCEPTED):
        by = limits.people.get(logged.asked.approver or "")
        who = by or Person(logged.asked.approver or "", "", "", frozenset(), None, None)
        return approved(logged.what, case, who, limits.ask(case.about(who, "approve")), limits).decision
    answer = decide(case, limits, Remembered(logged.asked.uses))
    return replace(answer, at=logged.at) if logged.what == EDITED else answer


def _same(before: object, now: object) -> bool:
    """Whether it is as it was, as far as the log had it then."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(_same(value, now.get(name)) for name, value in before.items())
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(_same, before, now))
    return before == now


def case_asked(asked: Asked, requester: Person, keys: Keys | None = None, *, alone: bool = False) -> Case:
    """What was put to policy, about this person; with other keys, and `alone`: without what it was summed with."""
    return Case(
        requester=requester,
        remedy=asked.remedy,
        amount=asked.amount,
        currency=asked.currency,
        brand=asked.brand,
        facts=asked.facts,
        on_order=asked.on_order,
        override=asked.override,
        left=asked.left,
        keys=keys or asked.keys,
        given=NOTHING if alone else asked.given,
        refused=None if alone else asked.refused,
        withheld=asked.withheld,
    )

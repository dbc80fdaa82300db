"""The one writer on the money path: takes what arrived together, one transaction, one commit, many answers."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache

from remit.authority.snapshot import Snapshot
from remit.desk.ledger import limits, pieces, spending
from remit.desk.ledger.attendance import Attendance
from remit.desk.ledger.books import Books, Command, Posted
from remit.desk.ledger.offers import Offers
from remit.domain.execution.reconciling import Recovered
from remit.domain.refusal import Busy, Refusal
from remit.domain.requests.request import GRANTED, RUNNING, Request
from remit.domain.routing.present import Present
from remit.domain.values import value
from remit.store import (
    budgets,
    decisions,
    events,
    heads,
    memberships,
    offers,
    people,
    policies,
    recovered,
    requests,
    suites,
)
from remit.store.database.session import Connection, Database, DatabaseError, is_about_a_row
from remit.store.recounting import recount

MOST_TOGETHER = 256
MOST_WAITING = 4096
BEHIND_AT_MOST_S = 1.0
"""Older limits than this answer nothing, not even a question that decides nothing."""

log = logging.getLogger("remit.ledger")

Waiting = tuple[Command, "asyncio.Future[Posted]"]


@value(frozen=True, slots=True)
class Known:
    """What a process remembers from one batch for the next."""

    authority: Snapshot
    attendance: Attendance
    under_way: requests.Known


class Unstored(Refusal):
    """The database did not take it, or did not say that it has; the sentence says which."""

    name = "not-stored"
    title = "Not stored"


class Ledger:
    """A ledger of one organisation: commands are decided in order of arrival, each sees what the ones before did."""

    def __init__(self, database: Database, authority: Snapshot, name: str = heads.MAIN) -> None:
        self.database = database
        self.authority = authority
        self.name = name
        self.after_commit: list[Callable[[int], None]] = []
        """Called with the number of the last event, once it is durable. The bell: it rings after, never before."""
        self.taken = 0
        """How many commands there have been: whoever works beside people sees whether they are waiting."""
        self.granted = 0
        """How often something was granted: whoever carries out need not look before that."""
        self._under_way: dict[str, Request] = {}
        """Requests between granted and settled, as they were last written here: spares reading them back."""
        self._attendance = Attendance()
        self.batches = 0
        self.counted: Counter[str] = Counter()
        """Events by name, and the transactions they came in: what the meters read."""
        self._waiting: deque[Waiting] = deque()
        self._flushing: asyncio.Task[None] | None = None
        self._reaching = asyncio.Lock()
        self._current_at = float("-inf")
        """When, by the loop's clock, limits and people were last known to be those of the database."""

    @property
    def waiting(self) -> int:
        """How many commands wait for their turn."""
        return len(self._waiting)

    async def submit(self, command: Command) -> Posted:
        """The command's answer, once it is durable. Raises its refusal, or Busy when too many wait."""
        if len(self._waiting) >= MOST_WAITING:
            raise Busy("More is waiting than can be answered soon. Try again in a second.", retry_after=1)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Posted] = loop.create_future()
        self._waiting.append((command, answer))
        self.taken += 1
        if self._flushing is None:
            self._flushing = loop.create_task(self._flush())
        return await answer

    async def close(self) -> None:
        """Finish what was taken."""
        if self._flushing is not None:
            await self._flushing

    async def in_force(self) -> Snapshot:
        """Limits and people for questions that decide nothing: never older than the bound, or an error."""
        behind = asyncio.get_running_loop().time() - self._current_at > BEHIND_AT_MOST_S
        if behind or self.authority.version == 0:
            return await self.refresh()
        return self.authority

    async def present(self) -> Present:
        """Who is there, for questions that decide nothing."""
        ids = await self.database.glance(_connected, self.name, self._attendance)
        return self._attendance.present(ids, self.authority)

    async def reach(self, version: int, revision: int) -> None:
        """Know at least these limits and people, which may have come from another process: one reads for all."""
        if not self._behind(version, revision):
            return
        async with self._reaching:
            if self._behind(version, revision):
                # Where what was published is broken, lists are read as before; whatever decides is refused.
                with suppress(Refusal):
                    await self.refresh()

    def _behind(self, version: int, revision: int) -> bool:
        known = self.authority
        return known.version > 0 and (known.version < version or known.people.revision < revision)

    async def refresh(self) -> Snapshot:
        """Limits and people as they are now, for questions that decide nothing."""
        asked_at = asyncio.get_running_loop().time()
        fresh = await self.database.read(limits.refreshed, self.authority)
        self._current_at = asked_at
        # A batch may have moved on while this was read: never go back.
        if (fresh.version, fresh.people.revision) >= (self.authority.version, self.authority.people.revision):
            self.authority = fresh
        return self.authority

    async def _flush(self) -> None:
        try:
            while self._waiting:
                await self._gather()
                await self._settle(self._batch())
                await asyncio.sleep(0)
        finally:
            self._flushing = None

    def _batch(self) -> list[Waiting]:
        batch: list[Waiting] = []
        while self._waiting and len(batch) < MOST_TOGETHER:
            batch.append(self._waiting.popleft())
            if batch[-1][0].needs.last:
                break
        return batch

    async def _gather(self) -> None:
        """What else has arrived goes into the same transaction: no timer, only turns of the loop that bring more."""
        seen = 0
        while seen < len(self._waiting) < MOST_TOGETHER:
            seen = len(self._waiting)
            await asyncio.sleep(0)

    async def _settle(self, batch: Sequence[Waiting]) -> None:
        commands = [command for command, _ in batch]
        begun_at = asyncio.get_running_loop().time()
        try:
            known = Known(self.authority, self._attendance, self._under_way)
            outcomes, books = await self.database.write(_decided, self.name, known, commands)
        except DatabaseError as broken:
            await self._one_by_one(batch, broken)
            return
        except Exception as broken:
            log.exception("a batch of %d was not stored", len(batch))
            _refuse(batch, broken if isinstance(broken, Refusal) else _unstored())
            return
        self.authority, self._current_at = books.authority, begun_at
        self.batches += 1
        self.counted.update(event.event for event in books.events)
        self._keep_in_mind((*books.fresh.values(), *books.changed.values()))
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            if answer.done():
                continue
            if isinstance(outcome, Posted):
                answer.set_result(outcome)
            else:
                answer.set_exception(outcome)
        if books.events:
            for ring in self.after_commit:
                ring(books.head.event_seq)

    def _keep_in_mind(self, written: Iterable[Request]) -> None:
        for one in written:
            self._under_way.pop(one.id, None)
            self.granted += one.state == GRANTED
            if one.state in (GRANTED, RUNNING) and len(self._under_way) < MOST_WAITING:
                self._under_way[one.id] = one

    async def _one_by_one(self, batch: Sequence[Waiting], broken: DatabaseError) -> None:
        """One bad row must not spoil its neighbours. A lost connection is another matter: what it did is not known."""
        if len(batch) == 1 or not is_about_a_row(broken):
            log.error("a batch of %d was not stored: %s", len(batch), broken)
            _refuse(batch, _unanswered() if broken.connection_invalidated else _unstored())
            return
        for one in batch:
            await self._settle([one])


def _connected(connection: Connection, name: str, attendance: Attendance) -> frozenset[str]:
    return attendance.connected(connection, heads.read(connection, name))


def _decided(
    connection: Connection,
    name: str,
    known: Known,
    commands: Sequence[Command],
) -> tuple[list[Posted | Exception], Books]:
    books = _opened(connection, name, known, commands)
    outcomes: list[Posted | Exception] = []
    for command in commands:
        try:
            outcomes.append(books.post(command.decide(books)))
        except Refusal as refusal:
            outcomes.append(refusal)
        except Exception as broken:
            log.exception("%s could not be decided", type(command).__name__)
            outcomes.append(broken)
    _written(connection, name, books)
    return outcomes, books


def _opened(connection: Connection, name: str, known: Known, commands: Sequence[Command]) -> Books:
    head = heads.lock(connection, name)
    needs = [command.needs for command in commands]
    loaded = requests.by_ids(connection, {one for need in needs for one in need.requests}, known.under_way)
    most_due = max(need.due for need in needs)
    due = requests.due(connection, head.now, most_due, known.under_way, moves=head.flow.moves) if most_due else {}
    waiting = requests.still_open(connection) if any(need.open for need in needs) else {}
    found = (policies.draft(connection, need.draft) for need in needs if need.draft)
    anew = any(need.comings for need in needs)
    authority = limits.current(connection, known.authority, head)
    return Books(
        head=head,
        authority=authority,
        requests=loaded,
        sums=requests.sums(connection, {one for need in needs for one in need.orders}),
        keys=events.keys(connection, {one for need in needs for one in need.keys}),
        due=due,
        open=waiting,
        drafts={draft.id: draft for draft in found if draft},
        suite=suites.revision(connection) if any(need.suite for need in needs) else 0,
        connected=cache(lambda: known.attendance.connected(connection, head, anew=anew)),
        attendance=known.attendance,
        before={**loaded, **due, **waiting},
        recovered=_recovered(connection, head),
        spending=spending.opened(connection, authority, head, needs, loaded.values()),
        offers=Offers(lambda: offers.load(connection)),
        pieces=pieces.opened(connection, authority.stacks, head.now, (one for need in needs for one in need.spends)),
    )


def _recovered(connection: Connection, head: heads.Head) -> list[Recovered]:
    """Only for a while after a restore is there anything to ask for."""
    until = head.flow.recovered_until
    return recovered.unclaimed(connection) if until and head.now < until else []


def _written(connection: Connection, name: str, books: Books) -> None:
    requests.add(connection, books.fresh.values())
    requests.save(connection, books.changed, books.before)
    events.append(connection, books.events)
    events.remember(connection, books.new_keys)
    for write in books.writes:
        write(connection, books.head)
    decisions.append(connection, books.decided)
    people.save(connection, books.people.values(), books.head.people_revision)
    for revision, changed in books.belonging:
        memberships.keep(connection, changed, revision, books.now)
    budgets.move(connection, books.spending.moved)
    for publication in books.publications:
        policies.publish(connection, publication.version, publication.added, publication.removed)
        budgets.publish(connection, publication.version.number, publication.budgets_added, publication.budgets_removed)
    recount(connection, books.authority.book, books.to_recount, books.now)
    for draft in books.saved_drafts.values():
        policies.put_draft(connection, draft)
    for suite in books.suites:
        suites.save(connection, suite)
    if books.events or books.writes or books.people or books.publications:
        heads.move(connection, books.head, name)


def _unstored() -> Unstored:
    return Unstored("The database did not take it, so nothing was changed. Try again.", retry_after=1)


def _unanswered() -> Unstored:
    detail = (
        "The database did not answer, so it is not known whether this was stored. Look, or send it again: "
        "with the same Idempotency-Key, or with the version that you saw, nothing happens twice."
    )
    return Unstored(detail, retry_after=1)


def _refuse(batch: Sequence[Waiting], refusal: Exception) -> None:
    for _, answer in batch:
        if not answer.done():
            answer.set_exception(refusal)

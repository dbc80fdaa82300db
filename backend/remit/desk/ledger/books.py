"""The books of one batch: what its commands may look at, and what they leave behind to be written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pydantic_core import to_json

from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.attendance import Attendance
from remit.desk.ledger.offers import Offers
from remit.desk.ledger.pieces import Pieces
from remit.domain.events import Event
from remit.domain.execution.flow import Flow
from remit.domain.execution.reconciling import Recovered
from remit.domain.orders.holds import HELD, POSTED, Sums, hold_after, hold_of, stays
from remit.domain.people import Person, Register
from remit.domain.policy.budgets import UNTOUCHED, Budget, Keys, Spent, Tally
from remit.domain.policy.spending import Share, Spending
from remit.domain.requests.counting import shares_of, takes_the_same
from remit.domain.requests.representation import represent
from remit.domain.requests.request import Request
from remit.domain.routing.present import Present
from remit.domain.values import changed, value
from remit.store import heads
from remit.store.database.session import Connection
from remit.store.decisions import Entered
from remit.store.events import Key, Recorded
from remit.store.heads import Head
from remit.store.policies import Draft, Version
from remit.store.suites import Suite


@value(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a command wants to find in the books."""

    requests: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    due: int = 0
    """So many requests that wait to be carried out."""
    open: bool = False
    """Every request that waits for a person."""
    comings: bool = False
    """Somebody came or went: who is there is read again."""
    draft: str | None = None
    suite: bool = False
    """Which revision of the tests counts."""
    spends: tuple[tuple[str, str, str, Keys], ...] = ()
    """Remedy, currency, brand, and whose budgets."""
    last: bool = False
    """Nothing is decided after it in the same batch: it may change what is summed."""


@value(frozen=True, slots=True)
class Publication:
    """A new policy version, as what changes against the one before."""

    version: Version
    added: tuple[Rule, ...]
    removed: tuple[str, ...]
    budgets_added: tuple[Budget, ...] = ()
    budgets_removed: tuple[str, ...] = ()


Mark = tuple[str, int]
"""A request's id and version."""
Write = Callable[[Connection, Head], None]
"""What else is written in the same transaction, before the rest; the head is as it will be."""


@value(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a command decided. Nothing of it exists until the batch is committed."""

    requests: tuple[Request, ...] = ()
    events: tuple[Event, ...] = ()
    key: tuple[str, str, str] | None = None
    """Caller, idempotency key, fingerprint; the first event holds the answer."""
    people: tuple[Person, ...] = ()
    register: Register | None = None
    """Teams and certificates, where what there is has changed."""
    writes: tuple[Write, ...] = ()
    flow: Flow | None = None
    """Whether money may move from now on."""
    publication: Publication | None = None
    draft: Draft | None = None
    suite: Suite | None = None
    replay: str | None = None
    """The first answer of a repeated call."""


@value(frozen=True, slots=True)
class Posted:
    """What a command gets back, once it is committed. `body` is the first request as JSON text."""

    requests: tuple[Request, ...]
    body: str
    replayed: bool = False
    version: Version | None = None
    """What was published."""


@value(frozen=True, slots=True)
class Texts:
    """Requests as JSON text, each made once where something tells of it: of most that are only taken, nothing does."""

    entered: Mapping[Mark, Request]
    """As they become. An event on the way to the last one tells of the request as it was in between."""
    _known: dict[Mark, str] = field(default_factory=dict)

    def of(self, request: Request) -> str:
        """The text of this version of it."""
        mark = _mark(request)
        if mark not in self._known:
            self._known[mark] = _text(represent(self.entered.get(mark, request)))
        return self._known[mark]


class Command(Protocol):
    """Something to be done. `decide` is pure: it looks into the books, and returns an entry or raises a refusal."""

    @property
    def needs(self) -> Needs: ...

    def decide(self, books: "Books") -> Entry: ...


@dataclass(slots=True, kw_only=True)
class Books:
    """Loaded once for the batch; each command sees what the one before it left."""

    head: Head
    authority: Snapshot
    requests: dict[str, Request]
    sums: dict[str, Sums]
    keys: dict[tuple[str, str], tuple[Key, str]]
    due: dict[str, Request]
    open: dict[str, Request]
    drafts: dict[str, Draft]
    connected: Callable[[], frozenset[str]]
    attendance: Attendance
    before: Mapping[str, Request]
    """Requests as they were loaded."""
    recovered: list[Recovered] = field(default_factory=list)
    """What the provider did before a restore, and nobody has asked for again yet."""
    spending: Spending
    """What is used of budgets."""
    offers: Offers
    """With whom what waits is."""
    pieces: Pieces
    """What was given without approval, or rejected, on orders and to customers."""
    fresh: dict[str, Request] = field(default_factory=dict)
    changed: dict[str, Request] = field(default_factory=dict)
    events: list[Recorded] = field(default_factory=list)
    decided: list[Entered] = field(default_factory=list)
    suite: int = 0
    suites: list[Suite] = field(default_factory=list)
    new_keys: list[Key] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    belonging: list[tuple[int, tuple[Person, ...]]] = field(default_factory=list)
    """People as they became, by the revision at which they did."""
    writes: list[Write] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    to_recount: dict[Tally, int | None] = field(default_factory=dict)
    """What is summed from now on, or further back than before."""
    saved_drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The database's clock when the batch began."""
        return self.head.now

    def person(self, person_id: str) -> Person | None:
        """Somebody, as of this batch."""
        return self.authority.people.get(person_id)

    def present(self) -> Present:
        """Everybody who is available: has a live connection and has not chosen otherwise."""
        return self.attendance.present(self.connected(), self.authority)

    def post(self, entry: Entry) -> Posted:
        """Enter what a command decided, so that the next one sees it."""
        if entry.replay is not None:
            return Posted((), entry.replay, replayed=True)
        texts = Texts({_mark(one): one for one in entry.requests})
        first = self.head.event_seq + 1
        for request in entry.requests:
            self._enter(request)
        for number, event in enumerate(entry.events, first):
            self._record(number, event, texts)
        self.head = changed(self.head, event_seq=self.head.event_seq + len(entry.events))
        answer = texts.of(entry.requests[0]) if entry.requests else ""
        if entry.key is not None:
            key = Key(*entry.key, seq=first)
            self.new_keys.append(key)
            self.keys[(key.caller, key.key)] = (key, answer)
        self._govern(entry)
        published = entry.publication.version if entry.publication else None
        return Posted(entry.requests, answer, version=published)

    def _enter(self, request: Request) -> None:
        old = self.requests.get(request.id) or self.due.get(request.id) or self.open.get(request.id)
        self._reserve(old, request)
        self._spend(old, request)
        self.pieces.enter(request)
        self.offers.enter(old, request)
        for loaded in (self.requests, self.due, self.open):
            if request.id in loaded:
                loaded[request.id] = request
        if request.id in self.before:
            self.changed[request.id] = request
        else:
            self.fresh[request.id] = self.requests[request.id] = request

    def apart(self, request: Request) -> Spent:
        """What is used of budgets, but for what this request takes of them already."""
        entered = self.requests.get(request.id) or self.open.get(request.id)
        if not self.authority.book.tallies:
            return UNTOUCHED
        return self.spending if entered is None else self.spending.apart_from(self._shares(entered))

    def _spend(self, old: Request | None, new: Request) -> None:
        if self.authority.book.tallies and (old is None or not takes_the_same(old, new)):
            self.spending.enter(self._shares(old) if old else (), self._shares(new))

    def _shares(self, request: Request) -> list[Share]:
        matter = request.remedy, request.currency, request.brand, request.facts
        return shares_of(request, self.authority.book.counting(*matter))

    def _reserve(self, old: Request | None, new: Request) -> None:
        if old is not None and stays(old, new):
            return
        gone = hold_of(old) if old else None
        come = hold_after(old, new) if old else hold_of(new)
        for hold, sign in ((gone, -1), (come, 1)):
            if hold is None or hold.order_id not in self.sums:
                continue
            sums = self.sums[hold.order_id]
            if hold.state == HELD:
                self.sums[hold.order_id] = changed(sums, held=sums.held + sign * hold.amount)
            elif hold.state == POSTED:
                self.sums[hold.order_id] = changed(sums, settled=sums.settled + sign * hold.amount)

    def _record(self, number: int, event: Event, texts: Texts) -> None:
        text = texts.of(event.request) if event.request else _text(event.content or {})
        request_id = event.request.id if event.request else None
        self.events.append(Recorded(number, self.now, event.event, request_id, event.actor, event.sentence, text))
        if event.judged is not None:
            self.decided.append(Entered(number, self.now, self.authority.people.revision, event.judged))

    def _govern(self, entry: Entry) -> None:
        self.writes += entry.writes
        self._switch(entry.flow)
        if entry.people:
            self.people.update({person.id: person for person in entry.people})
            revision = self.head.people_revision + 1
            self.belonging.append((revision, entry.people))
            self.head = changed(self.head, people_revision=revision)
            directory = self.authority.people.with_people(revision, entry.people)
            self.authority = self.authority.with_people(directory)
        if entry.register is not None:
            revision = self.head.people_revision + 1
            self.head = changed(self.head, people_revision=revision)
            self.authority = self.authority.with_people(self.authority.people.with_register(revision, entry.register))
        if entry.publication is not None:
            self._publish(entry.publication)
        if entry.suite is not None:
            self.suite = entry.suite.revision
            self.suites.append(entry.suite)
        if entry.draft is not None:
            self.saved_drafts[entry.draft.id] = self.drafts[entry.draft.id] = entry.draft

    def _publish(self, new: Publication) -> None:
        self.publications.append(new)
        self.head = changed(self.head, policy_version=new.version.number)
        before, number = self.authority.book, new.version.number
        self.authority = self.authority.with_rules(number, new.added, new.removed)
        if new.budgets_added or new.budgets_removed:
            self.authority = self.authority.with_budgets(number, new.budgets_added, new.budgets_removed)
            self.to_recount |= self.authority.book.reaching_further_than(before)
        if new.version.tiers != self.authority.tiers:
            self.authority = self.authority.with_tiers(number, new.version.tiers)
        if new.version.stacks != self.authority.stacks:
            self.authority = self.authority.with_stacks(number, new.version.stacks)
        if new.version.quorums != self.authority.quorums:
            self.authority = self.authority.with_quorums(number, new.version.quorums)

    def _switch(self, flow: Flow | None) -> None:
        if flow is not None:
            self.head = changed(self.head, flow=flow)
            self.writes.append(lambda connection, head: heads.put_flow(connection, head.flow))


def _mark(request: Request) -> Mark:
    return request.id, request.version


def _text(value: Mapping[str, object]) -> str:
    # The compiled serializer: three of these a request were a tenth of its cost.
    return to_json(value).decode()

"""The tests that the limits have to pass: read, replaced, made of a decision; and the gate before a version."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from remit import clock
from remit.authority.drafts.suites import Kept, expected, numbered, require_passed
from remit.authority.drafts.trials import Trial, Tried, run
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.desk.policies.drafts import StaleDraft
from remit.desk.policies.governing import Governing
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.requests.request import named
from remit.domain.values import value
from remit.store import suites
from remit.store.policies import Draft
from remit.store.suites import Suite

Wanted = tuple[str | None, Trial, str | None]
"""A test to be kept: its id (None is a new one), what it tries, and the request that it was made of."""


class StaleTests(Refusal):
    """Somebody else changed the tests meanwhile."""

    name = "stale-tests"
    title = "The tests changed meanwhile"


@value(frozen=True, slots=True)
class Gate:
    """A draft's tests, run before the ledger is entered; what was run must still be so when it publishes."""

    draft_revision: int
    before: Suite
    after: tuple[Kept, ...]
    tried: tuple[Tried, ...]

    def require(self, draft: Draft, books: Books) -> None:
        """Refuse where a test fails, or where draft or tests have changed since they were run."""
        if draft.revision != self.draft_revision:
            raise StaleDraft("Somebody changed this draft meanwhile. Load it again.", revision=draft.revision)
        _same(self.before.revision, books)
        require_passed(self.after, self.tried, "A test of the limits stands against this")

    def suite(self, version: int, note: str, by: Person, books: Books) -> Suite | None:
        """The tests with the version, where its draft has changed what they expect."""
        if self.after == self.before.tests:
            return None
        return Suite(self.before.revision + 1, version, self.after, note, books.now, named(by))


async def read(office: Office) -> Suite:
    """The tests that count."""
    return await office.database.read(suites.latest)


async def in_force(office: Office) -> tuple[Suite, tuple[Tried, ...]]:
    """The tests, and how they come out on the limits in force."""
    suite = await read(office)
    return suite, await _run(office.authority, suite.tests)


async def gate(office: Office, draft_id: str) -> Gate:
    """The tests as the draft expects them to be, run on the limits as it would make them."""
    draft, suite = await drafts.read(office, draft_id), await read(office)
    drafts.require(draft, drafts.EDITING, drafts.SUBMITTED, drafts.APPROVED)
    limits = drafts.drafted(draft, office.authority)
    after = expected(suite.tests, drafts.changes_of(draft))
    return Gate(draft.revision, suite, after, await _run(limits, after))


async def replace_all(office: Office, by: Person, revision: int, wanted: Iterable[Wanted], note: str) -> Suite:
    """Other tests, which must hold on the limits in force: expecting something else is for a draft to say."""
    known = await read(office)
    return await _saved(office, by, revision, numbered(wanted, known.tests), note)


async def add(office: Office, by: Person, trial: Trial, origin: str | None, note: str) -> Kept:
    """One more test, which must hold on the limits in force; the same one twice is one."""
    known = await read(office)
    same = next((one for one in known.tests if one.trial == trial), None)
    if same is not None:
        return same
    kept = [(one.id, one.trial, one.origin) for one in known.tests]
    tests = numbered([*kept, (None, trial, origin)], known.tests)
    await _saved(office, by, known.revision, tests, note)
    return tests[-1]


async def returning(office: Office, limits: Snapshot) -> Callable[[int, str, Person, Books], Suite | None]:
    """With an earlier version its tests come back; of those made since, whatever still holds then stays."""
    now = await read(office)
    then = await office.database.read(suites.of_version, limits.version)
    ids = {one.id for one in then.tests}
    since = [one for one in now.tests if one.id not in ids]
    failing = {since[one.index].id for one in await _run(limits, since) if not one.passed}
    tests = (*then.tests, *(one for one in since if one.id not in failing))

    def suite(version: int, note: str, by: Person, books: Books) -> Suite | None:
        # Going back must never wait: where the tests changed meanwhile, they stay as they are.
        if tests == now.tests or books.suite != now.revision:
            return None
        return Suite(now.revision + 1, version, tests, note, books.now, named(by))

    return suite


async def _saved(office: Office, by: Person, revision: int, tests: tuple[Kept, ...], note: str) -> Suite:
    require_passed(tests, await _run(office.authority, tests), "A test does not hold on the limits in force")
    saved: list[Suite] = []

    def decide(books: Books) -> Entry:
        _same(revision, books)
        version = books.authority.version
        saved.append(Suite(revision + 1, version, tests, note, books.now, named(by)))
        said = f"{by.name} changed the tests of the limits ({len(tests)} now): {note}"
        content = {"revision": revision + 1, "tests": len(tests), "note": note}
        return Entry(suite=saved[-1], events=(Event("policy.tests_changed", named(by), said, content=content),))

    await office.ledger.submit(Governing(decide, suite=True))
    return saved[-1]


async def _run(limits: Snapshot, tests: Sequence[Kept]) -> tuple[Tried, ...]:
    # Beside the loop: thousands of decisions take as many milliseconds, and nobody's click should wait for them.
    return await asyncio.to_thread(run, limits, [one.trial for one in tests], clock.now())


def _same(revision: int, books: Books) -> None:
    if books.suite != revision:
        detail = f"Somebody changed the tests meanwhile: they are at revision {books.suite}. Load them again."
        raise StaleTests(detail, revision=books.suite)

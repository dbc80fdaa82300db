"""Published versions: a draft becomes the next one, an earlier one comes back, all of them can be read."""

from remit.authority.drafts.budget_difference import budget_difference
from remit.authority.drafts.difference import difference, raises_authority
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot, snapshot
from remit.desk.ledger.books import Books, Entry, Posted, Publication
from remit.desk.office import Office
from remit.desk.policies import drafts, suites
from remit.desk.policies.drafts import APPROVED, EDITING, PUBLISHED, SUBMITTED, Content
from remit.desk.policies.governing import Governing, SecondPersonRequired, not_ones_own, on_draft
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.policy import quorums as quorum_rules
from remit.domain.policy.budgets import Budget
from remit.domain.policy.stacks import loosened
from remit.domain.refusal import NotFound
from remit.domain.requests.request import named
from remit.store import budgets, policies
from remit.store.policies import Draft, Version


async def publish(office: Office, by: Person, draft_id: str, note: str) -> Version:
    """The draft becomes the next version, in force with this commit; its tests have to hold."""
    gate = await suites.gate(office, draft_id)

    def step(draft: Draft, books: Books) -> Entry:
        return becoming(draft, books, by, note, gate)

    return _published(await on_draft(office, draft_id, step, suite=True))


def becoming(draft: Draft, books: Books, by: Person, note: str, gate: suites.Gate) -> Entry:
    """The entry by which the draft becomes the next version."""
    after = publishable(draft, books, by, gate)
    made = _publication(books, after, by, note)
    done = drafts.moved(draft, PUBLISHED, books)
    tests = gate.suite(made.version.number, note, by, books)
    return Entry(publication=made, draft=done, suite=tests, events=(_said(made.version, by),))


def publishable(draft: Draft, books: Books, by: Person, gate: suites.Gate) -> Content:
    """What the draft would make of the limits; refuses what this person may not publish now."""
    drafts.require(draft, EDITING, SUBMITTED, APPROVED)
    after = drafts.whole(draft, books.authority)
    if _raises(books.authority, after):
        _seconded(draft, books, after)
        not_ones_own(by, books.authority, *after)
    gate.require(draft, books)
    return after


async def roll_back(office: Office, by: Person, to_version: int, note: str) -> Version:
    """An earlier version's content as a new version, at once. One step back is always one click."""
    back = await as_of(office, to_version)
    wanted = dict(back.rules), dict(back.book.rows), back.stacks, back.quorums
    tests = await suites.returning(office, back)

    def decide(books: Books) -> Entry:
        raised = _raises(books.authority, wanted)
        if raised and to_version != books.authority.version - 1:
            detail = (
                f"Returning to version {to_version} raises authority. Make it a draft, so that somebody can second it."
            )
            raise SecondPersonRequired(detail)
        if raised:
            not_ones_own(by, books.authority, *wanted)
        made = _publication(books, wanted, by, note)
        suite = tests(made.version.number, note, by, books)
        return Entry(publication=made, suite=suite, events=(_said(made.version, by),))

    return _published(await office.ledger.submit(Governing(decide, suite=True)))


async def content(office: Office, number: int) -> tuple[Version, list[Rule]]:
    """A version and its rules, by id."""
    version = await office.database.read(policies.version, number)
    if version is None:
        raise NotFound(f"There is no version {number} of the limits.")
    return version, await office.database.read(policies.rules_of, number)


async def as_of(office: Office, number: int) -> Snapshot:
    """A version as it decides, for the people of today."""
    version, rules = await content(office, number)
    limits = snapshot(version.number, rules, version.tiers, office.authority.people)
    limits = limits.with_budgets(version.number, await budgets_of(office, number))
    return limits.with_stacks(version.number, version.stacks).with_quorums(version.number, version.quorums)


async def budgets_of(office: Office, number: int) -> list[Budget]:
    """A version's budgets, by id."""
    return await office.database.read(budgets.budgets_of, number)


async def whole(office: Office, number: int) -> Content:
    """All that a version says."""
    version, rules = await content(office, number)
    budgets_then = {one.bid: one for one in await budgets_of(office, number)}
    return {rule.rid: rule for rule in rules}, budgets_then, version.stacks, version.quorums


async def history(office: Office, before: int | None, limit: int) -> list[Version]:
    """Versions, newest first; one more than `limit` where there are more."""
    return await office.database.read(policies.versions, before, limit + 1)


def _published(posted: Posted) -> Version:
    if posted.version is None:
        raise NotFound("Nothing was published.")
    return posted.version


def _raises(authority: Snapshot, after: Content) -> bool:
    rules, budgets_then, stacks, quorums = after
    ladder = [tier.name for tier in authority.tiers]
    if loosened(authority.stacks, stacks) or quorum_rules.loosened(authority.quorums, quorums, ladder):
        return True
    freed = budget_difference(authority.book.rows, budgets_then).raising()
    return raises_authority(authority.rules, rules) or any(True for _ in freed)


def _seconded(draft: Draft, books: Books, after: Content) -> None:
    if draft.state != APPROVED:
        raise SecondPersonRequired("It raises authority. Submit it, and let somebody else of operations approve it.")
    for who in (draft.author, draft.approver):
        person = books.person(who.id) if who else None
        if person is not None:
            not_ones_own(person, books.authority, *after)


def _publication(books: Books, after: Content, by: Person, note: str) -> Publication:
    rules, budgets_then, stacks, quorums = after
    added, removed = difference(books.authority.rules, rules).moves()
    come, gone = budget_difference(books.authority.book.rows, budgets_then).moves()
    number = books.authority.version + 1
    then = books.authority.with_rules(number, added, removed).with_budgets(number, come, gone)
    content = then.with_stacks(number, stacks).with_quorums(number, quorums).hash
    version = Version(number, content, books.now, named(by), by.name, note, books.authority.tiers, stacks, quorums)
    return Publication(version, added, removed, come, gone)


def _said(version: Version, by: Person) -> Event:
    content = {"version": version.number, "hash": version.hash, "note": version.note}
    said = f"{by.name} published version {version.number} of the limits: {version.note}"
    return Event("policy.published", named(by), said, content=content)

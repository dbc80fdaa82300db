"""Published versions: a draft becomes the next one, an earlier one comes back, all of them can be read."""

import asyncio
from collections.abc import Iterable, Sequence

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
from remit.domain.refusal import NotFound, Refusal
from remit.domain.requests.request import named
from remit.domain.values import value
from remit.store import budgets, policies
from remit.store.policies import Draft, Version

MOST_WHOLE = 2_000
"""So many rules are told in one answer at most: more would keep others waiting."""


class TooManyLimits(Refusal):
    """A version with very many rules is asked for in one answer."""

    name = "too-many-limits"
    title = "Too many limits for one answer"


@value(frozen=True, slots=True)
class Page:
    """A version with some of its rules; `following` is where the next page begins."""

    version: Version
    rules: Sequence[Rule]
    budgets: Sequence[Budget]
    following: str | None


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
    return await known(office, number), await office.database.read(policies.rules_of, number)


async def known(office: Office, number: int) -> Version:
    """A version, without its rules."""
    version = await office.database.read(policies.version, number)
    if version is None:
        raise NotFound(f"There is no version {number} of the limits.")
    return version


async def page(office: Office, number: int, after: str | None, most: int | None) -> Page:
    """A version with its rules: all of them in one answer where they are not very many, else page by page."""
    version = await known(office, number)
    if most is None and after is None:
        await _not_too_many(office, number)
    size = most or MOST_WHOLE
    found = await office.database.read(policies.rules_of, number, after or "", size + 1)
    following = found[size - 1].rid if len(found) > size else None
    return Page(version, found[:size], await budgets_of(office, number), following)


async def apart(office: Office, one: int, other: int) -> tuple[Content, Content]:
    """What two versions say, of their rules only those that are not in both."""
    here, there = await known(office, one), await known(office, other)
    rules = await office.database.read(policies.apart, one, other, MOST_WHOLE + 1)
    if max(map(len, rules)) > MOST_WHOLE:
        detail = (
            f"Versions {one} and {other} differ in more than {MOST_WHOLE} limits, and one answer holds no more. "
            f"Take both as sheets: GET /api/v1/policy/versions/{one}/limits.csv, and the same of {other}."
        )
        raise TooManyLimits(detail, most=MOST_WHOLE)
    return await _content(office, here, rules[0]), await _content(office, there, rules[1])


async def as_of(office: Office, number: int) -> Snapshot:
    """A version as it decides, for the people of today."""
    version, rules = await content(office, number)
    limits = await asyncio.to_thread(snapshot, version.number, rules, version.tiers, office.authority.people)
    limits = limits.with_budgets(version.number, await budgets_of(office, number))
    return limits.with_stacks(version.number, version.stacks).with_quorums(version.number, version.quorums)


async def budgets_of(office: Office, number: int) -> list[Budget]:
    """A version's budgets, by id."""
    return await office.database.read(budgets.budgets_of, number)


async def history(office: Office, before: int | None, limit: int) -> list[Version]:
    """Versions, newest first; one more than `limit` where there are more."""
    return await office.database.read(policies.versions, before, limit + 1)


async def _content(office: Office, version: Version, rules: Iterable[Rule]) -> Content:
    spent = {one.bid: one for one in await budgets_of(office, version.number)}
    return {rule.rid: rule for rule in rules}, spent, version.stacks, version.quorums


async def _not_too_many(office: Office, number: int) -> None:
    count = await office.database.read(policies.rules_in, number)
    if count > MOST_WHOLE:
        path = f"/api/v1/policy/versions/{number}"
        detail = (
            f"Version {number} has {count} limits; one answer holds at most {MOST_WHOLE}. Take them page by page, "
            f"GET {path}?limit=1000 and then with cursor as next_cursor says, or all as a sheet, GET {path}/limits.csv."
        )
        raise TooManyLimits(detail, limits=count, most=MOST_WHOLE)


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

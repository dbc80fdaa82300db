"""Drafts: changes on their way, begun on the live version, revised, submitted, seconded or let go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from remit import clock
from remit.authority.drafts.budget_changes import budgets_after
from remit.authority.drafts.budget_difference import budget_difference
from remit.authority.drafts.changes import Change, SetLimit, edited
from remit.authority.drafts.difference import difference
from remit.authority.drafts.quorum_changes import quorums_after
from remit.authority.drafts.stack_changes import stacks_after
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.policies.governing import Governing, SecondPersonRequired, not_ones_own, on_draft, on_live
from remit.domain.people import Person
from remit.domain.policy.budgets import Budget
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.stacks import Stack
from remit.domain.refusal import NotFound, Refusal
from remit.domain.requests.request import Named, named
from remit.store import policies
from remit.store.policies import Draft

EDITING, SUBMITTED, APPROVED, PUBLISHED, DISCARDED = "editing", "submitted", "approved", "published", "discarded"
Content = tuple[Mapping[str, Rule], dict[str, Budget], tuple[Stack, ...], tuple[Quorum, ...]]
"""Rules and budgets as they are wanted, by id; what is summed, and above what more than one has to approve."""
_changes = TypeAdapter(list[Change])


class StaleDraft(Refusal):
    """Somebody else changed the draft meanwhile."""

    name = "stale-draft"
    title = "The draft changed meanwhile"


class DraftClosed(Refusal):
    """The draft is not in a state for this."""

    name = "draft-closed"
    title = "Not possible with this draft now"


def changes_of(draft: Draft) -> list[Change]:
    """What the draft changes."""
    return _changes.validate_json(draft.changes)


def text_of(changes: Sequence[Change]) -> str:
    """Changes as they are kept."""
    return _changes.dump_json(list(changes)).decode()


async def begin(office: Office, by: Person, name: str, base_version: int) -> Draft:
    """A new draft on the live version."""
    on_live(base_version, office.authority)
    now = clock.now()
    new = Draft(clock.new_id("drf"), name, base_version, 1, EDITING, "[]", named(by), None, now, now)
    await office.ledger.submit(Governing(lambda _books: Entry(draft=new)))
    return new


async def revise(office: Office, by: Person, draft_id: str, revision: int, changes: Sequence[Change]) -> Draft:
    """Replace the draft's changes; they are applied once to see that they can be. Who does it is its author then."""

    def step(draft: Draft, books: Books) -> Entry:
        require(draft, EDITING, SUBMITTED, APPROVED)
        if draft.revision != revision:
            detail = f"Somebody changed this draft meanwhile: it is at revision {draft.revision}. Load it again."
            raise StaleDraft(detail, revision=draft.revision)
        on_live(draft.base_version, books.authority)
        edited(books.authority, changes)
        budgets_after(
            books.authority.book.rows, changes, books.authority.knows, books.authority.people.register.catalogue
        )
        stacks_after(books.authority.stacks, changes)
        quorums_after(books.authority.quorums, changes, books.authority.tiers)
        # Whoever wrote what it says now may not be the second person for it.
        kept = text_of(_authored(changes, changes_of(draft), named(by)))
        return Entry(draft=moved(draft, EDITING, books, changes=kept, author=named(by), approver=None))

    return await _take(office, draft_id, step)


async def discard(office: Office, draft_id: str) -> Draft:
    """Let it go."""

    def step(draft: Draft, books: Books) -> Entry:
        require(draft, EDITING, SUBMITTED, APPROVED)
        return Entry(draft=moved(draft, DISCARDED, books))

    return await _take(office, draft_id, step)


async def submit(office: Office, draft_id: str) -> Draft:
    """Ask the second person."""

    def step(draft: Draft, books: Books) -> Entry:
        require(draft, EDITING)
        return Entry(draft=moved(draft, SUBMITTED, books))

    return await _take(office, draft_id, step)


async def approve(office: Office, by: Person, draft_id: str) -> Draft:
    """The second person's word; never the author's, never on what would raise their own authority."""

    def step(draft: Draft, books: Books) -> Entry:
        require(draft, SUBMITTED)
        on_live(draft.base_version, books.authority)
        if by.id == draft.author.id:
            raise SecondPersonRequired("You wrote this draft. Somebody else of operations has to approve it.")
        not_ones_own(by, books.authority, *whole(draft, books.authority))
        return Entry(draft=moved(draft, APPROVED, books, approver=named(by)))

    return await _take(office, draft_id, step)


async def read(office: Office, draft_id: str) -> Draft:
    """One draft."""
    found = await office.database.glance(policies.draft, draft_id)
    if found is None:
        raise NotFound("There is no such draft. It may have been discarded.")
    return found


def after(draft: Draft, authority: Snapshot) -> Mapping[str, Rule]:
    """The rules as they would be; only a draft on the live version can be judged."""
    on_live(draft.base_version, authority)
    return edited(authority, changes_of(draft))


def whole(draft: Draft, authority: Snapshot) -> Content:
    """Everything as it would be."""
    return (
        after(draft, authority),
        budgets_of(draft, authority),
        stacks_of(draft, authority),
        _quorums(draft, authority),
    )


def budgets_of(draft: Draft, authority: Snapshot) -> dict[str, Budget]:
    """The budgets as they would be."""
    catalogue = authority.people.register.catalogue
    return budgets_after(authority.book.rows, changes_of(draft), authority.knows, catalogue)


def stacks_of(draft: Draft, authority: Snapshot) -> tuple[Stack, ...]:
    """What would be summed."""
    return stacks_after(authority.stacks, changes_of(draft))


def drafted(draft: Draft, authority: Snapshot) -> Snapshot:
    """The limits and budgets as the draft would make them, for the people of today."""
    found, number = difference(authority.rules, after(draft, authority)), authority.version + 1
    budgets = budget_difference(authority.book.rows, budgets_of(draft, authority))
    made = authority.with_rules(number, *found.moves()).with_budgets(number, *budgets.moves())
    return made.with_stacks(number, stacks_of(draft, authority)).with_quorums(number, _quorums(draft, authority))


def _quorums(draft: Draft, authority: Snapshot) -> tuple[Quorum, ...]:
    return quorums_after(authority.quorums, changes_of(draft), authority.tiers)


def moved(draft: Draft, state: str, books: Books, **changes: object) -> Draft:
    """The draft in another state, a revision later. A start that was set is taken back: it was for what it said."""
    after = replace(draft, state=state, revision=draft.revision + 1, updated_at=books.now, start=None)
    return replace(after, **changes)  # type: ignore[arg-type]


def require(draft: Draft, *states: str) -> None:
    """Refuse what cannot be done with a draft in its state."""
    if draft.state not in states:
        raise DraftClosed(f"This draft is {draft.state}. Begin a new one on the live version.", state=draft.state)


def _authored(changes: Sequence[Change], before: Sequence[Change], by: Named) -> list[Change]:
    """Each change by whoever first said it so: restating a colleague's words does not make them one's own."""
    known = {replace(one, author=None): one.author for one in before if isinstance(one, SetLimit)}
    return [
        replace(one, author=known.get(replace(one, author=None)) or by) if isinstance(one, SetLimit) else one
        for one in changes
    ]


async def _take(office: Office, draft_id: str, step: Callable[[Draft, Books], Entry]) -> Draft:
    await on_draft(office, draft_id, step)
    return await read(office, draft_id)

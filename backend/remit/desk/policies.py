"""Tuning the limits: a draft, the second person, a new version, the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from remit import clock
from remit.authority.drafts.changes import Change, applied
from remit.authority.drafts.difference import Difference, difference, gains, raises_authority
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot, snapshot
from remit.desk.ledger.books import Books, Entry, Needs, Posted, Publication
from remit.desk.office import Office
from remit.domain.events import Event
from remit.domain.people import Person
from remit.domain.refusal import NotFound, Refusal
from remit.domain.requests.request import named
from remit.store import policies
from remit.store.policies import Draft, Version

EDITING, SUBMITTED, APPROVED, PUBLISHED, DISCARDED = "editing", "submitted", "approved", "published", "discarded"
_changes = TypeAdapter(list[Change])


class StaleDraft(Refusal):
    """Somebody else changed the draft meanwhile."""

    name = "stale-draft"
    title = "The draft changed meanwhile"


class StaleBase(Refusal):
    """Another version went live since the draft was begun."""

    name = "stale-base"
    title = "Another version went live meanwhile"


class SecondPersonRequired(Refusal):
    """It raises authority, so a second person has to approve it."""

    name = "second-person-required"
    title = "A second person has to approve this"


class OwnAuthority(Refusal):
    """Nobody raises their own authority."""

    name = "own-authority"
    title = "This would raise your own authority"


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
    _on_live(base_version, office.authority)
    now = clock.now()
    new = Draft(clock.new_id("drf"), name, base_version, 1, EDITING, "[]", named(by), None, now, now)
    await office.ledger.submit(_Governing(lambda _books: Entry(draft=new)))
    return new


async def revise(office: Office, by: Person, draft_id: str, revision: int, changes: Sequence[Change]) -> Draft:
    """Replace the draft's changes; they are applied once to see that they can be. Who does it is its author then."""

    def step(draft: Draft, books: Books) -> Entry:
        _in(draft, EDITING, SUBMITTED, APPROVED)
        if draft.revision != revision:
            detail = f"Somebody changed this draft meanwhile: it is at revision {draft.revision}. Load it again."
            raise StaleDraft(detail, revision=draft.revision)
        _on_live(draft.base_version, books.authority)
        applied(books.authority.rules, changes, books.authority.knows)
        # Whoever wrote what it says now may not be the second person for it.
        return Entry(draft=_moved(draft, EDITING, books, changes=text_of(changes), author=named(by), approver=None))

    return await _take(office, draft_id, step)


async def discard(office: Office, draft_id: str) -> Draft:
    """Let it go."""

    def step(draft: Draft, books: Books) -> Entry:
        _in(draft, EDITING, SUBMITTED, APPROVED)
        return Entry(draft=_moved(draft, DISCARDED, books))

    return await _take(office, draft_id, step)


async def submit(office: Office, draft_id: str) -> Draft:
    """Ask the second person."""

    def step(draft: Draft, books: Books) -> Entry:
        _in(draft, EDITING)
        return Entry(draft=_moved(draft, SUBMITTED, books))

    return await _take(office, draft_id, step)


async def approve(office: Office, by: Person, draft_id: str) -> Draft:
    """The second person's word; never the author's, never on what would raise their own authority."""

    def step(draft: Draft, books: Books) -> Entry:
        _in(draft, SUBMITTED)
        _on_live(draft.base_version, books.authority)
        if by.id == draft.author.id:
            raise SecondPersonRequired("You wrote this draft. Somebody else of operations has to approve it.")
        _not_ones_own(by, books.authority, _after(draft, books.authority))
        return Entry(draft=_moved(draft, APPROVED, books, approver=named(by)))

    return await _take(office, draft_id, step)


async def publish(office: Office, by: Person, draft_id: str, note: str) -> Version:
    """The draft becomes the next version, in force with this commit."""

    def step(draft: Draft, books: Books) -> Entry:
        _in(draft, EDITING, SUBMITTED, APPROVED)
        _on_live(draft.base_version, books.authority)
        after = _after(draft, books.authority)
        if raises_authority(books.authority.rules, after):
            _seconded(draft, books, after)
            _not_ones_own(by, books.authority, after)
        made = _publication(books, after, by, note)
        done = _moved(draft, PUBLISHED, books)
        return Entry(publication=made, draft=done, events=(_said(made.version, by),))

    return _published(await _step(office, draft_id, step))


async def roll_back(office: Office, by: Person, to_version: int, note: str) -> Version:
    """An earlier version's content as a new version, at once. One step back is always one click."""
    wanted = await rules_of(office, to_version)

    def decide(books: Books) -> Entry:
        raised = raises_authority(books.authority.rules, wanted)
        if raised and to_version != books.authority.version - 1:
            detail = (
                f"Returning to version {to_version} raises authority. Make it a draft, so that somebody can second it."
            )
            raise SecondPersonRequired(detail)
        if raised:
            _not_ones_own(by, books.authority, wanted)
        made = _publication(books, wanted, by, note)
        return Entry(publication=made, events=(_said(made.version, by),))

    return _published(await office.ledger.submit(_Governing(decide)))


async def content(office: Office, number: int) -> tuple[Version, list[Rule]]:
    """A version and its rules, by id."""
    version = await office.database.read(policies.version, number)
    if version is None:
        raise NotFound(f"There is no version {number} of the limits.")
    return version, await office.database.read(policies.rules_of, number)


async def rules_of(office: Office, number: int) -> dict[str, Rule]:
    """A version's rules by id."""
    _, rules = await content(office, number)
    return {rule.rid: rule for rule in rules}


async def as_of(office: Office, number: int) -> Snapshot:
    """A version as it decides, for the people of today."""
    version, rules = await content(office, number)
    return snapshot(version.number, rules, version.tiers, office.authority.people)


async def history(office: Office, before: int | None, limit: int) -> list[Version]:
    """Versions, newest first; one more than `limit` where there are more."""
    return await office.database.read(policies.versions, before, limit + 1)


def after(draft: Draft, authority: Snapshot) -> dict[str, Rule]:
    """The rules as they would be; only a draft on the live version can be judged."""
    _on_live(draft.base_version, authority)
    return _after(draft, authority)


def drafted(draft: Draft, authority: Snapshot) -> Snapshot:
    """The limits as the draft would make them, for the people of today."""
    found = difference(authority.rules, after(draft, authority))
    return authority.with_rules(authority.version + 1, *_moves(found))


@dataclass(frozen=True, slots=True)
class _Governing:
    """The command behind the verbs above."""

    step: Callable[[Books], Entry]
    draft: str | None = None

    @property
    def needs(self) -> Needs:
        """The draft, where there is one."""
        return Needs(draft=self.draft)

    def decide(self, books: Books) -> Entry:
        """What the verb decides."""
        return self.step(books)


async def _take(office: Office, draft_id: str, step: Callable[[Draft, Books], Entry]) -> Draft:
    await _step(office, draft_id, step)
    return await read(office, draft_id)


async def _step(office: Office, draft_id: str, step: Callable[[Draft, Books], Entry]) -> Posted:
    def decide(books: Books) -> Entry:
        if draft_id not in books.drafts:
            raise NotFound("There is no such draft. It may have been discarded.")
        return step(books.drafts[draft_id], books)

    return await office.ledger.submit(_Governing(decide, draft_id))


async def read(office: Office, draft_id: str) -> Draft:
    """One draft."""
    found = await office.database.glance(policies.draft, draft_id)
    if found is None:
        raise NotFound("There is no such draft. It may have been discarded.")
    return found


def _published(posted: Posted) -> Version:
    if posted.version is None:
        raise NotFound("Nothing was published.")
    return posted.version


def _after(draft: Draft, authority: Snapshot) -> dict[str, Rule]:
    return applied(authority.rules, changes_of(draft), authority.knows)


def _moved(draft: Draft, state: str, books: Books, **changes: object) -> Draft:
    moved = replace(draft, state=state, revision=draft.revision + 1, updated_at=books.now)
    return replace(moved, **changes)  # type: ignore[arg-type]


def _in(draft: Draft, *states: str) -> None:
    if draft.state not in states:
        raise DraftClosed(f"This draft is {draft.state}. Begin a new one on the live version.", state=draft.state)


def _on_live(base: int, authority: Snapshot) -> None:
    if base != authority.version:
        detail = (
            f"Version {authority.version} is live; this is on version {base}. Begin a new draft on the live version."
        )
        raise StaleBase(detail, live=authority.version)


def _seconded(draft: Draft, books: Books, after: dict[str, Rule]) -> None:
    if draft.state != APPROVED:
        raise SecondPersonRequired("It raises authority. Submit it, and let somebody else of operations approve it.")
    for who in (draft.author, draft.approver):
        person = books.person(who.id) if who else None
        if person is not None:
            _not_ones_own(person, books.authority, after)


def _not_ones_own(by: Person, authority: Snapshot, after: dict[str, Rule]) -> None:
    if gains(authority.rules, after, by, authority.tiers):
        raise OwnAuthority(f"It would raise {by.name}'s own authority. Somebody it does not touch has to do this.")


def _publication(books: Books, after: dict[str, Rule], by: Person, note: str) -> Publication:
    added, removed = _moves(difference(books.authority.rules, after))
    number = books.authority.version + 1
    content = books.authority.with_rules(number, added, removed).hash
    version = Version(number, content, books.now, named(by), by.name, note, books.authority.tiers)
    return Publication(version, added, removed)


def _moves(found: Difference) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rules that come, and the ids of those that go."""
    added = (*found.added, *(new for _, new in found.changed))
    return added, (*(rule.rid for rule in found.removed), *(old.rid for old, _ in found.changed))


def _said(version: Version, by: Person) -> Event:
    content = {"version": version.number, "hash": version.hash, "note": version.note}
    said = f"{by.name} published version {version.number} of the limits: {version.note}"
    return Event("policy.published", named(by), said, content=content)

"""What every verb on limits is made of: the command on the ledger, and who may have a hand in it."""

from collections.abc import Callable, Mapping

from remit.authority.drafts.budget_difference import gains_by_budgets
from remit.authority.drafts.difference import gains
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry, Needs, Posted
from remit.desk.office import Office
from remit.domain.people import Person
from remit.domain.policy import quorums as quorum_rules
from remit.domain.policy.budgets import Budget
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.stacks import Stack, loosened
from remit.domain.refusal import NotFound, Refusal
from remit.domain.values import value
from remit.store.policies import Draft


class StaleBase(Refusal):
    """Another version went live since the draft was begun."""

    name = "stale-base"
    title = "Another version went live meanwhile"


class OwnAuthority(Refusal):
    """Nobody raises their own authority."""

    name = "own-authority"
    title = "This would raise your own authority"


class SecondPersonRequired(Refusal):
    """It raises authority, so a second person has to approve it."""

    name = "second-person-required"
    title = "A second person has to approve this"


@value(frozen=True, slots=True)
class Governing:
    """The command: look into the books, decide."""

    step: Callable[[Books], Entry]
    draft: str | None = None
    suite: bool = False

    @property
    def needs(self) -> Needs:
        """The draft, where there is one; and which tests count."""
        return Needs(draft=self.draft, suite=self.suite, last=True)

    def decide(self, books: Books) -> Entry:
        """What the verb decides."""
        return self.step(books)


async def on_draft(
    office: Office, draft_id: str, step: Callable[[Draft, Books], Entry], *, suite: bool = False
) -> Posted:
    """Take a step on a draft as it is in this batch."""

    def decide(books: Books) -> Entry:
        if draft_id not in books.drafts:
            raise NotFound("There is no such draft. It may have been discarded.")
        return step(books.drafts[draft_id], books)

    return await office.ledger.submit(Governing(decide, draft_id, suite=suite))


def on_live(base: int, authority: Snapshot) -> None:
    """Refuse what was begun on another version than the live one."""
    if base != authority.version:
        detail = (
            f"Version {authority.version} is live; this is on version {base}. Begin a new draft on the live version."
        )
        raise StaleBase(detail, live=authority.version)


def not_ones_own(
    by: Person,
    authority: Snapshot,
    after: Mapping[str, Rule],
    budgets: Mapping[str, Budget],
    stacks: tuple[Stack, ...],
    quorums: tuple[Quorum, ...],
) -> None:
    """Refuse a hand in what would raise one's own authority."""
    # Who has no tier gives nothing, and gains nothing where less is summed or fewer are asked.
    ladder = [tier.name for tier in authority.tiers]
    looser = loosened(authority.stacks, stacks) or quorum_rules.loosened(authority.quorums, quorums, ladder)
    freed = bool(by.tiers) and looser
    freed = freed or gains_by_budgets(authority.book.rows, budgets, by, authority.tiers)
    if freed or gains(authority.rules, after, by, authority.tiers):
        raise OwnAuthority(f"It would raise {by.name}'s own authority. Somebody it does not touch has to do this.")

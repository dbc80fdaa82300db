"""Who gains and who loses by a draft, or between two versions; worked out beside the loop."""

import asyncio
from itertools import islice

from remit import clock
from remit.authority.drafts.budget_difference import budget_difference
from remit.authority.drafts.budget_effects import BudgetEffect, budget_effects
from remit.authority.drafts.difference import difference
from remit.authority.drafts.effects import MOST, Effect, effects
from remit.authority.snapshot import Snapshot
from remit.desk import archive
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.domain.values import value


@value(frozen=True, slots=True)
class Consequences:
    """Effects, kind of person by kind of person; `more`: there are others that are not told. Budgets by themselves."""

    effects: tuple[Effect, ...]
    more: bool
    budgets: tuple[BudgetEffect, ...] = ()

    def people(self, *, gaining: bool) -> frozenset[str]:
        """Everybody who would gain by any of it, or lose: by id. Many do both."""
        told: tuple[Effect | BudgetEffect, ...] = (*self.effects, *self.budgets)
        # Whatever is told of one kind of person names the same ones: ten thousand are looked at once.
        kinds = {id(effect.who): effect.who for effect in told if effect.gains is gaining}
        return frozenset().union(*kinds.values())


async def of_draft(office: Office, draft_id: str) -> Consequences:
    """What publishing the draft would do to people."""
    draft = await drafts.read(office, draft_id)
    after = await asyncio.to_thread(drafts.drafted, draft, office.authority)
    return await asyncio.to_thread(between, office.authority, after, office.brand)


async def of_versions(office: Office, before: int, after: int) -> Consequences:
    """What one version gives the people of today that another does not."""
    old, new = [await _version(office, number) for number in (before, after)]
    return await asyncio.to_thread(between, old, new, office.brand)


def between(before: Snapshot, after: Snapshot, brand: str) -> Consequences:
    """The same of two sets of limits."""
    found = difference(before.rules, after.rules)
    told = tuple(islice(effects(before, after, found, brand, clock.now()), MOST + 1))
    budgets = budget_effects(budget_difference(before.book.rows, after.book.rows), after.people)
    return Consequences(told[:MOST], len(told) > MOST, tuple(budgets))


async def _version(office: Office, number: int) -> Snapshot:
    today = office.authority
    return today if number == today.version else await office.database.read(archive.of_version, number, today)

"""Looking before publishing: lints and matrix tests, of the limits in force or of a draft, beside the loop."""

import asyncio
from collections.abc import Sequence

from remit.authority.drafts.trials import Trial, Tried, run
from remit.authority.lint.findings import Finding
from remit.authority.lint.report import lint
from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.desk.policies import drafts


async def findings(office: Office, draft_id: str | None = None) -> tuple[Finding, ...]:
    """What is wrong with the limits in force, or as the draft would make them."""
    return await asyncio.to_thread(lint, await _limits(office, draft_id))


async def tried(office: Office, draft_id: str, trials: Sequence[Trial]) -> tuple[Tried, ...]:
    """The matrix tests, on the limits as the draft would make them."""
    return await asyncio.to_thread(run, await _limits(office, draft_id), trials)


async def _limits(office: Office, draft_id: str | None) -> Snapshot:
    if draft_id is None:
        return office.authority
    return drafts.drafted(await drafts.read(office, draft_id), office.authority)

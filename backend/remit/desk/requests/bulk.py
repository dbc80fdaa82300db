"""Many at once: each item is its own decision with its own answer, and one refusal spoils only itself."""

import asyncio
from collections.abc import Iterable, Sequence

from remit.desk.ledger.books import Posted
from remit.desk.office import Office
from remit.desk.requests import approvals
from remit.domain.people import Person
from remit.domain.refusal import Refusal

TOGETHER = 16
"""So many are on their way at a time: each looks at its order before the ledger is entered."""


async def approve(
    office: Office, caller: Person, items: Sequence[tuple[str, int]], comment: str | None
) -> list[Posted | Refusal]:
    """One approval for each (id, version), and what came of it, in their order."""
    found: list[Posted | Refusal] = []
    for start in range(0, len(items), TOGETHER):
        found += await _together(office, caller, items[start : start + TOGETHER], comment)
    return found


async def _together(
    office: Office, caller: Person, items: Iterable[tuple[str, int]], comment: str | None
) -> list[Posted | Refusal]:
    async def one(request_id: str, version: int) -> Posted | Refusal:
        try:
            return await approvals.approve(office, caller, request_id, version, comment)
        except Refusal as refusal:
            return refusal

    return list(await asyncio.gather(*(one(*item) for item in items)))

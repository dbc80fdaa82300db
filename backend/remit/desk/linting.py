"""What is wrong with the limits in force, or with a draft: looked at beside the loop, and nobody waits long for it."""

import asyncio

from remit import clock
from remit.authority.lint.known import Known
from remit.authority.lint.report import lint
from remit.authority.snapshot import Snapshot
from remit.desk.looks import Found, Looks
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.domain.values import value
from remit.store.policies import Draft

_MANY, _PATIENCE_S = 5_000, 0.05
"""Above so many rules, so long is waited for an answer: whoever asks again later finds it ready."""


@value(frozen=True, slots=True)
class Looked:
    """What is wrong with limits; not `complete` while it is still being looked at."""

    findings: Found
    complete: bool


async def findings(office: Office, draft_id: str | None = None, *, fresh: bool = False) -> Looked:
    """What is wrong with the limits in force, or as the draft would make them; `fresh`: only what is not so already."""
    draft = await drafts.read(office, draft_id) if draft_id else None
    authority = office.authority
    asked = authority.version, authority.people.revision, draft_id, draft.revision if draft else 0, fresh
    looking = office.looks.begun(asked, lambda: _looked(office.looks, authority, draft, fresh=fresh))
    await asyncio.wait({looking}, timeout=_PATIENCE_S if len(authority.rules) > _MANY else None)
    return Looked(looking.result(), complete=True) if looking.done() else Looked((), complete=False)


async def _looked(looks: Looks, authority: Snapshot, draft: Draft | None, *, fresh: bool) -> Found:
    async with looks.turn:
        found = await asyncio.to_thread(_found, authority, draft, looks.known)
        if draft is None or not fresh:
            return found
        already = set(await asyncio.to_thread(_found, authority, None, looks.known))
        return tuple(one for one in found if one not in already)


def _found(authority: Snapshot, draft: Draft | None, known: Known) -> Found:
    limits = authority if draft is None else drafts.drafted(draft, authority)
    return lint(limits, clock.now(), known=known)

"""The record verified: does everything that was written still stand there, and its checkpoints to keep elsewhere."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from remit.api.edge.answers import as_csv
from remit.api.edge.deps import Limit, OfficeDep, permission
from remit.api.shapes.audit import CheckpointOut, CheckpointsOut, FlawOut, VerifiedOut
from remit.desk.auditing.verifying import Verified, trusted, verify
from remit.domain.record.checkpoints import Checkpoint
from remit.domain.requests.representation import moment
from remit.store import record

router = APIRouter(prefix="/audit", tags=["record"])
_MOST_LINES = 100_000


@router.get("/verify", dependencies=[permission("audit.read")])
async def verify_record(
    request: Request, office: OfficeDep, after: Annotated[int, Query(ge=0, le=2**62)] = 0
) -> VerifiedOut:
    """Walk the chain from the start, or from behind the checkpoint at `after`, and compare all there is to compare."""
    copies = request.app.state.settings.copies
    known = await asyncio.to_thread(trusted, request.app.state.verifiers, copies)
    found = await verify(office, known, after)
    return _shape(found, [one.text for one in known.verifiers])


@router.get("/checkpoints", dependencies=[permission("audit.read")], response_model=CheckpointsOut)
async def list_checkpoints(
    request: Request,
    office: OfficeDep,
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(pattern=r"^[1-9]\d{0,17}$")] = None,
) -> CheckpointsOut | Response:
    """How far the record had come and its hash there, the newest first; as CSV with `Accept: text/csv`."""
    before = int(cursor) if cursor else None
    if "text/csv" in request.headers.get("accept", ""):
        found = await office.database.read(record.page, _MOST_LINES, before)
        lines = ([one.claim.seq, moment(one.at), one.claim.epoch, one.claim.hash.hex(), one.note] for one in found)
        return as_csv(["seq", "at", "epoch", "hash", "note"], lines, "checkpoints.csv")
    found = await office.database.read(record.page, limit + 1, before)
    following = str(found[limit - 1].claim.seq) if len(found) > limit else None
    keys = [one.text for one in request.app.state.verifiers]
    return CheckpointsOut(items=[_point(one) for one in found[:limit]], next_cursor=following, keys=keys)


def _point(one: Checkpoint) -> CheckpointOut:
    claim = one.claim
    return CheckpointOut(seq=claim.seq, at=moment(one.at), epoch=claim.epoch, hash=claim.hash.hex(), note=one.note)


def _shape(found: Verified, keys: list[str]) -> VerifiedOut:
    return VerifiedOut(
        ok=found.sound,
        sentence=found.sentence,
        entries=found.last - found.after,
        first=found.after + 1,
        last=found.last,
        complete=found.complete,
        next_after=None if found.complete else found.go_on,
        hash=found.head.hex(),
        checkpoints=found.checkpoints,
        sealed=found.sealed,
        keys=keys,
        found=found.found,
        flaws=[FlawOut(kind=one.kind, first=one.first, last=one.last, sentence=one.sentence) for one in found.flaws],
    )

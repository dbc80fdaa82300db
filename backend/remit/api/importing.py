"""Limits in and out as text: a sheet with all that a rule has; and either form brought in, with a report first."""

import asyncio
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from remit.api.edge.deps import OfficeDep, permission
from remit.api.policy import Number
from remit.api.policy_shapes import diff_shape, draft_shape
from remit.api.shapes.importing import ImportIn, ImportOut, ProblemLineOut
from remit.authority.drafts.sheet import sheet
from remit.desk.policies import intake, versions
from remit.domain.people import Person

router = APIRouter(prefix="/policy", tags=["policy"])


@router.get("/versions/{number}/limits.csv", response_class=Response)
async def get_sheet(
    number: Number, _caller: Annotated[Person, permission("policy.read")], office: OfficeDep
) -> Response:
    """The rules as a sheet, with spans, guidelines and authors; POST /policy/import takes it back."""
    _, rules = await versions.content(office, number)
    headers = {"Content-Disposition": f'attachment; filename="limits-{number}.csv"'}
    return Response(await asyncio.to_thread(sheet, rules), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/import")
async def import_limits(
    said: ImportIn, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> ImportOut:
    """What this text would change of the limits in force; with a name, a draft of it. Nothing is published."""
    draft = None
    if said.draft is None:
        found = await intake.looked_at(office, said.text)
    else:
        found, draft = await intake.drafted(office, caller, said.text, said.draft)
    problems = [ProblemLineOut(line=one.line, sentence=one.sentence) for one in found.reading.problems]
    limits = found.authority
    others = limits.book.rows, limits.stacks, limits.quorums
    return ImportOut(
        base_version=limits.version,
        rules=len(found.reading.rules),
        memberships=found.reading.memberships,
        problems=problems,
        diff=diff_shape((limits.rules, *others), (found.after, *others), limits),
        draft=draft_shape(draft) if draft else None,
    )

"""A draft in shadow: it judges along with what is asked for, and changes no answer."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shadow_shapes import shadow_shape, shadowed_shape
from remit.api.shapes.backtest import Outcome
from remit.api.shapes.common import Remedy
from remit.api.shapes.shadows import ShadowedListOut, ShadowOut
from remit.desk.shadowing import shadows
from remit.domain.people import Person

router = APIRouter(prefix="/policy/drafts/{draft_id}/shadow", tags=["drafts"])


@router.get("")
async def get_shadow(
    draft_id: str, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> ShadowOut:
    """What the draft would have said to what was asked for since it is in shadow; also after it has left it."""
    return shadow_shape(await shadows.look(office, draft_id))


@router.post("")
async def begin_shadow(
    draft_id: str, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> ShadowOut:
    """From now on it judges every request along with the limits in force. Where it does already, nothing changes."""
    return shadow_shape(await shadows.begin(office, caller, draft_id))


@router.delete("")
async def stop_shadow(
    draft_id: str, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> ShadowOut:
    """It judges along no more; what it has found stays."""
    return shadow_shape(await shadows.stop(office, caller, draft_id))


class Narrowed(BaseModel):
    """Which of them, and which page."""

    remedy: Remedy | None = None
    said: Outcome | None = None
    would: Outcome | None = None
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, pattern=r"^[1-9]\d{0,17}$")


@router.get("/requests")
async def list_shadowed(
    draft_id: str,
    _caller: Annotated[Person, permission("policy.draft")],
    office: OfficeDep,
    asked: Annotated[Narrowed, Query()],
) -> ShadowedListOut:
    """Requests that the draft answers otherwise, the latest first."""
    limit, before = asked.limit, int(asked.cursor) if asked.cursor else None
    ways = asked.model_dump(include={"remedy", "said", "would"})
    found = await shadows.differences(office, draft_id, ways, before, limit + 1)
    following = str(found[limit - 1].difference.seq) if len(found) > limit else None
    return ShadowedListOut(items=[shadowed_shape(one) for one in found[:limit]], next_cursor=following)

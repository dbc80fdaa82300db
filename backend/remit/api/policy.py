"""The limits in force and their history."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from remit.api.edge.deps import Cursor, Limit, OfficeDep, permission
from remit.api.policy_shapes import diff_shape, policy_shape, version_shape
from remit.api.shapes.policy import DiffOut, PolicyOut, RollBackIn, VersionOut, VersionsOut
from remit.api.shapes.trying import FindingsOut
from remit.api.trying_shapes import findings_shape
from remit.desk import linting
from remit.desk.policies import versions
from remit.domain.people import Person

router = APIRouter(prefix="/policy", tags=["policy"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PageSize = Annotated[int | None, Query(ge=1, le=1000, description="so many limits at most")]


@router.get("")
async def get_policy(
    _caller: Annotated[Person, permission("policy.read")],
    office: OfficeDep,
    limit: PageSize = None,
    cursor: Cursor = None,
) -> PolicyOut:
    """The version in force; with `limit`, page by page. Very many limits are not told in one answer."""
    found = await versions.page(office, office.authority.version, cursor, limit)
    return policy_shape(found, office.authority)


@router.get("/lint")
async def lint_policy(_caller: Annotated[Person, permission("policy.draft")], office: OfficeDep) -> FindingsOut:
    """What is wrong with the limits in force, and how to mend it."""
    return findings_shape(await linting.findings(office))


@router.get("/versions")
async def list_versions(
    _caller: Annotated[Person, permission("policy.read")],
    office: OfficeDep,
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(pattern=r"^[1-9][0-9]{0,8}$")] = None,
) -> VersionsOut:
    """The history, newest first."""
    found = await versions.history(office, int(cursor) if cursor else None, limit)
    following = str(found[limit - 1].number) if len(found) > limit else None
    return VersionsOut(items=[version_shape(one) for one in found[:limit]], next_cursor=following)


@router.get("/versions/{number}")
async def get_version(
    number: Number,
    _caller: Annotated[Person, permission("policy.read")],
    office: OfficeDep,
    limit: PageSize = None,
    cursor: Cursor = None,
) -> PolicyOut:
    """One version; with `limit`, page by page. Very many limits are not told in one answer."""
    return policy_shape(await versions.page(office, number, cursor, limit), office.authority)


@router.get("/versions/{number}/diff")
async def diff_versions(
    number: Number,
    _caller: Annotated[Person, permission("policy.read")],
    office: OfficeDep,
    start: Annotated[int | None, Query(alias="from", ge=1, le=2**31 - 1)] = None,
) -> DiffOut:
    """What this version changed against another; without `from`, against the one before."""
    before = max(1, number - 1) if start is None else start
    return diff_shape(*await versions.apart(office, before, number), office.authority)


@router.post("/rollback", status_code=201)
async def roll_back(
    said: RollBackIn, caller: Annotated[Person, permission("policy.rollback")], office: OfficeDep
) -> VersionOut:
    """An earlier version's content as a new version, at once."""
    return version_shape(await versions.roll_back(office, caller, said.to_version, said.note))

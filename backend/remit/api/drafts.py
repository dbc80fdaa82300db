"""Changes to the limits on their way."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from remit.api.backtest_shapes import backtest_shape
from remit.api.budget_shapes import budget_change
from remit.api.edge.deps import OfficeDep, permission
from remit.api.policy_shapes import diff_shape, draft_shape, version_shape
from remit.api.quorum_shapes import quorums_change
from remit.api.shapes.backtest import BacktestIn, BacktestOut
from remit.api.shapes.budgets import RemoveBudgetIn, SetBudgetIn
from remit.api.shapes.policy import (
    ChangeIn,
    DiffOut,
    DraftIn,
    DraftOut,
    DraftsOut,
    ExpectIn,
    PublishIn,
    ReviseIn,
    SetLimitIn,
    VersionOut,
)
from remit.api.shapes.quorums import SetQuorumsIn
from remit.api.shapes.stacks import SetStacksIn
from remit.api.shapes.trying import FindingsOut, SuiteIn, TriedListOut
from remit.api.stack_shapes import stacks_change
from remit.api.trying_shapes import findings_shape, trials_of, tried_shape
from remit.authority.drafts.changes import Change, Expect, RemoveLimit, SetLimit
from remit.desk import linting, trying
from remit.desk.policies import backtesting, drafts, starting, versions
from remit.domain.people import Person
from remit.store.policies import open_drafts

router = APIRouter(prefix="/policy/drafts", tags=["drafts"])
_WAITING: dict[int | str, dict[str, Any]] = {202: {"model": DraftOut, "description": "It starts by itself"}}


@router.get("")
async def list_drafts(_caller: Annotated[Person, permission("policy.draft")], office: OfficeDep) -> DraftsOut:
    """Drafts on their way."""
    return DraftsOut(items=[draft_shape(one) for one in await office.database.read(open_drafts)])


@router.post("", status_code=201)
async def create_draft(
    said: DraftIn, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> DraftOut:
    """Begin a draft on the live version."""
    return draft_shape(await drafts.begin(office, caller, said.name, said.base_version))


@router.get("/{draft_id}")
async def get_draft(
    draft_id: str, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> DraftOut:
    """One draft."""
    return draft_shape(await drafts.read(office, draft_id))


@router.patch("/{draft_id}")
async def revise_draft(
    draft_id: str, said: ReviseIn, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> DraftOut:
    """Replace its changes; what was approved is open again."""
    changes = [_change(one) for one in said.changes]
    return draft_shape(await drafts.revise(office, caller, draft_id, said.revision, changes))


@router.delete("/{draft_id}")
async def discard_draft(
    draft_id: str, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> DraftOut:
    """Let it go."""
    return draft_shape(await drafts.discard(office, draft_id))


@router.get("/{draft_id}/diff")
async def diff_draft(
    draft_id: str, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> DiffOut:
    """What it would change, in words and as rules."""
    draft = await drafts.read(office, draft_id)
    authority = office.authority
    before = authority.rules, authority.book.rows, authority.stacks, authority.quorums
    return diff_shape(before, drafts.whole(draft, authority), authority)


@router.get("/{draft_id}/lint")
async def lint_draft(
    draft_id: str,
    _caller: Annotated[Person, permission("policy.draft")],
    office: OfficeDep,
    fresh: Annotated[bool, Query(description="Only what is not wrong with the limits in force already")] = False,
) -> FindingsOut:
    """What would be wrong with the limits then, and how to mend it. It advises: nothing here blocks publishing."""
    return findings_shape(await linting.findings(office, draft_id, fresh=fresh))


@router.post("/{draft_id}/test")
async def try_draft(
    draft_id: str, said: SuiteIn, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> TriedListOut:
    """Matrix tests on the limits as they would be: who × remedy × amount, each with the outcome it should have."""
    return tried_shape(await trying.tried(office, draft_id, trials_of(said)))


@router.post("/{draft_id}/backtest")
async def backtest_draft(
    draft_id: str, said: BacktestIn, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> BacktestOut:
    """The past decided twice, by the limits in force and by the draft. Ask again with the same until it is done."""
    found = await backtesting.of_draft(office, draft_id, said.start, said.end)
    return backtest_shape(found, office.authority)


@router.post("/{draft_id}/submit")
async def submit_draft(
    draft_id: str, _caller: Annotated[Person, permission("policy.submit")], office: OfficeDep
) -> DraftOut:
    """Ask a second person."""
    return draft_shape(await drafts.submit(office, draft_id))


@router.post("/{draft_id}/approve")
async def approve_draft(
    draft_id: str, caller: Annotated[Person, permission("policy.approve")], office: OfficeDep
) -> DraftOut:
    """The second person's word."""
    return draft_shape(await drafts.approve(office, caller, draft_id))


@router.post("/{draft_id}/publish", status_code=201, response_model=VersionOut, responses=_WAITING)
async def publish_draft(
    draft_id: str, said: PublishIn, caller: Annotated[Person, permission("policy.publish")], office: OfficeDep
) -> Response:
    """In force at once, everywhere; with `starts_at` from then on by itself, unless another goes live before."""
    if said.starts_at is None:
        made = version_shape(await versions.publish(office, caller, draft_id, said.note))
        return Response(made.model_dump_json(), status_code=201, media_type="application/json")
    waiting = draft_shape(await starting.schedule(office, caller, draft_id, said.note, said.starts_at))
    return Response(waiting.model_dump_json(by_alias=True), status_code=202, media_type="application/json")


@router.delete("/{draft_id}/start")
async def cancel_start(
    draft_id: str, caller: Annotated[Person, permission("policy.publish")], office: OfficeDep
) -> DraftOut:
    """It does not start by itself after all; the draft stays as it is."""
    return draft_shape(await starting.cancel(office, caller, draft_id))


def _change(one: ChangeIn) -> Change:
    if isinstance(one, SetBudgetIn | RemoveBudgetIn):
        return budget_change(one)
    if isinstance(one, SetStacksIn):
        return stacks_change(one)
    if isinstance(one, SetQuorumsIn):
        return quorums_change(one)
    if isinstance(one, ExpectIn):
        return Expect(**one.model_dump(exclude={"change"}))
    if isinstance(one, SetLimitIn):
        return SetLimit(**{**one.model_dump(exclude={"change"}), "when": one.when or ""})
    return RemoveLimit(rule=one.rule)

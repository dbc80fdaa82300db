"""A version as ordinary Casbin: models and rows as text, for a stock Enforcer with the published functions."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from remit.api.edge.deps import OfficeDep, permission
from remit.authority.budgets.exchange import budgets_conf, budgets_csv
from remit.authority.exchange import model_conf, policy_csv
from remit.desk.policies import versions
from remit.domain.people import Person

router = APIRouter(prefix="/policy/versions/{number}", tags=["policy"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Reader = Annotated[Person, permission("policy.read")]


@router.get("/model.conf", response_class=Response)
async def get_model(number: Number, _caller: Reader, office: OfficeDep) -> Response:
    """The Casbin model, for a stock Enforcer with remit.authority.functions.register."""
    await versions.known(office, number)
    return _plain(model_conf())


@router.get("/policy.csv", response_class=Response)
async def get_policy_csv(number: Number, _caller: Reader, office: OfficeDep) -> Response:
    """The rules as Casbin text, with who belongs to which tier and team today."""
    limits = await versions.as_of(office, number)
    # With very many rules it takes a while; nobody else has to wait for it.
    return _file(await asyncio.to_thread(policy_csv, limits), f"policy-{number}.csv")


@router.get("/budgets.conf", response_class=Response)
async def get_budgets_model(number: Number, _caller: Reader, office: OfficeDep) -> Response:
    """The Casbin model of budgets, for a stock Enforcer with remit.authority.functions.register."""
    await versions.known(office, number)
    return _plain(budgets_conf())


@router.get("/budgets.csv", response_class=Response)
async def get_budgets_csv(number: Number, _caller: Reader, office: OfficeDep) -> Response:
    """The budgets as Casbin text, with who belongs to which tier and team today."""
    return _file(budgets_csv(await versions.as_of(office, number)), f"budgets-{number}.csv")


def _plain(text: str) -> Response:
    return Response(text, media_type="text/plain; charset=utf-8")


def _file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

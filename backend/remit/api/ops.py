"""For operators: alive, ready, metrics; the pages that explain problems; the demo floor in demo mode."""

import html
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import HTMLResponse, JSONResponse, Response

from remit.api.edge.errors import STATUS, NotReady
from remit.api.edge.meters import scraped
from remit.api.shapes.people import DemoOut
from remit.desk import money
from remit.desk.ledger import limits
from remit.desk.office import Office
from remit.domain.refusal import NotFound, Refusal

router = APIRouter(include_in_schema=False)
demo = APIRouter(prefix="/api/v1", tags=["demo"])
_OWN = {"internal-error": ("Something broke", "An error on our side. It is in the log; nothing was changed.")}


@router.get("/healthz")
async def alive() -> Response:
    """The process answers."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """It can serve: the database answers, limits are loaded and not behind."""
    office = request.app.state.office
    try:
        current = await office.database.read(limits.refreshed, office.authority)
    except Refusal:
        raise
    except Exception as broken:
        raise NotReady("The database does not answer. Look at its log, then at ours.") from broken
    if current.version != office.authority.version:
        raise NotReady("The limits in force have changed and are being loaded.")
    flow = await money.standing(office)
    # Money that stands still is no reason to send people elsewhere: every instance stands still.
    return JSONResponse({"status": "ready", "policy_version": current.version, "money": flow.state})


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """For Prometheus."""
    text = scraped(request.app.state.office, request.app.state.hub)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


@router.get("/problems/{name}")
async def explain(name: str) -> Response:
    """What a problem type means."""
    known = {one.name: (one.title, f"{one.__doc__} Status {status}.") for one, status in STATUS.items()}
    if name not in known and name not in _OWN:
        raise NotFound("There is no such problem type.")
    title, text = known.get(name) or _OWN[name]
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(title)}</title>"
    return HTMLResponse(
        f"{page}<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p><p><code>{html.escape(name)}</code>"
    )


@demo.get("/demo")
async def get_demo(request: Request) -> DemoOut:
    """Who can sign in, with which password, and some orders to try things on."""
    floor: Callable[[Office], Awaitable[DemoOut]] | None = request.app.state.demo
    if floor is None:
        raise NotFound("There is nothing at this address. The API is described at /docs.")
    return await floor(request.app.state.office)

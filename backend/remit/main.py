"""Wires everything. The only file that knows everything."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from remit.api import (
    approvals,
    audit,
    conditions,
    decisions,
    delegations,
    drafts,
    effects,
    exports,
    importing,
    matrix,
    money,
    notices,
    ops,
    orders,
    panel,
    people,
    policy,
    provider_events,
    questions,
    record,
    requests,
    routing,
    session,
    shadows,
    suites,
    talk,
)
from remit.api.administration import accounts, catalogue, certificates, lists, teams, tiers
from remit.api.edge import errors, reference
from remit.api.edge.gate import Gate
from remit.api.edge.headers import SecurityHeaders
from remit.api.edge.lean import Lean
from remit.api.edge.spa import Spa
from remit.api.shapes.common import ProblemOut
from remit.connectors.chosen import hints_of, orders_of, payments_of, shop_of
from remit.connectors.notices.chosen import mail_of, push_of
from remit.connectors.notices.vapid import new_key
from remit.connectors.rehearsal import Rehearsal
from remit.connectors.sealing import Verifier, seal_at
from remit.connectors.shop import Shop
from remit.demo.floor import floor
from remit.desk import holding
from remit.desk.auditing.sealing import Sealer
from remit.desk.execution import Worker
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.notices.herald import Herald
from remit.desk.notices.ways import Ways
from remit.desk.office import Office
from remit.desk.policies.starting import Starter
from remit.desk.provider_events import Hearing
from remit.desk.routing.timers import Timers
from remit.desk.shadowing.follower import Follower
from remit.domain.refusal import Refusal
from remit.live.channel import Channel
from remit.live.hub import Hub
from remit.settings import Settings
from remit.store import notices as notice_rows
from remit.store.database.session import connect

_LOOK_AGAIN_S = 1.0
WEB = Path(__file__).parent / "web"
log = logging.getLogger("remit")


class Remit(FastAPI):
    """The HTTP app, and the live channel beside it: a connection that stays holds nothing of what serves calls."""

    def __init__(self, channel: Channel, **said: Any) -> None:
        super().__init__(**said)
        self._channel = channel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection of either kind."""
        if scope["type"] == "websocket":
            scope["app"] = self
            await self._channel(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings) -> FastAPI:
    """The service; everything it holds is opened when it starts and closed when it stops."""
    app = Remit(
        Channel(settings.public_origin, secure=settings.secure),
        title="Remit",
        version="1",
        description="Empowerment authorization: act at once within limits, one click over them.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # /metrics tells; asking for it costs each call
        lifespan=_lifespan(settings),
        generate_unique_id_function=lambda route: route.name,
        responses={422: {"model": ProblemOut, "description": "Refused, with the reason and what to do next"}},
    )
    app.state.settings = settings
    app.state.running = set()
    errors.install(app)
    for noun in (session, people, orders, requests, approvals, money, policy, exports, matrix, drafts, record):
        app.include_router(noun.router, prefix="/api/v1")
    for noun in (lists, accounts, catalogue, certificates, teams, tiers):
        app.include_router(noun.router, prefix="/api/v1")
    for noun in (conditions, delegations, effects, importing, notices, panel, provider_events):
        app.include_router(noun.router, prefix="/api/v1")
    for noun in (audit, decisions, questions, routing, shadows, suites, talk):
        app.include_router(noun.router, prefix="/api/v1")
    app.include_router(ops.demo)
    app.include_router(ops.router)
    app.include_router(reference.router)
    if (WEB / "index.html").exists():
        # What no route took, not a mount: a mount would also take known addresses called with a wrong method.
        app.router.default = Spa(directory=WEB, html=True)
    app.add_middleware(Lean)
    app.add_middleware(Gate, public_origin=settings.public_origin, secure=settings.secure)
    app.add_middleware(SecurityHeaders, secure=settings.secure, panels=settings.panels)
    return app


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Office]:
    """The office and everything that it holds, closed at the end."""
    shop = shop_of(settings)
    office = await _office(settings, shop)
    try:
        yield office
    finally:
        await office.ledger.close()
        await office.payments.close()
        await office.orders.close()
        await office.database.close()
        if shop is not None:
            shop.close()


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with opened(settings) as office:
            app.state.office = office
            app.state.hearing = hearing = Hearing(office, hints_of(settings))
            if isinstance(office.payments, Rehearsal):
                office.payments.ring = hearing.ring
            app.state.demo = floor if settings.demo else None
            app.state.hub = hub = Hub(office)
            app.state.ways = ways = await _ways(settings, office)
            seal = seal_at(settings.record_key, settings.record_key_path)
            app.state.verifiers = (seal.verifier, *map(Verifier, settings.record_keys.split()))
            beside = (
                Worker(office),
                Starter(office),
                Timers(office),
                Herald(office, ways, settings.public_origin),
                Sealer(office, seal, settings.copies),
                Follower(office),
            )

            async def begin() -> asyncio.Task[None]:
                await _decidable(office)
                await holding.begin(office, settings.mark, told_to=settings.hold)
                await hub.start()
                for one in beside:
                    one.start()
                return asyncio.get_running_loop().create_task(holding.keep_noting(office, settings.mark))

            begun = asyncio.get_running_loop().create_task(begin())
            if office.authority.version:
                await begun
            spare_collecting()
            try:
                yield
            finally:
                await hub.stop()
                for one in beside:
                    await one.stop()
                await ways.close()
                if begun.done():
                    begun.result().cancel()
                    await holding.note(office, settings.mark)
                begun.cancel()

    return running


async def _ways(settings: Settings, office: Office) -> Ways:
    """How people are told who do not look; the key for pushes is made where there is none."""
    key = settings.push_key
    if key is None:
        key = await office.database.write(notice_rows.push_key, new_key())
    return Ways(push_of(settings, key), mail_of(settings))


async def _decidable(office: Office) -> None:
    """Wait until the limits are those that were published: without them nothing begins that decides."""
    while not office.authority.version:
        try:
            await office.ledger.refresh()
        except Refusal:
            await asyncio.sleep(_LOOK_AGAIN_S)


@cache
def spare_collecting() -> None:
    """What is loaded by now stays. To look through it for garbage again and again was a quarter of every request."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def _office(settings: Settings, shop: Shop | None) -> Office:
    database = connect(settings.database_url)
    try:
        authority = await database.read(limits.load)
    except limits.Broken as broken:
        # It starts all the same: it says what is wrong, lets people sign in, and decides nothing.
        log.error("%s", broken.detail)  # noqa: TRY400  (the sentence says it all)
        authority = await database.read(limits.closed)
    orders = orders_of(settings, shop)
    return Office(
        database=database,
        ledger=Ledger(database, authority),
        orders=orders,
        payments=payments_of(settings, orders, shop),
        house=settings.house,
    )

"""Every route is asynchronous, passes no slow middleware, and names the permission that it needs."""

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import RouteContext
from starlette.middleware.base import BaseHTTPMiddleware

from remit.api.edge import gate
from remit.authority.permits import ROLES, permits
from remit.main import create_app
from remit.settings import Settings
from tests.guards.routes import calls, label, routes, runs_in_a_thread


@pytest.fixture
def app(sqlite_url: str) -> FastAPI:
    return create_app(Settings(database_url=sqlite_url))


def slow(app: FastAPI) -> list[str]:
    return [label(route) for route in routes(app, "/") if any(runs_in_a_thread(call) for call in calls(route))]


def slow_middleware(app: FastAPI) -> list[str]:
    return [str(m.cls) for m in app.user_middleware if issubclass(m.cls, BaseHTTPMiddleware)]


def unguarded(app: FastAPI) -> list[str]:
    """Routes that neither ask for a permission that exists nor are on the list of public ones."""
    return [label(r) for r in routes(app) if not _asked(r) <= gate.PUBLIC and not _permissions(r) & permits(ROLES)]


def _asked(route: RouteContext) -> set[tuple[str, str]]:
    return {(method, route.path) for method in (route.methods or {"WEBSOCKET"}) - {"HEAD"}}


def _permissions(route: RouteContext) -> set[str]:
    return {getattr(call, "permission", "") for call in calls(route)}


def test_there_are_routes(app: FastAPI):
    assert len(routes(app)) > 20


def test_nothing_runs_in_a_thread(app: FastAPI):
    assert slow(app) == []


def test_no_middleware_wraps_the_response(app: FastAPI):
    assert slow_middleware(app) == []


def test_every_route_names_its_permission(app: FastAPI):
    assert unguarded(app) == []


def test_public_is_what_exists(app: FastAPI):
    assert set().union(*map(_asked, routes(app))) >= gate.PUBLIC


def test_operations_have_distinct_names(app: FastAPI):
    operations = [
        operation["operationId"]
        for path in app.openapi()["paths"].values()
        for method, operation in path.items()
        if method != "parameters"
    ]
    assert len(operations) == len(set(operations))
    assert [name for name in operations if "api_v1" in name] == []


def test_the_guards_bite():
    def waits() -> None: ...

    async def quick(_: None = Depends(waits)) -> None: ...

    router = APIRouter(prefix="/api/v1")
    router.get("/quick")(quick)
    planted = FastAPI(openapi_url=None)
    planted.include_router(router)
    planted.add_middleware(BaseHTTPMiddleware)
    assert slow(planted) == ["GET /api/v1/quick"]
    assert unguarded(planted) == ["GET /api/v1/quick"]
    assert len(slow_middleware(planted)) == 1

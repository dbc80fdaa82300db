"""Every route of an application with everything that runs for it, whatever router it was included from."""

import inspect
from collections.abc import Callable, Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts


def routes(app: FastAPI, under: str = "/api/v1/") -> list[RouteContext]:
    """Routes that are called by HTTP or websocket; a mounted folder of files is none."""
    return [
        route for route in iter_route_contexts(app.routes) if route.endpoint and (route.path or "").startswith(under)
    ]


def label(route: RouteContext) -> str:
    return f"{'|'.join(sorted(route.methods or {'WEBSOCKET'}))} {route.path}"


def calls(route: RouteContext) -> Iterator[Callable]:
    """The endpoint and everything it depends on, at any depth."""
    yield route.endpoint
    dependant = getattr(route, "dependant", None)
    if dependant is not None:
        yield from (call for needed in dependant.dependencies for call in _calls(needed))


def _calls(dependant: Dependant) -> Iterator[Callable]:
    yield dependant.call
    for needed in dependant.dependencies:
        yield from _calls(needed)


def runs_in_a_thread(call: Callable) -> bool:
    """A plain `def` costs a hop to a thread at every call: 40 % of the throughput."""
    targets = (inspect.unwrap(call), getattr(call, "__call__", None))  # noqa: B004 - an instance may be the dependency
    return not any(inspect.iscoroutinefunction(t) or inspect.isasyncgenfunction(t) for t in targets)

"""The short way to the one hot route: no routing and no injection for a call that is plainly in order.

The route itself stays as it is, with its parameters: it is what the API document describes, it is what answers here,
and whatever is not in order goes through the framework, which says what is wrong with it.
"""

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from remit.api.edge.errors import problem, without_database
from remit.api.requests import create_request
from remit.api.shapes.requests import AskIn
from remit.authority.permits import permits
from remit.domain.refusal import Refusal
from remit.store.database.session import DatabaseError

PATH = "/api/v1/requests"
PERMISSION = "requests.create"


class Lean:
    """Pure ASGI, inside the gate: the caller is known, and the body is strict JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        ask = _plain(scope)
        if ask is None:
            await self._app(scope, receive, send)
            return
        try:
            answer = await _created(scope, ask)
        except Refusal as refusal:
            answer = problem(refusal)
        except DatabaseError as error:
            answer = without_database(error)
        await answer(scope, receive, send)


async def _created(scope: Scope, ask: AskIn) -> Response:
    state, office = scope["state"], scope["app"].state.office
    return await create_request(Request(scope), ask, state["caller"], office, state["headers"].get("idempotency-key"))


def _plain(scope: Scope) -> AskIn | None:
    """What is asked for, if this is the hot route, called by somebody who may, with a body that is in order."""
    if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
        return None
    state = scope["state"]
    if "json" not in state or PERMISSION not in permits(state["caller"].roles):
        return None
    try:
        return AskIn.model_validate(state["json"])
    except ValidationError:
        return None

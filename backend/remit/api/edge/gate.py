"""The gate every API call passes: origin, session, media type, strict JSON. Pure ASGI, and closed by default."""

import json
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remit.api.edge.errors import MalformedJson, NotJson, TooLarge, problem, without_database
from remit.desk.office import Office
from remit.desk.sign_in import SignedOut, who
from remit.domain.refusal import NotFound, Refusal
from remit.live.door import cookie_name, headers_of, own_origin, token_of
from remit.store.database.session import DatabaseError

API = "/api/v1/"
PUBLIC = frozenset(
    {
        ("POST", "/api/v1/session"),
        ("POST", "/api/v1/session/password"),
        ("GET", "/api/v1/demo"),
        ("GET", "/api/v1/openapi.json"),
        ("POST", "/api/v1/provider-events"),
        ("POST", "/api/v1/provider-events/stripe"),
        ("POST", "/api/v1/provider-events/shopify"),
    }
)
"""(method, path) of the calls that need no session."""
MOST_BYTES = 64 * 1024
LARGER = {"/api/v1/people/import": 1024 * 1024, "/api/v1/policy/import": 32 * 1024 * 1024}
"""Paths whose calls carry a whole file."""
SIGNED = frozenset(path for _, path in PUBLIC if path.startswith("/api/v1/provider-events"))
"""Paths whose calls are signed over their very bytes: kept as `raw`, and not looked at before the signature is."""
_MOST_SIGNED = 256 * 1024
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Lets through what comes from here, from somebody, as JSON.

    `scope["state"]` then has `headers`, `caller` and `json`.
    """

    def __init__(self, app: ASGIApp, public_origin: str | None, secure: bool) -> None:
        self._app = app
        self._origin = public_origin
        self._cookie = cookie_name(secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        if scope["type"] != "http" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        headers = headers_of(scope)
        try:
            if "\x00" in scope["path"]:
                raise NotFound("There is nothing at this address. The API is described at /docs.")
            if scope["method"] not in _SAFE:
                own_origin(headers, self._origin)
            await self._identify(scope, headers)
            if scope["method"] not in _SAFE:
                receive = await _json(scope, headers, receive)
        except Refusal as refusal:
            await problem(refusal)(scope, receive, send)
            return
        except DatabaseError as error:
            await without_database(error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _identify(self, scope: Scope, headers: Mapping[str, str]) -> None:
        state = scope.setdefault("state", {})
        state["headers"] = headers
        state["token"] = token = token_of(headers, self._cookie)
        office: Office = scope["app"].state.office
        state["caller"] = caller = await who(office, token) if token else None
        if caller is None and (scope["method"], scope["path"]) not in PUBLIC:
            raise SignedOut("Sign in first: there is no session, or it has ended.")


async def _json(scope: Scope, headers: Mapping[str, str], receive: Receive) -> Receive:
    if scope["path"] in SIGNED:
        scope["state"]["raw"] = await _read(receive, _MOST_SIGNED)
        return receive
    media = headers.get("content-type")
    if media is not None and media.split(";")[0].strip().lower() != "application/json":
        raise NotJson("The body has to be application/json.")
    body = await _read(receive, LARGER.get(scope["path"], MOST_BYTES))
    if body:
        if media is None:
            raise NotJson("The body has to be application/json, and the Content-Type header has to say so.")
        scope["state"]["json"] = strict_json(body)

    async def again() -> Message:
        nonlocal body
        part, body = body, b""
        return {"type": "http.request", "body": part, "more_body": False}

    return again


async def _read(receive: Receive, most: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MalformedJson("The connection ended before the body did.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise TooLarge(f"The body is larger than {most // 1024} KiB; no call needs that much.")
        if not message.get("more_body"):
            return b"".join(parts)


def strict_json(body: bytes) -> object:
    """JSON as the standard says: no key twice, no NaN, no infinity, valid UTF-8."""
    try:
        return _strict(body.decode())
    except MalformedJson:
        raise
    except (ValueError, RecursionError) as wrong:
        raise MalformedJson(f"The body is not JSON: {str(wrong)[:200]}.") from wrong


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise MalformedJson(f"The key {twice!r} is there twice. Say it once.")
    return found


def _no_such_number(text: str) -> object:
    raise MalformedJson(f"{text} is not a JSON number.")


_strict = json.JSONDecoder(object_pairs_hook=_no_key_twice, parse_constant=_no_such_number).decode

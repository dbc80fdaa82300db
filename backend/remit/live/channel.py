"""The live channel: session and origin are checked before it opens; then hello, what was missed, and live."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from remit import clock
from remit.authority.permits import permits
from remit.desk import presence
from remit.desk.record import readable_after
from remit.desk.requests import approvals
from remit.desk.sign_in import hash_of, who
from remit.domain.people import PRESENCES, Person
from remit.domain.refusal import Refusal
from remit.live.door import cookie_name, headers_of, own_origin, token_of
from remit.live.hub import HEARTBEAT_S, Hub, framed
from remit.live.socket import MISBEHAVED, RESTART, Misbehaved, Socket, understood
from remit.live.wire import Message, Wire
from remit.store import heads

PATH = "/api/v1/live"
_CATCH_UP = 500
_MOST_MESSAGES = 120
"""A client may say so many things between two heartbeats."""
_RESET = Message('{"type":"reset"}')


class Channel:
    """ASGI app: websockets end here and never reach the HTTP app, so that their send is the server's own."""

    def __init__(self, public_origin: str | None, *, secure: bool) -> None:
        self._origin = public_origin
        self._cookie = cookie_name(secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection. What is held here is held for as long as it lasts: by thousands of them."""
        websocket, hub = WebSocket(scope, receive, send), scope["app"].state.hub
        status, person, token = await self._admit(hub, scope)
        if person is None:
            await websocket.send_denial_response(Response(status_code=status))
            return
        await websocket.accept()
        await _serve(hub, Socket(clock.new_id("soc"), person.id, token, websocket, Wire(send)), person, receive)

    async def _admit(self, hub: Hub, scope: Scope) -> tuple[int, Person | None, str]:
        """The status that refuses it, or whose it is; and what is kept of the session's token."""
        headers = headers_of(scope)
        token = token_of(headers, self._cookie)
        if scope["path"] != PATH:
            return 404, None, ""
        try:
            own_origin(headers, self._origin)
        except Refusal:
            return 403, None, ""
        person = await who(hub.office, token) if token else None
        if person is None or token is None:
            return 401, None, ""
        return (200, person, hash_of(token)) if "live.connect" in permits(person.roles) else (403, None, "")


async def _serve(hub: Hub, socket: Socket, person: Person, receive: Receive) -> None:
    listening = asyncio.ensure_future(_listen(hub, socket, person, receive))
    # Whoever only sends never notices that the browser has gone: one task listens, this one sends; either ends both.
    listening.add_done_callback(lambda _: socket.lost())
    try:
        await presence.came(hub.office, person, socket.id, hub.instance)
        since = hub.join(socket)
        if await _greet(hub, socket, person, since):
            await socket.write()
    except Refusal:
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await socket.websocket.close(RESTART)
    except (WebSocketDisconnect, RuntimeError, OSError):
        pass
    finally:
        listening.cancel()
        hub.leave(socket)
        await asyncio.shield(hub.close(person, socket.id))


async def _greet(hub: Hub, socket: Socket, person: Person, since: int) -> bool:
    """Hello, then what was missed; what happens meanwhile waits behind it. False where the peer does not take it."""
    hello = {"type": "hello", "epoch": hub.epoch, "seq": since, "heartbeat_s": HEARTBEAT_S, "user": person.id}
    if not await socket.say(Message(json.dumps(hello))):
        return False
    async for message in _missed(hub, socket, person, since):
        if not await socket.say(message):
            return False
    return True


async def _missed(hub: Hub, socket: Socket, person: Person, since: int) -> AsyncIterator[Message]:
    asked = socket.websocket.query_params
    if "after" not in asked:
        return
    head = await hub.office.database.read(heads.read)
    after = int(asked["after"]) if asked["after"].isascii() and asked["after"].isdigit() else -1
    if asked.get("epoch", hub.epoch) != hub.epoch or not head.retained_after <= after <= head.event_seq:
        yield _RESET
        return
    more = True
    while more and after < since:
        found, after, more = await readable_after(hub.office, person, after, _CATCH_UP)
        for one in found:
            if one.seq <= since:
                yield framed(one)


async def _listen(hub: Hub, socket: Socket, person: Person, receive: Receive) -> None:
    said = 0
    while True:
        # Not by the framework's receive_text: whoever only waits would hold its frames as well.
        came = await receive()
        if came["type"] == "websocket.disconnect":
            return
        try:
            message = understood(came["text"])
        except (Misbehaved, KeyError):
            socket.end(MISBEHAVED)
            return
        socket.heard_at = asyncio.get_running_loop().time()
        # Only an answer to a question begins the count anew: who answers unasked floods, too.
        said = 0 if message.get("type") == "pong" and socket.unanswered else said + 1
        if said > _MOST_MESSAGES or not await _heed(hub, socket, person, message):
            socket.end(MISBEHAVED)
            return


async def _heed(hub: Hub, socket: Socket, person: Person, message: dict[str, str]) -> bool:
    """Do what the client says; False where it is not of the protocol. The channel carries no authority."""
    kind = message.get("type")
    if kind == "pong":
        socket.unanswered = 0
        return True
    if kind == "presence" and message.get("status") in PRESENCES:
        await presence.choose(hub.office, person, message["status"])
        return True
    if kind in ("idle", "active"):
        socket.idle = kind == "idle"
        await hub.attend(socket)
        return True
    if kind in ("seen", "left") and "request" in message:
        say = approvals.seen if kind == "seen" else approvals.left
        try:
            await say(hub.office, person, message["request"])
        except Refusal:
            # It may have been settled meanwhile; that it was looked at is then of no interest.
            return True
        return True
    return False

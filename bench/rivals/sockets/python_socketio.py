"""python-socketio as an ASGI app under uvicorn."""

import socketio

from bench.rivals.sockets.event import EVENT

_server = socketio.AsyncServer(async_mode="asgi")


@_server.on("tell")
async def tell(_sid: str) -> None:
    await _server.emit("event", EVENT)


async def _ready(_scope, _receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


app = socketio.ASGIApp(_server, _ready)

"""The floor in Python: `websockets` with its own broadcast(), which frames once and waits for nobody."""

import sys
from http import HTTPStatus

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.http11 import Request, Response

from bench.rivals.sockets.event import EVENT


async def _main(port: int) -> None:
    async def talk(connection: ServerConnection) -> None:
        async for _ in connection:
            broadcast(connection.server.connections, EVENT)

    async with serve(talk, "127.0.0.1", port, compression=None, process_request=_ready, backlog=4096) as server:
        await server.serve_forever()


def _ready(connection: ServerConnection, request: Request) -> Response | None:
    return connection.respond(HTTPStatus.OK, "") if request.path == "/readyz" else None


if __name__ == "__main__":
    uvloop.run(_main(int(sys.argv[sys.argv.index("--port") + 1])))

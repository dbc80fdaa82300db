"""A live client as a browser's would be: it says hello, answers pings, keeps what it hears, and drops what it has."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from remit.domain.people import Person
from tests.serving import Served

PATH = "/api/v1/live"


def dial(served: Served, cookie: str | None = None, query: str = "", **options) -> connect:
    """A connection to the channel, at the instance whose turn it is; `options` go to the websocket client."""
    headers = {**options.pop("headers", {}), **({"Cookie": cookie} if cookie else {})}
    url = f"{served.url.replace('http', 'ws', 1)}{options.pop('path', PATH)}{query}"
    # Without a bound, unread messages never hold up the closing handshake.
    plain = {"compression": None, "proxy": None, "ping_interval": None, "max_queue": None}
    if "sock" not in options:
        # The Host header stays, as it does behind a proxy.
        there = urlsplit(served.next_url())
        plain |= {"host": there.hostname, "port": there.port}
    return connect(url, additional_headers=headers, **{**plain, **options})


class Ear:
    """One person's live connection, open as long as the block; `heard` is every event in the order it came."""

    def __init__(self, served: Served, person: Person, after: int | None = None, epoch: str | None = None) -> None:
        self._served = served
        self._person = person
        self._query = "" if after is None else f"?after={after}" + (f"&epoch={epoch}" if epoch else "")
        self.answers_pings = True
        self.hello: dict = {}
        self.heard: list[dict] = []
        self._seen = 0
        self.wire: ClientConnection

    async def __aenter__(self) -> Self:
        cookie = await asyncio.to_thread(self._served.cookie, self._person)
        self.wire = await dial(self._served, cookie, self._query)
        self.hello = json.loads(await asyncio.wait_for(self.wire.recv(), 30))
        assert self.hello["type"] == "hello", self.hello
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.wire.close()

    async def says(self, **message) -> None:
        await self.wire.send(json.dumps(message))

    async def message(self, within: float = 30) -> dict:
        """The next message that is not a ping."""
        async with asyncio.timeout(within):
            while (message := json.loads(await self.wire.recv()))["type"] == "ping":
                if self.answers_pings:
                    await self.says(type="pong")
        if message["type"] == "event":
            self.heard.append(message)
        return message

    async def hears(self, event: str, wanted: Callable[[dict], bool] = lambda _data: True, within: float = 30) -> dict:
        """The next event of this name that is wanted; what came before it is kept in `heard`."""
        async with asyncio.timeout(within):
            while True:
                while self._seen < len(self.heard):
                    one = self.heard[self._seen]
                    self._seen += 1
                    if one["event"] == event and wanted(one["data"]):
                        return one
                await self.message(within)

    async def about(self, event: str, request: dict, within: float = 30) -> dict:
        """The event of this name about this request; the request as it was then."""
        heard = await self.hears(event, lambda data: data.get("id") == request["id"], within)
        return heard["data"]

    async def catches_up(self, seq: int, within: float = 30) -> None:
        """Listen until this number has been heard of or passed."""
        async with asyncio.timeout(within):
            while not self.heard or self.heard[-1]["seq"] < seq:
                await self.message(within)

    async def rest(self, quiet_s: float = 0.5) -> list[dict]:
        """Everything, once nothing has come for this long."""
        with suppress(TimeoutError):
            while True:
                await self.message(quiet_s)
        return self.heard

    async def closed(self, within: float = 6) -> int:
        """The code that the server closed with."""
        with suppress(ConnectionClosed):
            async with asyncio.timeout(within):
                while True:
                    await self.message(within)
        assert self.wire.close_code is not None
        return self.wire.close_code

"""A browser tab on a bad line: what it shows is built from one snapshot and the events since, and from nothing else."""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from random import Random

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from remit.domain.people import Person
from tests.api.calls import API
from tests.faults.line import Line

LOST = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake, httpx.HTTPError)
_OPEN_WITHIN_S = 30
_AGREES_WITHIN_S = 60


class Tab:
    """Comes back with its number whenever it is cut. `wrong` is everything that it should not have heard."""

    def __init__(
        self, person: Person, token: str, lines: Sequence[Line], straight: Sequence[str], dice: Random
    ) -> None:
        self.person, self.only_own = person, person.tier == "agent"
        self.view: dict[str, dict] = {}
        self.seqs: list[int] = []
        self.start = 0
        self.moved_at = 0
        """The event that took authority from this person; from then on they hear of their own only."""
        self.opened = 0
        self.wrong: list[str] = []
        self.record: list[int] = []
        self._lines, self._straight, self._dice = lines, straight, dice
        self._headers = {"Authorization": f"Bearer {token}"}
        self._epoch = ""

    @property
    def at(self) -> int:
        return self.seqs[-1] if self.seqs else self.start

    async def stay(self) -> None:
        """Listen for ever, now at this process, now at that."""
        while True:
            place = self._dice.randrange(len(self._lines))
            with suppress(*LOST):
                await self._listen(place)
            await asyncio.sleep(self._dice.uniform(0.01, 0.2))

    async def _listen(self, place: int) -> None:
        after = f"?after={self.at}&epoch={self._epoch}" if self._epoch else ""
        plain = {"compression": None, "proxy": None, "ping_interval": None, "max_queue": None, "close_timeout": 1}
        url = f"ws://127.0.0.1:{self._lines[place].port}{API}/live{after}"
        try:
            async with connect(url, additional_headers=self._headers, open_timeout=_OPEN_WITHIN_S, **plain) as wire:
                before = -1
                async for text in wire:
                    before = await self._heard(wire, json.loads(text), before, place)
        except InvalidStatus as refused:
            if refused.response.status_code != 503:
                self.wrong.append(f"turned away with {refused.response.status_code}")

    async def _heard(self, wire, message: dict, before: int, place: int) -> int:
        kind = message["type"]
        if kind == "ping":
            await wire.send('{"type":"pong"}')
        elif kind == "hello":
            await self._greeted(message, place)
        elif kind == "event":
            if message["seq"] <= before:
                self.wrong.append(f"{message['seq']} came after {before} on one connection")
            if message["seq"] > self.at:  # else another process, that was behind, has told of it again
                await self._take(message, place)
            return message["seq"]
        else:
            self.wrong.append(f"was told {message}")
        return before

    async def _greeted(self, hello: dict, place: int) -> None:
        self.opened += 1
        if not self._epoch:
            self.view = await self.fresh(place)
            self._epoch, self.start = hello["epoch"], hello["seq"]
        elif hello["epoch"] != self._epoch or hello["user"] != self.person.id:
            self.wrong.append(f"was greeted with {hello}")

    async def _take(self, message: dict, place: int) -> None:
        said = message["data"]
        if message["event"] == "authority.changed" and said["user"]["id"] == self.person.id:
            # Where looking fails, the line is lost, and the event comes again.
            self.view = await self.fresh(place)
            self.only_own, self.moved_at = True, message["seq"]
        self.seqs.append(message["seq"])
        if message["event"].startswith("request."):
            if self.only_own and said["requester"]["id"] != self.person.id:
                self.wrong.append(f"{message['seq']} {message['event']} is none of {self.person.name}'s business")
            self.view[said["id"]] = newest(self.view.get(said["id"]), said)

    async def fresh(self, place: int) -> dict[str, dict]:
        """Everything that this person may see now."""
        found, cursor = {}, {}
        async with self._client(place) as client:
            while cursor is not None:
                page = (await client.get(f"{API}/requests", params={"limit": 200, **cursor})).raise_for_status().json()
                found |= {one["id"]: one for one in page["items"]}
                cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
        return found

    async def read_on(self, place: int) -> None:
        """The record as this person may read it now, from where it was read to."""
        after = self.record[-1] if self.record else max(self.start, self.moved_at)
        async with self._client(place) as client:
            while after is not None:
                params = {"after": after, "limit": 200}
                page = (await client.get(f"{API}/events", params=params)).raise_for_status().json()
                self.record += [one["seq"] for one in page["items"]]
                after = page["next_after"]

    async def differs(self, place: int) -> str:
        """In what its view and a fresh one differ; empty: in nothing."""
        await self.read_on(place)
        fresh = await self.fresh(place)
        heard = {seq for seq in self.seqs if seq > self.moved_at}
        if missed := set(self.record) - heard:
            return f"missed {len(missed)} events, {min(missed)} the first"
        if more := heard - set(self.record):
            return f"heard {len(more)} events that cannot be read, {min(more)} the first"
        if self.view.keys() != fresh.keys():
            return (
                f"sees {len(self.view.keys() - fresh.keys())} too many and {len(fresh.keys() - self.view.keys())} not"
            )
        stale = [one for one, now in fresh.items() if self.view[one] != now]
        return f"{len(stale)} are stale, {stale[0]} the first" if stale else ""

    def _client(self, place: int) -> httpx.AsyncClient:
        straight = self._straight[place]
        return httpx.AsyncClient(base_url=straight, headers=self._headers, timeout=60, verify=False, trust_env=False)


def newest(old: dict | None, said: dict) -> dict:
    """As the app in the browser decides which of two is the newer."""
    if old is None or said["version"] > old["version"]:
        return said
    if said["version"] < old["version"]:
        return old
    return said if _when(said) >= _when(old) else old


def _when(request: dict) -> datetime:
    return datetime.fromisoformat(request["updated_at"])


async def differences(tabs: Sequence[Tab]) -> list[str]:
    """Whose view is not a fresh one, and does not become one within a generous time."""
    found = await asyncio.gather(*(_agrees(tab) for tab in tabs))
    return [f"{tab.person.name} {why}" for tab, why in zip(tabs, found, strict=True) if why]


async def _agrees(tab: Tab) -> str:
    why = await tab.differs(0)  # however long it takes to look at everything
    with suppress(TimeoutError):
        async with asyncio.timeout(_AGREES_WITHIN_S):
            while why:  # nothing tells when two views are the same
                await asyncio.sleep(0.2)
                why = await tab.differs(0)
    return why


async def until(reached: Callable[[], object], going: Sequence[asyncio.Task], within_s: float) -> None:
    """Wait for it; whatever should be going on and has stumbled says so at once."""
    async with asyncio.timeout(within_s):
        while not reached():
            for task in going:
                if task.done():
                    task.result()
            await asyncio.sleep(0.05)

"""People who change limits and lend authority while everybody works and the server dies; each goes on where it was."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

import httpx

from remit.domain.people import Person
from tests.faults.lab import Lab

REST_S = 0.2
"""Between two calls: limits are not what everybody is busy with."""
LIMIT, SPREAD = 50_00, 90
"""What agents may refund alone, and by how much it goes up and down: never as far as what the crowd has approved."""
BUDGET = 30_00
_keys = count(1)
Said = tuple[str, Person, str, str, dict | None]
"""What for, by whom; method, path and body."""
Call = Callable[..., Awaitable[dict | None]]


@dataclass
class Governors:
    """Two of operations, a lead who lends, and who stands in."""

    lab: Lab
    tokens: dict[str, str]
    ops: tuple[Person, Person]
    lender: Person
    stand_in: Person
    dice: Random = field(default_factory=Random)
    published: int = 0

    async def work(self, client: httpx.AsyncClient, over: asyncio.Event) -> None:
        """One round of it after the other."""
        while not over.is_set():
            for turn in (self._lends, self._publishes, self._takes_back):
                await turn(lambda *said: self._told(client, over, said))

    async def _lends(self, call: Call) -> None:
        now = datetime.now(UTC)
        dates = {
            "starts_at": (now - timedelta(minutes=1)).isoformat(),
            "ends_at": (now + timedelta(days=2)).isoformat(),
        }
        body = {"to": self.stand_in.id, "reason": "away", **dates}
        await call("lend", self.lender, "POST", "/delegations", body)
        if self.dice.random() < 0.2:  # what was lent is not lent on
            await call("lend", self.stand_in, "POST", "/delegations", {**body, "to": self.lender.id})

    async def _takes_back(self, call: Call) -> None:
        found = await call("lent", self.lender, "GET", "/delegations", None) or {"items": []}
        for one in found["items"]:
            if one["lender"]["id"] == self.lender.id and one["state"] in ("active", "planned"):
                await call("end", self.lender, "DELETE", f"/delegations/{one['id']}", None)

    async def _publishes(self, call: Call) -> None:
        """More or less for agents, by two of operations; now and then somebody would do it alone."""
        author, other = self.dice.sample(self.ops, 2)
        live = await call("limits", author, "GET", "/policy?limit=1", None)
        body = live and {"name": "tuning", "base_version": live["version"]}
        draft = body and await call("draft", author, "POST", "/policy/drafts", body)
        if not draft:
            return
        path = f"/policy/drafts/{draft['id']}"
        if not await call("revise", author, "PATCH", path, {"revision": draft["revision"], "changes": self._changes()}):
            return
        if self.dice.random() < 0.8:
            await call("submit", author, "POST", f"{path}/submit", {})
            await call("second", author if self.dice.random() < 0.2 else other, "POST", f"{path}/approve", {})
        if await call("publish", author, "POST", f"{path}/publish", {"note": "tuned"}):
            self.published += 1

    def _changes(self) -> list[dict]:
        up = self.dice.randint(-SPREAD, SPREAD)
        about = {"subject": "tier:agent", "currency": "USD", "brand": "acme"}
        limit = {
            "change": "set_limit",
            "remedy": "refund",
            "mode": "auto",
            "kind": "grant",
            "when": "basis = entitlement",
        }
        budget = {"change": "set_budget", "remedy": "goodwill_credit", "per": "customer", "window": "90d"}
        return [{**about, **limit, "amount": LIMIT + up}, {**about, **budget, "limit": BUDGET + up}]

    async def _told(self, client: httpx.AsyncClient, over: asyncio.Event, said: Said) -> dict | None:
        """Asked until there is an answer; what it is, or None where it was no or everything is over."""
        op, by, verb, path, body = said
        known = {"op": op, "key": f"{op}-{next(_keys)}", "actor": by.id}
        headers = {"Authorization": f"Bearer {self.tokens[by.id]}"}
        while not over.is_set():
            await asyncio.sleep(REST_S)
            self.lab.history.note("invoke", **known, args=body)
            try:
                answer = await client.request(verb, f"/api/v1{path}", json=body, headers=headers)
            except httpx.HTTPError as lost:
                self.lab.history.note("info", **known, result={"lost": type(lost).__name__})
                continue
            told = answer.json() if answer.content else {}
            if answer.status_code < 500:
                self.lab.history.note("ok" if answer.is_success else "fail", **known, result=told)
                return told if answer.is_success else None
            self.lab.history.note("info", **known, result=told)
        return None

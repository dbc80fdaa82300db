"""The crowd: agents ask and approvers settle, all at once; who was not told asks again with the same key."""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from random import Random

import httpx

from remit.domain.people import Person
from tests.faults.governors import Governors
from tests.faults.lab import History, Lab

WITHIN, OVER = (500, 900), (5_100, 6_000)
"""Of an agent's limit of 50.00; a lead approves the second."""
CUSTOMERS = 24
"""Who are given something as a gesture, again and again: budgets run out."""
HURRY, REST_S = 8, 0.06
"""So many wishes of a life come as fast as can be; then everybody takes a breath between two, so that what they make in
a life is bounded, and the worker gets its turn."""
_keys = count(1)


@dataclass
class Wish:
    """Something somebody wants done, until they know what became of it."""

    op: str
    key: str
    actor: Person
    path: str
    body: dict


@dataclass
class Crowd:
    """Everybody at work. `unsure` is what nobody knows the outcome of yet; `waiting` are requests to be settled."""

    lab: Lab
    tokens: dict[str, str]
    agents: list[Person]
    approvers: list[Person]
    orders: list[str]
    dice: Random
    unsure: list[Wish] = field(default_factory=list)
    waiting: list[dict] = field(default_factory=list)
    carried: int = 0
    turned_away: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody was told in this life that what they want could not be stored."""
    told: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    """Released with every yes."""
    rest_s: float = REST_S
    governors: Governors | None = None
    """Who change limits and lend authority meanwhile; with them gifts are asked for, too, and budgets drawn on."""

    @property
    def history(self) -> History:
        return self.lab.history

    async def work(self, over: asyncio.Event) -> None:
        """Six at once, over all lives of the server; each ends what it has begun once it is over."""
        async with self._client() as client:
            governing = [self.governors.work(client, over)] if self.governors else []
            await asyncio.gather(*(self._one_after_another(client, over) for _ in range(6)), *governing)

    def begin(self) -> None:
        """Another life of the server."""
        self.carried = 0
        self.turned_away.clear()

    async def settle_down(self) -> None:
        """The faults have stopped: everybody learns what became of their wish, then the work comes to its end."""
        async with self._client() as client:
            for _ in range(100):
                if not self.unsure:
                    break
                await self._carry(client, self.unsure.pop())
            assert not self.unsure, "a wish was never answered although nothing is broken any more"
            await self._finished(client)

    def _client(self) -> httpx.AsyncClient:
        # No certificates: reading them takes longer than a life.
        return httpx.AsyncClient(base_url=self.lab.url, timeout=20, verify=False, trust_env=False)

    async def _one_after_another(self, client: httpx.AsyncClient, over: asyncio.Event) -> None:
        while not over.is_set():
            await self._carry(client, self.unsure.pop() if self.unsure else self._wish())
            self.carried += 1
            if self.carried > HURRY:
                await asyncio.sleep(self.rest_s)

    async def _carry(self, client: httpx.AsyncClient, wish: Wish) -> None:
        known = {"op": wish.op, "key": wish.key, "actor": wish.actor.id}
        self.history.note("invoke", **known, args=wish.body)
        headers = {"Authorization": f"Bearer {self.tokens[wish.actor.id]}", "Idempotency-Key": wish.key}
        try:
            answer = await client.post(wish.path, json=wish.body, headers=headers)
        except httpx.HTTPError as lost:
            self.history.note("info", **known, result={"lost": type(lost).__name__})
            self.unsure.insert(0, wish)
            await asyncio.sleep(0.005)
            return
        self._heard(wish, answer, known)

    def _heard(self, wish: Wish, answer: httpx.Response, known: dict) -> None:
        if answer.status_code >= 500 or answer.json().get("type", "").endswith("key-in-progress"):
            self.history.note("info", **known, result=answer.json())
            self.unsure.insert(0, wish)
            if answer.status_code >= 500:
                self.turned_away.set()
            return
        kind = "ok" if answer.is_success else "fail"
        if answer.is_success:
            self.told.release()
        self.history.note(kind, **known, result=answer.json())
        if kind == "ok" and answer.json()["state"] == "pending":
            self.waiting.append(answer.json())

    def _wish(self) -> Wish:
        if self.waiting and self.dice.random() < 0.7:
            return self._word_on(self.waiting[-1])
        agent = self.dice.choice(self.agents)
        key = f"key-{next(_keys)}"
        low, high = WITHIN if self.dice.random() < 0.5 else OVER
        body = {
            "remedy": "refund",
            "amount": self.dice.randint(low, high),
            "currency": "USD",
            "reason": "DAMAGED_DEFECTIVE",
            "order_id": self.dice.choice(self.orders),
            "note": key,  # so that the tables can be asked which requests a key made
        }
        if self.governors and self.dice.random() < 0.3:
            customer = f"C-K{self.dice.randrange(CUSTOMERS)}"
            low, high = WITHIN
            body |= {"remedy": "goodwill_credit", "amount": self.dice.randint(low, high), "customer_id": customer}
            del body["order_id"]
        return Wish("ask", key, agent, "/api/v1/requests", body)

    def _word_on(self, request: dict) -> Wish:
        """A word on what waits; now and then two people say it at once."""
        if self.dice.random() < 0.8 or len(self.waiting) > 20:
            self.waiting.remove(request)
        verb = self.dice.choices(("approve", "reject", "withdraw"), (6, 1, 1))[0]
        owner = next(one for one in self.agents if one.id == request["requester"]["id"])
        actor = owner if verb == "withdraw" else self._somebody()
        body = {"version": request["version"], "comment": f"{verb} by {actor.name}"}
        return Wish(verb, f"{verb}-{next(_keys)}", actor, f"/api/v1/requests/{request['id']}/{verb}", body)

    def _somebody(self) -> Person:
        """Who approves; now and then whoever stands in."""
        if self.governors and self.dice.random() < 0.2:
            return self.governors.stand_in
        return self.dice.choice(self.approvers)

    async def _finished(self, client: httpx.AsyncClient) -> None:
        headers = {"Authorization": f"Bearer {self.tokens['ops']}"}
        for _ in range(300):
            running = 0
            for state in ("granted", "executing", "unknown"):
                answer = await client.get("/api/v1/requests", params={"state": state, "limit": 1}, headers=headers)
                running += len(answer.json()["items"])
            if not running:
                return
            await asyncio.sleep(0.1)
        message = "something was granted and never carried out although nothing is broken any more"
        raise AssertionError(message)

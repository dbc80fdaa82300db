"""A provider that answers in every wrong way there is, before a ledger that is true; and a worker who copes."""

import asyncio
from dataclasses import asdict, replace
from itertools import cycle
from pathlib import Path
from random import Random

from remit.connectors.payments import unclear
from remit.connectors.rehearsal import Rehearsal
from remit.connectors.tricks import TRICKS
from remit.desk.execution import Worker
from remit.desk.leasing import Nudge
from remit.desk.office import Office
from remit.domain.execution.execution import Instruction, Outcome
from remit.domain.requests.request import Request
from remit.store import requests
from tests.desk.offices import office, order
from tests.desk.test_ledger import submit
from tests.faults import office_hours

QUICK = {
    name: replace(
        trick,
        pause_s=min(trick.pause_s, 0.02),
        fails_after_s=trick.fails_after_s and 0.05,
        says=trick.says and replace(trick.says, again_in=Outcome("").again_in),
    )
    for name, trick in TRICKS.items()
}
TOGETHER, ROUNDS = 64, 200
ENDED = {"settled", "failed", "needs_human"}


class Liar:
    """The rehearsing sandbox, written down call by call; now and then a look-up has no answer either."""

    def __init__(self, inner: Rehearsal, dice: Random, story: list[dict]) -> None:
        self._inner = inner
        self._dice = dice
        self._story = story
        self.name, self.card, self.home = inner.name, inner.card, inner.home

    async def execute(self, told: Instruction) -> Outcome:
        body = repr({name: said for name, said in asdict(told).items() if name != "key"})
        self._story.append({"op": "post", "kind": "wire", "request_id": told.request_id, "key": told.key, "body": body})
        return await self._inner.execute(told)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        silent = self._dice.random() < 0.2
        found = unclear("the look-up was cut") if silent else await self._inner.find(request_id, told)
        self._story.append({"op": "look", "kind": "wire", "request_id": request_id, "absent": found is None})
        return found


async def lied_to(url: str, folder: Path, calls: int, seed: str) -> list[dict]:
    """So many requests, each of them with one wrong answer to its first post; until all has ended."""
    story: list[dict] = []
    async with office(url, folder) as plain:
        shop = plain.orders._shop
        tricks = cycle(QUICK.values())
        # A gift, and whatever else people do beside it, goes well: each of the others has one wrong answer.
        rehearsal = Rehearsal(plain.payments, shop, lambda told: next(tricks) if lied_about(told) else None)

        async def ring(request_id: str) -> None:
            await plain.ledger.submit(Nudge(request_id))

        rehearsal.ring = ring
        one = replace(plain, payments=Liar(rehearsal, Random(seed), story))
        await office_hours.worked(one)
        for first in range(1, calls + 1, TOGETHER):
            numbers = range(first, min(first + TOGETHER, calls + 1))
            shop.add_orders(order(number) for number in numbers)
            made = await asyncio.gather(*(one.ledger.submit(submit(on=order(number))) for number in numbers))
            await _ended(one, rehearsal, [posted.requests[0].id for posted in made])
    return story


def lied_about(one: Instruction | Request) -> bool:
    """Whether the provider answers this wrongly."""
    return one.remedy == "refund" and one.order_id != office_hours.ORDER.id


async def _ended(one: Office, rehearsal: Rehearsal, ids: list[str]) -> None:
    """The worker (a process has one) goes on until all have ended and nothing is to come from the provider any more."""
    worker = Worker(one)
    for _ in range(ROUNDS):
        await worker.once()
        found = (await one.database.read(requests.by_ids, ids)).values()
        at_rest = all(request.state in ENDED and request.execution.lease_until is None for request in found)
        if at_rest and not rehearsal._later:
            break
        await asyncio.sleep(0.005)
    await worker.once()

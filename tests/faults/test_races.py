"""Three real processes on one PostgreSQL: one word counts (P12), and an order gives what was captured (P6)."""

import asyncio
import os
from collections import Counter
from contextlib import AsyncExitStack
from itertools import count

import httpx
import pytest

from tests.api.calls import API
from tests.faults.checker import broken
from tests.faults.evidence import evidence
from tests.faults.results import counted
from tests.journeys.instances import instances

RACES = int(os.environ.get("REMIT_FAULT_RACES", "120"))
VERBS = ("approve", "reject", "approve", "withdraw", "approve")
_keys = count(1)


@pytest.fixture
def three(crowd, postgresql_url, served_world):
    """The floor, and three instances over its database and shop."""
    floor = crowd(postgresql_url, seed=3)
    with instances(3, floor.lab.settings, served_world) as running:
        yield floor, [one.url for one in running]
    floor.lab._listening.close()


async def _clients(stack, floor, urls) -> dict[str, list[httpx.AsyncClient]]:
    """For each person a client at each instance."""

    def at(url, token):
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.AsyncClient(base_url=url + API, headers=headers, timeout=60, verify=False, trust_env=False)

    made = {who: [at(url, token) for url in urls] for who, token in floor.tokens.items()}
    for client in (one for three in made.values() for one in three):
        await stack.enter_async_context(client)
    return made


async def _asked(client, order_id, amount) -> httpx.Response:
    body = {"remedy": "refund", "amount": amount, "currency": "USD", "reason": "DAMAGED_DEFECTIVE"}
    headers = {"Idempotency-Key": f"race-{next(_keys)}"}
    return await client.post("/requests", json={**body, "order_id": order_id}, headers=headers)


async def _word(clients, floor, number, race) -> tuple[str, str | None]:
    """Up to five people, each at another instance, settle one request at once: who of them was told yes."""
    agent = floor.agents[number % len(floor.agents)]
    request = (await _asked(clients[agent.id][number % 3], floor.orders[number % 20], 5_100)).json()
    assert request["state"] == "pending", request
    said = {"version": request["version"], "comment": "my word"}
    calls = []
    for place in range(2 + number % 4):
        verb = VERBS[(place + number) % 5]
        who = agent if verb == "withdraw" else floor.approvers[(place + number) % len(floor.approvers)]
        calls.append(clients[who.id][place % 3].post(f"/requests/{request['id']}/{verb}", json=said))
    answers = await asyncio.gather(*calls)
    codes = Counter(answer.status_code for answer in answers)
    if codes[200] != 1 or set(codes) - {200, 409}:
        race.violations.append(f"{request['id']} was settled with {dict(codes)}")


@pytest.mark.slow
async def test_one_word_counts_and_orders_give_what_was_captured(three):
    floor, urls = three
    async with AsyncExitStack() as stack:
        clients = await _clients(stack, floor, urls)
        with counted("2-5 people settle one request at once, 3 processes on postgresql") as words:
            for first in range(0, RACES, 4):
                await asyncio.gather(*(_word(clients, floor, number, words) for number in range(first, first + 4)))
            words.tries = RACES
        with counted("16 asks at once for what is left of an order, 3 processes on postgresql") as asks:
            for order_id in floor.orders[2:20]:
                await _emptied(clients, floor, order_id, asks)
        floor.lab.url = urls[0]
        await floor.settle_down()
    found = await evidence(floor.lab.settings.database_url, floor.lab.settings.shop)
    asks.violations += broken(floor.lab.history.lines, found)
    assert not words.violations + asks.violations


async def _emptied(clients, floor, order_id, race) -> None:
    """All that is left, asked for sixteen times over three instances: one of these is granted or waits."""
    left = (await clients["ops"][0].get(f"/orders/{order_id}")).json()["refundable"]
    agents = [floor.agents[place % len(floor.agents)] for place in range(16)]
    answers = await asyncio.gather(
        *(_asked(clients[agent.id][place % 3], order_id, left) for place, agent in enumerate(agents))
    )
    made = [answer.json() for answer in answers if answer.status_code == 201]
    held = [one for one in made if one["state"] != "denied"]
    race.tries += 1
    if len(held) > 1 or {answer.status_code for answer in answers} - {201, 409}:
        race.violations.append(f"{order_id}: {left} was given {len(held)} times")

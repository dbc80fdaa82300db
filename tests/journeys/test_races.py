"""Many at once: one wins, the others are told who; and an order never gives more than was captured."""

import asyncio
from collections import Counter
from itertools import cycle

import httpx
import pytest

from tests.api.calls import API, asking, get, key, reaches, waiting
from tests.journeys.provider import refunded, refunds

ROUNDS = 200
ROUNDS_OVER_THREE = 48
"""The fault lab has more of them."""


@pytest.fixture
async def crowd(served):
    """Asynchronous clients with a session each, by person id; each at the next instance, where there are several."""
    clients: dict[str, httpx.AsyncClient] = {}
    at = cycle(served.urls)

    async def of(person) -> httpx.AsyncClient:
        if person.id not in clients:
            cookie = await asyncio.to_thread(served.cookie, person)
            clients[person.id] = httpx.AsyncClient(base_url=next(at), headers={"Cookie": cookie}, timeout=60)
        return clients[person.id]

    yield of
    await asyncio.gather(*(client.aclose() for client in clients.values()))


@pytest.mark.slow
async def test_three_clicks_at_once_two_hundred_times(served, crowd):
    """Exactly one 200; two 409 that name the winner; one refund at the provider."""
    agent, leads = served.person(tier="agent"), served.people(tier="lead")[:3]
    clients = [await crowd(lead) for lead in leads]
    mine = await crowd(agent)
    large = [one for one in served.world.fresh if one.captured >= 300_000][:40]
    rounds = ROUNDS_OVER_THREE if served.beside else ROUNDS
    requests = []

    async def race(order) -> None:
        answer = await mine.post(f"{API}/requests", json=asking(order, 5_100), headers=key())
        request = answer.json()
        assert request["state"] == "pending"
        said = {"version": request["version"]}
        path = f"{API}/requests/{request['id']}/approve"
        _one_won(leads, await asyncio.gather(*(client.post(path, json=said) for client in clients)))
        requests.append(request)

    for number in range(0, rounds, 4):
        await asyncio.gather(*(race(large[(number + beside) % len(large)]) for beside in range(4)))
    assert len({one["id"] for one in requests}) == rounds
    client = await asyncio.to_thread(served.client, agent)
    for request in requests:
        await asyncio.to_thread(reaches, client, request, "settled")
        assert refunds(served, request) == [(5_100, "USD", "succeeded")]


def _one_won(leads, answers) -> None:
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 2}
    winner = next(lead for lead, answer in zip(leads, answers, strict=True) if answer.status_code == 200)
    for answer in answers:
        if answer.status_code == 200:
            assert answer.json()["approval"]["settled_by"]["id"] == winner.id
        else:
            problem = answer.json()
            assert problem["type"] == "/problems/already-settled"
            assert problem["settled_by"] == {"id": winner.id, "name": winner.name}
            assert problem["settled_at"]
            assert winner.name in problem["detail"]


@pytest.mark.parametrize("amount", [900, 4_000])
async def test_an_order_gives_exactly_what_was_captured(served, crowd, amount):
    orders = iter(lambda: served.order(at_least=10_000), None)
    order = next(one for one in orders if one.captured < 60 * amount)
    left = order.captured // amount
    tries = left + 12
    # Pieces on one order are summed, so that only somebody without a limit gives all of it alone.
    directors = [await crowd(served.person(tier="director")) for _ in range(6)]
    body = asking(order, amount)
    posts = (directors[n % 6].post(f"{API}/requests", json=body, headers=key()) for n in range(tries))
    answers = await asyncio.gather(*posts)
    assert Counter(answer.status_code for answer in answers) == {201: left, 409: tries - left}
    for answer in answers:
        if answer.status_code == 409:
            problem = answer.json()
            assert problem["type"] == "/problems/over-captured"
            assert problem["refundable"] < amount
    client = await asyncio.to_thread(served.client, served.person(tier="agent"))
    await asyncio.to_thread(_all_settled, served, answers)
    assert refunded(served, order.id) == left * amount
    assert get(client, f"/orders/{order.id}")["refundable"] == order.captured - left * amount


async def test_repeats_in_the_crowd_make_one_request_each(served, crowd):
    """Every key is sent three times at once, on an order that cannot give them all."""
    order, amount = served.order(at_least=20_000), 4_500
    director = await crowd(served.person(tier="director"))
    headers = [key() for _ in range(order.captured // amount + 3)]
    posts = (director.post(f"{API}/requests", json=asking(order, amount), headers=one) for one in headers * 3)
    answers = await asyncio.gather(*posts)
    made: dict[str, set[str]] = {}
    for header, answer in zip(headers * 3, answers, strict=True):
        assert answer.status_code in (201, 409), answer.text
        if answer.status_code == 201:
            made.setdefault(header["Idempotency-Key"], set()).add(answer.json()["id"])
        else:
            assert answer.json()["type"] in ("/problems/over-captured", "/problems/idempotency-key-in-progress")
    assert all(len(ids) == 1 for ids in made.values())
    assert len(made) == order.captured // amount
    await asyncio.to_thread(_all_settled, served, answers)
    assert refunded(served, order.id) == len(made) * amount


def _all_settled(served, answers) -> None:
    ops = served.client(served.person(role="ops"))
    for request in {one.json()["id"]: one.json() for one in answers if one.status_code == 201}.values():
        reaches(ops, request, "settled")
        assert len(refunds(served, request)) == 1


async def test_a_yes_and_a_no_at_once(served, crowd):
    """One of them is what happened; money moves if, and only if, it was the yes."""
    leads = [await crowd(one) for one in served.people(tier="lead")[:2]]
    client = await asyncio.to_thread(served.client, served.person(tier="agent"))
    for _ in range(20):
        request = await asyncio.to_thread(waiting, served)
        path = f"{API}/requests/{request['id']}"
        said = {"version": request["version"], "comment": "my word"}
        yes, no = await asyncio.gather(
            leads[0].post(f"{path}/approve", json=said), leads[1].post(f"{path}/reject", json=said)
        )
        assert sorted((yes.status_code, no.status_code)) == [200, 409]
        final = await asyncio.to_thread(reaches, client, request, "settled", "rejected")
        assert (final["state"] == "settled") == (yes.status_code == 200)
        assert len(refunds(served, request)) == (yes.status_code == 200)


async def test_an_edit_and_a_yes_at_once(served, crowd):
    """What was seen is what was approved: either it was changed, or it goes out as it stood."""
    agent = served.person(tier="agent")
    mine, lead = await crowd(agent), await crowd(served.person(tier="lead"))
    client = await asyncio.to_thread(served.client, agent)
    for round_ in range(20):
        request = await asyncio.to_thread(waiting, served)
        path, said = f"{API}/requests/{request['id']}", {"version": request["version"]}
        calls = [mine.patch(path, json={**said, "amount": 8_000}), lead.post(f"{path}/approve", json=said)]
        edited, yes = await asyncio.gather(*calls) if round_ % 2 else reversed(await asyncio.gather(*reversed(calls)))
        assert sorted((edited.status_code, yes.status_code)) == [200, 409]
        if edited.status_code == 200:
            found = await asyncio.to_thread(get, client, f"/requests/{request['id']}")
            assert (found["state"], found["amount"], refunds(served, request)) == ("pending", 8_000, [])
            assert yes.json()["type"] == "/problems/stale-version"
        else:
            final = await asyncio.to_thread(reaches, client, request, "settled")
            assert final["amount"] == request["amount"]
            assert refunds(served, request) == [(request["amount"], "USD", "succeeded")]

"""Journey (a): within the limit it is carried out at once, and the money moves once."""

import asyncio

from tests.api.calls import API, asking, done, get, key, post, reaches
from tests.journeys.provider import refunded, refunds
from tests.live.ear import Ear


async def test_within_the_limit_it_is_settled_and_paid_once(served):
    agent, order = served.person(tier="agent"), served.order()
    client = await asyncio.to_thread(served.client, agent)
    body, same_key = asking(order, 4_000), key()
    preview = done(await asyncio.to_thread(client.post, f"{API}/requests/check", json=body))
    assert preview["decision"]["outcome"] == "allow"
    async with Ear(served, agent) as ear:
        answer = await asyncio.to_thread(post, client, body, same_key)
        assert answer.status_code == 201
        request = answer.json()
        assert request["state"] in ("granted", "executing", "settled")
        shown = await ear.about("request.settled", request)
    assert shown == get(client, f"/requests/{request['id']}")
    assert shown["execution"]["state"] == "succeeded"
    again = await asyncio.to_thread(post, client, body, same_key)
    assert (again.status_code, again.json()) == (201, request)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert refunds(served, request) == [(4_000, "USD", "succeeded")]
    assert refunded(served, order.id) == 4_000
    told = get(client, f"/requests/{request['id']}/timeline")["items"]
    wanted = ["request.created", "request.granted", "request.executing", "request.settled"]
    assert [one["event"] for one in told] == wanted


def test_what_was_given_back_is_gone_from_the_order(served):
    client, order = served.client(served.person(tier="agent")), served.order()
    before = get(client, f"/orders/{order.id}")["refundable"]
    request = reaches(client, post(client, asking(order, 3_000)).json(), "settled")
    assert refunds(served, request) == [(3_000, "USD", "succeeded")]
    assert get(client, f"/orders/{order.id}")["refundable"] == before - 3_000

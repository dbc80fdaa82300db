"""Sending it again never asks twice."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.calls import API, act, asking, done, get, key, made, post, reaches, refused

REPLAYED = "Idempotent-Replayed"


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="agent"))


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}])
def test_without_a_key_nothing_is_asked(served, agent, headers):
    refused(post(agent, asking(served.order()), headers), 400, "idempotency-key-missing")


@pytest.mark.parametrize("value", ["x" * 256, "tab\there", "ünïcode".encode("latin-1")])
def test_a_key_is_plain_and_short(served, agent, value):
    refused(post(agent, asking(served.order()), {"Idempotency-Key": value}), 422, "invalid")


def test_the_body_is_looked_at_before_the_key(served, agent):
    refused(post(agent, asking(served.order(), "x"), {}), 422, "invalid")


def test_the_same_again_is_the_first_answer_again(served, agent):
    body, with_key = asking(served.order(), note="once"), key()
    first = post(agent, body, with_key)
    assert first.status_code == 201
    assert REPLAYED not in first.headers
    reaches(agent, first.json(), "settled")
    for again in (body, dict(reversed(body.items()))):
        second = post(agent, again, with_key)
        assert (second.status_code, second.headers[REPLAYED]) == (201, "true")
        assert second.content == first.content
    spaced = json.dumps(body, indent=3).replace("once", "\\u006fnce").encode()
    third = agent.post(f"{API}/requests", content=spaced, headers={"Content-Type": "application/json", **with_key})
    assert third.content == first.content
    assert len(get(agent, "/requests", order_id=body["order_id"])["items"]) == 1


def test_an_escalated_and_a_denied_one_are_remembered_as_they_began(served, agent):
    for body, state in (
        (asking(served.order(), 9_000), "pending"),
        (asking(None, 10**12), "denied"),
        (asking(served.order(), 9_000, split=True), "granted"),
    ):
        with_key = key()
        first = post(agent, body, with_key)
        assert first.json()["state"] == state
        if state == "pending":
            done(act(agent, first.json(), "withdraw"))
        again = post(agent, body, with_key)
        assert (again.content, again.headers[REPLAYED]) == (first.content, "true")


def test_another_body_under_the_same_key_is_refused(served, agent):
    body, with_key = asking(served.order()), key()
    assert post(agent, body, with_key).status_code == 201
    for other in ({**body, "amount": 1_001}, {**body, "note": "x"}, {**body, "split": False}):
        refused(post(agent, other, with_key), 422, "idempotency-key-reused")


def test_a_refused_one_may_be_tried_again_with_its_key(served, agent):
    order, with_key = served.order(), key()
    refused(post(agent, asking(order, reason="NO_SUCH"), with_key), 422, "unknown-reason")
    refused(post(agent, asking(order, order.captured + 1), with_key), 409, "over-captured")
    refused(post(agent, asking(order, order_id="SO-0"), with_key), 404, "order-not-found")
    refused(post(agent, asking(order, "x"), with_key), 422, "invalid")
    answer = post(agent, asking(order), with_key)
    assert answer.status_code == 201
    assert REPLAYED not in answer.headers


def test_a_known_key_is_answered_before_anything_else_is_checked(served, agent):
    order, with_key = served.order(), key()
    first = post(agent, asking(order), with_key)
    refused(post(agent, asking(order, reason="NO_SUCH"), with_key), 422, "idempotency-key-reused")
    refused(post(agent, asking(order, order_id=...), with_key), 422, "idempotency-key-reused")
    reaches(agent, first.json(), "settled")
    made(agent, asking(order, order.captured - 1_000, remedy="replacement", reason="OTHER", note="the rest"))
    assert post(agent, asking(order), with_key).content == first.content


def test_another_callers_key_is_another_key(served, agent):
    body, with_key = asking(served.order()), key()
    mine = post(agent, body, with_key).json()
    theirs = post(served.client(served.people(tier="agent")[1]), body, with_key)
    assert REPLAYED not in theirs.headers
    assert theirs.json()["id"] != mine["id"]


def test_many_at_once_are_one(served, agent):
    order, with_key = served.order(), key()
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _: post(agent, asking(order), with_key), range(24)))
    taken = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.json()["id"] for answer in taken}) == 1
    assert sum(REPLAYED not in answer.headers for answer in taken) == 1
    for answer in answers:
        if answer.status_code != 201:
            refused(answer, 409, "idempotency-key-in-progress")
    assert len(get(agent, "/requests", order_id=order.id)["items"]) == 1


def test_keys_differ_by_case_and_are_kept_apart(served, agent):
    order = served.order()
    one = made(agent, asking(order))
    first = post(agent, asking(order), {"Idempotency-Key": f"K-{one['id']}"})
    second = post(agent, asking(order), {"Idempotency-Key": f"k-{one['id']}"})
    assert first.json()["id"] != second.json()["id"]

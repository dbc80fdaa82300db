"""Around a request: comments, who has it open, many approvals at once, and reasons at hand for a no."""

import asyncio

import pytest

from remit.api.shapes.talk import BulkOut, CommentOut, CommentsOut, RejectReasonsOut
from tests.api.calls import API, act, asking, done, get, made, now, refused, waiting
from tests.live.ear import Ear

CLOSED = {"strict": False, "extra": "forbid"}


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="agent"))


@pytest.fixture
def lead(served):
    return served.client(served.person(tier="lead"))


def say(client, request, text):
    return client.post(f"{API}/requests/{request['id']}/comments", json={"text": text})


def bulk(client, *items, **said):
    body = {"items": [{"id": one["id"], "version": one["version"]} for one in items], **said}
    return client.post(f"{API}/approvals/bulk", json=body)


def test_both_sides_talk_and_nothing_changes(served, agent, lead):
    request = waiting(served)
    answer = say(lead, request, "  Is the box torn, too?  ")
    assert answer.status_code == 201
    said = CommentOut.model_validate(answer.json(), **CLOSED)
    assert (said.text, said.by.id) == ("Is the box torn, too?", served.person(tier="lead").id)
    assert say(agent, request, "Yes; a picture is on its way.").status_code == 201
    thread = CommentsOut.model_validate(get(lead, f"/requests/{request['id']}/comments"), **CLOSED)
    assert [one.text for one in thread.items] == ["Is the box torn, too?", "Yes; a picture is on its way."]
    assert now(agent, request)["version"] == request["version"]
    assert done(act(lead, request, "approve"))["state"] != "pending"
    # There may be something to say afterwards, too.
    assert say(agent, request, "The customer is happy.").status_code == 201


def test_whoever_may_not_know_of_it_neither_reads_nor_writes(served):
    request = waiting(served)
    other = served.client(served.person(1, tier="agent"))
    refused(say(other, request, "hello"), 404)
    refused(other.get(f"{API}/requests/{request['id']}/comments"), 404)
    refused(say(served.client(served.person(role="auditor")), request, "hm"), 403, "not-permitted")
    refused(say(served.client(served.person(tier="lead")), request, "  "), 422)


async def test_a_comment_is_heard_at_once(served, lead):
    request = await asyncio.to_thread(waiting, served)
    async with Ear(served, served.person(tier="agent")) as ear:
        assert (await asyncio.to_thread(say, lead, request, "One moment.")).status_code == 201
        await ear.about("request.commented", request)


async def test_who_has_it_open_is_seen_by_the_others_once(served, lead):
    request = await asyncio.to_thread(waiting, served)
    manager = served.person(tier="duty_manager")
    async with Ear(served, manager) as looking, Ear(served, served.person(tier="lead")) as ear:
        await looking.says(type="seen", request=request["id"])
        opened = await ear.about("request.opened", request)
        assert opened["approval"]["opened_by"] == [{"id": manager.id, "name": manager.name}]
        await looking.says(type="seen", request=request["id"])
        await asyncio.to_thread(say, lead, request, "after that")
        await ear.about("request.commented", request)
    events = [one["event"] for one in await asyncio.to_thread(timeline, lead, request)]
    assert events.count("request.opened") == 1
    assert (await asyncio.to_thread(now, lead, request))["version"] == request["version"]


async def test_who_closes_it_or_goes_is_not_looking_any_more(served, lead):
    request = await asyncio.to_thread(waiting, served)
    one, other = served.people(tier="duty_manager")[:2]
    async with Ear(served, served.person(tier="lead")) as ear, Ear(served, one) as closing:
        async with Ear(served, other) as going:
            for who in (closing, going):
                await who.says(type="seen", request=request["id"])
                await ear.about("request.opened", request)
            await closing.says(type="left", request=request["id"])
            closed = await ear.about("request.closed", request)
            assert [person["id"] for person in closed["approval"]["opened_by"]] == [other.id]
        gone = await ear.about("request.closed", request)
        assert gone["approval"]["opened_by"] == []
    assert (await asyncio.to_thread(now, lead, request))["version"] == request["version"]


async def test_looking_at_what_is_settled_leaves_no_trace(served, agent, lead):
    request = await asyncio.to_thread(waiting, served)
    await asyncio.to_thread(act, lead, request, "reject", comment="no receipt")
    async with Ear(served, served.person(tier="duty_manager")) as looking:
        await looking.says(type="seen", request=request["id"])
        await asyncio.to_thread(say, agent, request, "a pity")
        await looking.about("request.commented", request)
    assert "request.opened" not in [one["event"] for one in await asyncio.to_thread(timeline, lead, request)]


def timeline(client, request):
    return get(client, f"/requests/{request['id']}/timeline")["items"]


def test_each_of_many_has_its_own_answer(served, agent, lead):
    fine, stale, large = waiting(served), waiting(served), waiting(served, 60_000)
    mine = made(lead, asking(served.order(at_least=60_000), 60_000))
    answer = bulk(lead, fine, {**stale, "version": 7}, large, mine, {"id": "req_none", "version": 1}, comment="fine")
    items = BulkOut.model_validate(done(answer), strict=False).items
    assert [one.status for one in items] == [200, 409, 403, 403, 404]
    assert items[0].request.approval.comment == "fine"
    problems = [one.problem.type for one in items[1:]]
    names = ("stale-version", "beyond-approval-limit", "own-request", "not-found")
    assert problems == [f"/problems/{name}" for name in names]
    assert items[1].problem.current["version"] == stale["version"]
    assert [now(agent, one)["state"] for one in (stale, large)] == ["pending", "pending"]


def test_many_are_settled_once_each_even_if_one_is_named_twice(served, lead):
    many = [waiting(served) for _ in range(18)]
    answers = done(bulk(lead, *many, many[0]))["items"]
    assert [one["status"] for one in answers] == [200] * 18 + [409]
    assert [one["id"] for one in answers] == [one["id"] for one in (*many, many[0])]


@pytest.mark.parametrize("items", [[], [{"id": "req_1"}], [{"id": "req_1", "version": 1}] * 101])
def test_what_is_not_a_list_of_decisions_is_refused(lead, items):
    refused(lead.post(f"{API}/approvals/bulk", json={"items": items}), 422)


def test_operations_look_after_the_reasons_for_a_no(served, lead):
    ops = served.client(served.person(role="ops"))
    known = RejectReasonsOut.model_validate(get(lead, "/approvals/reject-reasons"), **CLOSED)
    assert known.items
    body = {"revision": known.revision, "items": ["No receipt.", "Ask the store first."]}
    refused(lead.put(f"{API}/approvals/reject-reasons", json=body), 403, "not-permitted")
    saved = done(ops.put(f"{API}/approvals/reject-reasons", json=body))
    assert saved == {**body, "revision": known.revision + 1}
    assert get(lead, "/approvals/reject-reasons") == get(ops, "/approvals/reject-reasons") == saved
    refused(ops.put(f"{API}/approvals/reject-reasons", json=body), 409, "stale-entry")
    twice = {"revision": saved["revision"], "items": ["No.", "No."]}
    refused(ops.put(f"{API}/approvals/reject-reasons", json=twice), 422)

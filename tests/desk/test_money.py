"""The kill switch, the second look at the money, and what a person says of what nobody knows."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from remit.desk import money
from remit.desk.execution import Worker
from remit.desk.leasing import End, Nudge, Revise, Take
from remit.desk.ledger.books import Entry, Needs
from remit.desk.requests import approvals, resolving
from remit.domain.execution import executing, rechecking
from remit.domain.execution.execution import Outcome
from remit.domain.execution.resolving import ContradictsProvider, Finding, ReferenceRequired
from remit.domain.orders.holds import OverCaptured
from remit.domain.people import Person
from remit.domain.requests.settling import AlreadySettled, OwnRequest, StaleVersion, WrongState
from remit.store import events, heads, requests
from tests.desk.offices import office, order
from tests.desk.provider import Scripted, cut
from tests.desk.test_ledger import submit
from tests.domain.floor import AGENT, LEAD

OPS = Person("usr_ops", "Olu Ops", "ops@acme.example", frozenset({"ops"}), None, None)


@dataclass(frozen=True)
class Became:
    """The command: these people are now like this."""

    people: tuple[Person, ...]
    needs: Needs = field(default_factory=Needs)

    def decide(self, _books) -> Entry:
        return Entry(people=self.people)


@asynccontextmanager
async def at(url, folder, provider, monkeypatch=None):
    """An office with this provider; waits are over at once."""
    if monkeypatch:
        monkeypatch.setattr(executing, "_FIRST_WAIT", timedelta())
    async with office(url, folder) as one:
        one.orders._shop.add_orders([order()])
        await one.ledger.submit(Became((OPS,)))
        yield replace(one, payments=provider)


async def now(one, request):
    return (await one.database.read(requests.by_ids, [request.id]))[request.id]


async def asked(one, amount=3000):
    return (await one.ledger.submit(submit(amount))).requests[0]


async def told_of(one, request):
    return [event.event for event in await one.database.read(events.timeline, request.id)]


async def held(one):
    return (await one.database.read(requests.sums, ["SO-1"]))["SO-1"]


async def run(one, times=1):
    worker = Worker(one)
    for _ in range(times):
        await worker.once()


async def test_stopped_money_is_not_posted_and_goes_on_when_started(database_url, tmp_path):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        assert (await money.stop(one, OPS, "odd refunds")).state == "stopped"
        request = await asked(one)
        await run(one, 2)
        assert ((await now(one, request)).state, provider.said) == ("granted", [])
        standing = await money.standing(one)
        assert (standing.state, standing.flow.stop.note, standing.waiting) == ("stopped", "odd refunds", 1)
        assert (await money.start(one, OPS, "it was a test")).state == "moving"
        await run(one)
        assert ((await now(one, request)).state, provider.said) == ("settled", ["post"])
        recorded = [event.event for event in await one.database.read(events.after, 0, 100)]
        assert (recorded.count("money.stopped"), recorded.count("money.started")) == (1, 1)


async def test_stopping_twice_is_one_stop_and_the_first_note_stays(database_url, tmp_path):
    async with at(database_url, tmp_path, Scripted()) as one:
        await money.stop(one, OPS, "first")
        assert (await money.stop(one, OPS, "second")).flow.stop.note == "first"
        assert [event.event for event in await one.database.read(events.after, 0, 9)] == ["money.stopped"]


async def test_looking_up_goes_on_while_money_stands_still(database_url, tmp_path, monkeypatch):
    provider = Scripted(posts=[cut()], looks=[None, Outcome("succeeded", "re_9")])
    async with at(database_url, tmp_path, provider, monkeypatch) as one:
        request = await asked(one)
        await run(one)
        await money.stop(one, OPS, "stop")
        await run(one, 3)
        assert ((await now(one, request)).state, provider.said) == ("unknown", ["post", "look"])
        await one.ledger.submit(Nudge(request.id))
        await run(one)
        assert ((await now(one, request)).state, provider.said) == ("settled", ["post", "look", "look"])


async def test_in_one_batch_a_stop_before_a_take_holds(database_url, tmp_path):
    async with at(database_url, tmp_path, Scripted()) as one:
        await asked(one)
        _, taken = await asyncio.gather(money.stop(one, OPS, "now"), one.ledger.submit(Take(10)))
        assert all(request.execution.state != "executing" for request in taken.requests)


async def waiting_long(one, monkeypatch, amount=3000):
    """Granted, and then nobody carried it out for a while."""
    await money.stop(one, OPS, "a while")
    request = await asked(one, amount)
    monkeypatch.setattr(rechecking, "FRESH", timedelta(seconds=-1))
    return request


async def test_whoever_is_switched_off_moves_no_more_money(database_url, tmp_path, monkeypatch):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        request = await waiting_long(one, monkeypatch)
        await one.ledger.submit(Became((replace(AGENT, active=False),)))
        await money.start(one, OPS, "on")
        await run(one)
        after = await now(one, request)
        assert (after.state, provider.said) == ("failed", [])
        assert "switched off" in after.execution.last_error
        assert await told_of(one, request) == [
            *("request.created", "request.granted", "request.executing", "request.failed")
        ]
        assert (await held(one)).held == 0


async def test_whoever_may_not_give_that_much_any_more_moves_nothing(database_url, tmp_path, monkeypatch):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        request = await waiting_long(one, monkeypatch)
        await one.ledger.submit(Became((replace(AGENT, tier=None),)))
        await money.start(one, OPS, "on")
        await run(one)
        assert ((await now(one, request)).state, provider.said) == ("failed", [])


async def test_what_went_back_elsewhere_is_not_given_again(database_url, tmp_path, monkeypatch):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        request = await waiting_long(one, monkeypatch)
        one.orders._shop._writer.execute("UPDATE orders SET refunded = captured - 2999 WHERE id = 'SO-1'")
        await money.start(one, OPS, "on")
        await run(one)
        after = await now(one, request)
        assert (after.state, provider.said) == ("failed", [])
        assert "USD 29.99 of USD 1,000.00 is left" in after.execution.last_error


async def test_what_waited_and_is_still_good_is_carried_out(database_url, tmp_path, monkeypatch):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        request = await waiting_long(one, monkeypatch)
        await money.start(one, OPS, "on")
        await run(one)
        assert ((await now(one, request)).state, provider.said) == ("settled", ["post"])


async def test_nobody_approves_what_the_order_no_longer_has(database_url, tmp_path):
    async with at(database_url, tmp_path, Scripted()) as one:
        request = await asked(one, 9000)
        assert request.state == "pending"
        one.orders._shop._writer.execute("UPDATE orders SET refunded = captured - 8999 WHERE id = 'SO-1'")
        with pytest.raises(OverCaptured):
            await approvals.approve(one, LEAD, request.id, request.version, None)
        one.orders._shop._writer.execute("UPDATE orders SET refunded = captured - 9000 WHERE id = 'SO-1'")
        granted = await approvals.approve(one, LEAD, request.id, request.version, None)
        assert granted.requests[0].state in ("granted", "executing")


async def test_every_second_post_follows_a_look_that_found_nothing(database_url, tmp_path, monkeypatch):
    provider = Scripted(posts=[cut(), cut(), cut()], looks=[cut("no list"), None, None, Outcome("succeeded", "re_3")])
    async with at(database_url, tmp_path, provider, monkeypatch) as one:
        request = await asked(one)
        await run(one, 8)
        after = await now(one, request)
        assert provider.said == ["post", "look", "look", "post", "look", "post", "look"]
        assert (after.state, after.execution.attempts, len(provider.keys)) == ("settled", 7, 1)
        tried = [(one.step, one.outcome) for one in after.execution.tried]
        assert tried[:3] == [("post", "unknown"), ("look", "unknown"), ("look", "absent")]
        assert tried[-1] == ("look", "succeeded")


async def test_after_so_many_attempts_it_needs_a_person(database_url, tmp_path, monkeypatch):
    provider = Scripted(posts=[cut()] * 99, looks=[cut()] * 99)
    async with at(database_url, tmp_path, provider, monkeypatch) as one:
        request = await asked(one)
        await run(one, executing.MOST_ATTEMPTS + 3)
        after = await now(one, request)
        assert (after.state, len(provider.said)) == ("needs_human", executing.MOST_ATTEMPTS)
        assert (await held(one)).held == 3000
        assert (await money.standing(one)).to_resolve == 1


@asynccontextmanager
async def stuck(url, folder, looks=()):
    """A request that needs a person, and a provider that says this when it is asked again."""
    provider = Scripted(posts=[Outcome("needs_human", error="another amount")], looks=list(looks))
    async with at(url, folder, provider) as one:
        request = await asked(one)
        await run(one)
        yield one, await now(one, request)


async def test_a_person_settles_it_with_the_reference(database_url, tmp_path):
    async with stuck(database_url, tmp_path) as (one, request):
        said = Finding("settled", "in the list of the day", "re_77")
        after = (await resolving.resolve(one, OPS, request.id, request.version, said)).requests[0]
        assert (after.state, after.execution.provider_reference) == ("settled", "re_77")
        assert after.execution.tried[-1].step == "resolve"
        assert ((await held(one)).settled, (await held(one)).held) == (3000, 0)
        with pytest.raises(AlreadySettled):
            await resolving.resolve(one, OPS, request.id, request.version, said)


async def test_a_person_fails_it_and_the_hold_is_free(database_url, tmp_path):
    async with stuck(database_url, tmp_path) as (one, request):
        said = Finding("failed", "not in any list")
        after = (await resolving.resolve(one, OPS, request.id, request.version, said)).requests[0]
        assert (after.state, (await held(one)).held) == ("failed", 0)
        assert "not in any list" in after.execution.last_error


@pytest.mark.parametrize(
    ("by", "older", "said", "refusal"),
    [
        (AGENT, 0, (Finding("settled", "mine", "re_1"),), OwnRequest),
        (OPS, 1, (Finding("settled", "old", "re_1"),), StaleVersion),
        (OPS, 0, (Finding("settled", "no reference"),), ReferenceRequired),
        (OPS, 0, (Finding("failed", "no"), Outcome("succeeded", "re_1")), ContradictsProvider),
        (OPS, 0, (Finding("settled", "yes", "re_1"), Outcome("failed", error="closed")), ContradictsProvider),
    ],
)
async def test_a_person_is_refused(database_url, tmp_path, by, older, said, refusal):
    finding, *looks = said
    async with stuck(database_url, tmp_path, looks) as (one, request):
        with pytest.raises(refusal):
            await resolving.resolve(one, by, request.id, request.version - older, finding)
        assert (await now(one, request)).state == "needs_human"


async def test_only_what_needs_a_person_is_resolved(database_url, tmp_path):
    async with at(database_url, tmp_path, Scripted()) as one:
        request = await asked(one, 9000)
        with pytest.raises(WrongState):
            await resolving.resolve(one, OPS, request.id, request.version, Finding("failed", "no"))


async def test_what_fails_late_gives_its_hold_back_once(database_url, tmp_path):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        request = await asked(one)
        await run(one)
        settled = await now(one, request)
        assert settled.execution.lease_until == settled.updated_at + timedelta(hours=1), "looked at again later"
        provider.looks = [Outcome("failed", "re_1", "account closed")] * 2
        for _ in range(2):
            await one.ledger.submit(Nudge(request.id))
            await run(one)
        after = await now(one, request)
        assert (after.state, after.version) == ("failed", settled.version + 1)
        assert "account closed" in after.execution.last_error
        assert ((await held(one)).settled, (await held(one)).held) == (0, 0)
        assert (await told_of(one, request)).count("request.failed") == 1


async def test_what_arrives_after_all_needs_a_person_and_is_held_again(database_url, tmp_path):
    provider = Scripted(posts=[Outcome("failed", error="closed")])
    async with at(database_url, tmp_path, provider) as one:
        request = await asked(one)
        await run(one)
        assert (await held(one)).held == 0
        await one.ledger.submit(Revise(request.id, Outcome("succeeded", "re_1")))
        assert ((await now(one, request)).state, (await held(one)).held) == ("needs_human", 3000)


async def test_a_later_look_that_says_nothing_new_changes_nothing(database_url, tmp_path):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        request = await asked(one)
        await run(one)
        before = await now(one, request)
        for truth in (Outcome("succeeded", "re_1"), Outcome("absent"), cut()):
            await one.ledger.submit(Revise(request.id, truth, provider.card))
        after = await now(one, request)
        assert (after.state, after.version) == ("settled", before.version)


async def test_a_worker_that_was_paused_does_not_post(database_url, tmp_path, monkeypatch):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        await asked(one)
        clock = iter((0.0, 60.0))
        monkeypatch.setattr("remit.desk.execution._seconds", lambda: next(clock))
        await run(one)
        assert provider.said == []


async def test_a_lease_that_somebody_else_has_is_not_sent_upon(database_url, tmp_path, monkeypatch):
    provider = Scripted()
    async with at(database_url, tmp_path, provider) as one:
        await asked(one)
        (taken,) = (await one.ledger.submit(Take(10, provider.card))).requests
        worker = Worker(one)
        lost = replace(taken, execution=replace(taken.execution, attempts=taken.execution.attempts - 1))
        assert not await worker._may_send(lost, 1e12)
        assert await worker._may_send(taken, 1e12)
        await money.stop(one, OPS, "stop")
        assert not await worker._may_send(taken, 1e12)


async def test_an_answer_after_the_lease_is_lost_is_dropped(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(executing, "LEASE", timedelta())
    async with at(database_url, tmp_path, Scripted()) as one:
        request = await asked(one)
        (first,) = (await one.ledger.submit(Take(10))).requests
        (second,) = (await one.ledger.submit(Take(10))).requests
        assert (first.execution.step, second.execution.step) == ("post", "look")
        await one.ledger.submit(End(request.id, first.execution.attempts, Outcome("failed", error="late")))
        assert (await now(one, request)).state == "executing"


async def test_the_flow_is_in_the_head_that_every_process_reads(database_url, tmp_path):
    async with at(database_url, tmp_path, Scripted()) as one:
        assert (await one.database.read(heads.read)).flow.moves
        await money.stop(one, OPS, "note")
        assert not (await one.database.read(heads.read)).flow.moves

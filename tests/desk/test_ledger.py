import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from remit import clock
from remit.desk.ledger import ledger as ledger_module
from remit.desk.ledger.books import Entry, Needs
from remit.desk.requests.submitting import Ask, Ids, Submit
from remit.domain.orders.holds import OverCaptured, Sums
from remit.domain.policy.facts import House
from remit.domain.refusal import Busy
from remit.store import events, heads, requests
from tests.desk.offices import office, order
from tests.domain.floor import AGENT


def submit(amount=3000, key=None, on=None, reference=None):
    made = Ids(clock.new_id("req"), reference or clock.new_reference())
    return Submit(
        caller=AGENT.id,
        ask=Ask(remedy="refund", amount=amount, currency="USD", reason="DAMAGED_DEFECTIVE", order_id="SO-1"),
        order=on or order(),
        house=House("acme"),
        provider="sandbox",
        key=key or clock.new_id("key"),
        fingerprint="f",
        ids=(made, Ids(clock.new_id("req"), clock.new_reference())),
    )


async def together(one, *commands):
    return await asyncio.gather(*(one.ledger.submit(command) for command in commands), return_exceptions=True)


async def test_what_arrives_together_is_committed_together(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        commits = []
        one.ledger.after_commit.append(commits.append)
        answers = await together(one, *(submit() for _ in range(20)))
        assert {answer.requests[0].state for answer in answers} == {"granted"}
        assert commits == [40]
        recorded = await one.database.read(events.after, 0, 100)
        assert [event.seq for event in recorded] == list(range(1, 41))


async def test_each_sees_what_the_one_before_it_reserved(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        answers = await together(one, *(submit(3000, on=order(captured=10_000)) for _ in range(5)))
        granted = [answer for answer in answers if not isinstance(answer, Exception)]
        refused = [answer for answer in answers if isinstance(answer, OverCaptured)]
        assert (len(granted), len(refused)) == (3, 2)
        assert {refusal.members["refundable"] for refusal in refused} == {1000}
        assert await one.database.read(requests.sums, ["SO-1"]) == {"SO-1": Sums(settled=0, held=9000)}


async def test_the_same_key_in_one_batch_is_one_request(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        first, second = await together(one, submit(key="k"), submit(key="k"))
        assert (first.replayed, second.replayed) == (False, True)
        assert first.body == second.body
        assert (await one.database.read(heads.read)).event_seq == 2


async def test_a_key_is_known_for_as_long_as_its_request(database_url, tmp_path, monkeypatch):
    async with office(database_url, tmp_path) as one:
        first, _ = await together(one, submit(key="k"), submit(key="another"))
        for hours in (0, 1, 23, 25, 31 * 24, 366 * 24):
            then = first.requests[0].created_at + timedelta(hours=hours)
            monkeypatch.setattr(clock, "now", lambda then=then: then)
            [again] = await together(one, submit(key="k"))
            assert (again.replayed, again.body) == (True, first.body)
        assert (await one.database.read(heads.read)).event_seq == 4


async def test_a_row_that_the_database_refuses_spoils_only_itself(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        taken = submit()
        await one.ledger.submit(taken)
        twin = replace(submit(), ids=taken.ids)
        good, bad, also_good = await together(one, submit(), twin, submit())
        assert isinstance(bad, ledger_module.Unstored)
        assert {good.requests[0].state, also_good.requests[0].state} == {"granted"}
        recorded = await one.database.read(events.after, 0, 100)
        assert [event.seq for event in recorded] == list(range(1, 7)), "numbers have no gap where it would have been"


@dataclass(frozen=True)
class Breaks:
    """A command with a bug in it."""

    needs: Needs = field(default_factory=Needs)

    def decide(self, books) -> Entry:
        raise ZeroDivisionError


async def test_a_command_that_breaks_spoils_only_itself(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        good, bad = await together(one, submit(), Breaks())
        assert good.requests[0].state == "granted"
        assert isinstance(bad, ZeroDivisionError)


async def test_nothing_is_answered_before_it_is_durable(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        await one.database.write(lambda connection: connection.execute(text("DROP TABLE executions")))
        (answer,) = await together(one, submit())
        assert isinstance(answer, ledger_module.Unstored)
        assert await one.database.read(events.after, 0, 10) == []


async def test_too_many_waiting_is_said_at_once(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(ledger_module, "MOST_WAITING", 3)
    async with office(database_url, tmp_path) as one:
        answers = await together(one, *(submit() for _ in range(5)))
        assert [isinstance(answer, Busy) for answer in answers] == [False, False, False, True, True]
        assert answers[-1].members["retry_after"] == 1


async def test_what_was_taken_is_finished_when_it_closes(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        asked = [asyncio.ensure_future(one.ledger.submit(submit())) for _ in range(3)]
        await asyncio.sleep(0)
        await one.ledger.close()
        async with asyncio.timeout(30):
            answers = await asyncio.gather(*asked)
        assert [answer.requests[0].state for answer in answers] == ["granted"] * 3
        assert len(await one.database.read(events.after, 0, 10)) == 6


async def test_a_caller_who_goes_away_leaves_nothing_half_done(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        gone = asyncio.create_task(one.ledger.submit(submit()))
        await asyncio.sleep(0)
        gone.cancel()
        stays = await one.ledger.submit(submit())
        assert stays.requests[0].state == "granted"
        recorded = await one.database.read(events.after, 0, 10)
        assert len({event.request_id for event in recorded}) == len(recorded) / 2


@pytest.mark.parametrize("ask", [{"amount": 9000}, {"amount": 3000}])
async def test_a_request_comes_back_as_it_went_in(database_url, tmp_path, ask):
    async with office(database_url, tmp_path) as one:
        (posted,) = (await one.ledger.submit(submit(**ask))).requests
        (read,) = (await one.database.read(requests.by_ids, [posted.id])).values()
        # PostgreSQL keeps microseconds, SQLite does too; both give aware moments in UTC back.
        assert read == posted

"""Routing over a database: who has it, when it moves on, and that exactly one process moves it."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from remit import clock
from remit.desk import presence
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.people.registers import StaleEntry
from remit.desk.requests import approvals, asking, requesters
from remit.desk.requests.lists import to_settle
from remit.desk.requests.submitting import Ask
from remit.desk.routing import policies
from remit.desk.routing.moving import Advance, Reroute
from remit.desk.routing.timers import Timers
from remit.domain.requests.separation import KeptApart
from remit.domain.routing.hours import Hours, Shift
from remit.domain.routing.policies import ALL, EVERYONE, OWN_TEAM, REJECT, Escalation, InvalidRouting, Routing, Step
from remit.store import events, leases, offers, people, requests
from remit.store.database.rows import offers as offer_rows
from remit.store.database.session import connect
from tests.desk.offices import office, order
from tests.domain.floor import AGENT, DIRECTOR, LEAD, person

SECOND = person("lead", "north", "second")
OTHER = person("lead", "south", "other")
QUICK = Escalation((Step(OWN_TEAM, 1), Step(EVERYONE, 1, ALL)))
WITHIN_S = 20


def found(connection):
    people.add(connection, [SECOND, OTHER], {}, revision=1)


@asynccontextmanager
async def floor(url, folder, *policies_, here=(), **said):
    async with office(url, folder) as one:
        await one.database.write(found)
        one.ledger.authority = await one.database.read(limits.load)
        one.orders._shop.add_orders([order(number) for number in range(1, 40)])
        if policies_ or said:
            await says(one, *policies_, **said)
        for who in here:
            await presence.came(one, who, f"soc_{who.id}", "ins_1")
        yield one


async def says(one, *policies_, **said):
    revision = one.authority.people.register.routing.revision
    return await policies.put(one, DIRECTOR, Routing(revision=revision, policies=policies_, **said), "try it")


_number = iter(range(1, 1000))


async def asked(one, amount=9_000, by=AGENT):
    number = next(_number)
    wish = Ask(
        remedy="refund", amount=amount, currency="USD", reason="DAMAGED_DEFECTIVE", order_id=f"SO-{number % 39 + 1}"
    )
    posted = await asking.submit(one, by, wish, f"key-{number}", {"n": number}, set())
    assert posted.requests[0].state == "pending"
    return posted.requests[0]


async def now(one, request):
    return (await one.database.read(requests.by_ids, [request.id]))[request.id]


def who(request):
    return [named.id for named in request.approval.offered_to]


async def told(one, request):
    every = await one.database.read(events.after, 0, 500)
    return [event.event.removeprefix("request.") for event in every if event.request_id == request.id]


async def until(one, request, wanted):
    async with asyncio.timeout(WITHIN_S):
        while True:
            found = await now(one, request)
            if wanted(found):
                return found
            await asyncio.sleep(0.02)


async def test_the_least_loaded_of_the_team_has_it_and_loads_even_out(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, SECOND, OTHER)) as one:
        made = [await asked(one, 9_000) for _ in range(6)]
        having = [who(request)[0] for request in made]
        assert sorted(having) == sorted([LEAD.id, SECOND.id] * 3)
        assert await one.database.read(offers.load) == {LEAD.id: 3, SECOND.id: 3}
        for request in made:
            if who(request) == [LEAD.id]:
                await approvals.approve(one, LEAD, request.id, request.version, None)
        assert await one.database.read(offers.load) == {SECOND.id: 3}
        assert who(await asked(one)) == [LEAD.id]


async def test_what_one_batch_gives_out_counts_for_the_next_in_it(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, SECOND)) as one:
        made = await asyncio.gather(*(asked(one) for _ in range(8)))
        assert one.ledger.batches < 20
        assert sorted(who(request)[0] for request in made) == sorted([LEAD.id, SECOND.id] * 4)


async def test_a_step_s_time_is_over_and_the_next_one_has_it_and_then_the_customer_is_called_back(
    database_url, tmp_path
):
    async with floor(database_url, tmp_path, QUICK, here=(LEAD, OTHER)) as one:
        timers = Timers(one)
        timers.start()
        request = await asked(one)
        assert (who(request), request.approval.next_to) == ([LEAD.id], "everyone")
        moved = await until(one, request, lambda it: it.approval.step == 2)
        assert moved.approval.offered_at >= request.approval.next_step_at
        assert sorted(who(moved)) == sorted([LEAD.id, OTHER.id])
        held = await until(one, request, lambda it: it.approval.callback)
        assert (held.state, held.version, held.approval.next_step_at) == ("pending", request.version, None)
        assert await told(one, request) == ["created", "pending", "rerouted", "rerouted"]
        await timers.stop()


async def test_the_end_may_be_a_no_that_nobody_said(database_url, tmp_path):
    no = replace(QUICK, at_end=REJECT, reason="Nobody could look at it. Offer a call tomorrow.")
    async with floor(database_url, tmp_path, no) as one:
        timers = Timers(one)
        timers.start()
        request = await asked(one)
        assert who(request) == []
        over = await until(one, request, lambda it: it.state == "rejected")
        assert over.version == request.version + 1
        assert (over.approval.comment, over.approval.settled_by) == (no.reason, None)
        assert await told(one, request) == ["created", "pending", "rejected"]
        await timers.stop()


async def test_what_is_not_settled_in_its_time_expires(database_url, tmp_path):
    brief = Escalation((Step(OWN_TEAM, 1),), expires_after_s=1)
    async with floor(database_url, tmp_path, brief, here=(LEAD,)) as one:
        timers = Timers(one)
        request = await asked(one)
        timers.start()
        await until(one, request, lambda it: it.state == "expired")
        assert await one.database.read(offers.load) == {}
        assert await one.database.read(requests.waking, 10) == []
        await timers.stop()


async def test_two_processes_move_it_once_and_one_goes_on_where_the_other_stopped(postgresql_url, tmp_path):
    async with floor(postgresql_url, tmp_path, QUICK, here=(LEAD, OTHER)) as one:
        second = connect(postgresql_url)
        ledger = Ledger(second, await second.read(limits.load))
        two = replace(one, database=second, ledger=ledger)
        both = [Timers(one), Timers(two)]
        for timers in both:
            timers.start()
        made = [await asked(one) for _ in range(5)]
        for request in made:
            await until(one, request, lambda it: it.approval.callback)
            assert await told(one, request) == ["created", "pending", "rerouted", "rerouted"]
        assert [timers.working for timers in both].count(True) == 1
        worker, other = sorted(both, key=lambda timers: not timers.working)
        worker._task.cancel()  # dies without letting the lease go
        request = await asked(one)
        await until(one, request, lambda it: it.approval.callback)
        assert other.working
        for timers in both:
            await timers.stop()
        await ledger.close()
        await second.close()


async def test_a_second_word_that_it_is_due_moves_nothing(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, OTHER)) as one:
        request = await asked(one)
        for _ in range(2):
            await one.ledger.submit(Advance((request.id, "req_unknown")))
        assert await now(one, request) == request


async def test_a_lease_is_of_one_until_it_lapses_or_is_let_go(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        at, span = clock.now(), timedelta(seconds=5)

        async def takes(name, later=timedelta()):
            return await one.database.write(leases.take, "timers", name, at + later, at + later + span)

        assert await takes("a")
        assert not await takes("b")
        assert await takes("a", timedelta(seconds=4))
        assert not await takes("b", timedelta(seconds=8))
        assert await takes("b", timedelta(seconds=9))
        assert not await takes("a", timedelta(seconds=9))
        await one.database.write(leases.release, "timers", "b")
        assert await takes("a")


async def test_nobody_on_is_told_at_once_with_when_somebody_is(database_url, tmp_path):
    now_ = clock.now()
    tomorrow = (now_ + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    north = Hours("north", "UTC", (Shift(tomorrow.weekday(), 8 * 60, 17 * 60),))
    async with floor(database_url, tmp_path) as one:
        await one.database.write(_teams)
        one.ledger.authority = await one.database.read(limits.load)
        await says(one, hours=(north,))
        request = await asked(one)
        assert (who(request), request.approval.back_at) == ([], tomorrow)
        await presence.came(one, LEAD, "soc_1", "ins_1")
        come = await now(one, request)
        assert (who(come), come.approval.back_at) == ([LEAD.id], None)


def _teams(connection):
    from remit.domain.people import Team
    from remit.store import teams

    teams.put(connection, [Team("north", "North"), Team("south", "South")])


async def test_who_is_kept_apart_is_not_asked_and_may_not_settle_who_is_in_a_call_may(database_url, tmp_path):
    apart = frozenset((AGENT.id, LEAD.id))
    async with floor(database_url, tmp_path, here=(LEAD, OTHER), apart=(apart,)) as one:
        request = await asked(one)
        assert who(request) == [OTHER.id]
        await presence.choose(one, OTHER, "in_call")
        assert who(await now(one, request)) == []
        for verb in (approvals.approve, approvals.reject):
            with pytest.raises(KeptApart):
                await verb(one, LEAD, request.id, request.version, "no")
        assert request.id not in {found.id for found in await to_settle(one, LEAD)}
        assert request.id in {found.id for found in await to_settle(one, OTHER)}
        done = await approvals.approve(one, OTHER, request.id, request.version, None)
        assert done.requests[0].state == "granted"


async def test_idle_on_every_screen_is_away(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, OTHER)) as one:
        await presence.came(one, LEAD, "soc_phone", "ins_1")
        request = await asked(one)
        await presence.attend(one, LEAD.id, f"soc_{LEAD.id}", attended=False)
        assert who(await now(one, request)) == [LEAD.id], "the other one is still there"
        await presence.attend(one, LEAD.id, "soc_phone", attended=False)
        assert who(await now(one, request)) == [OTHER.id]
        assert await presence.effective(one, LEAD) == "away"
        await presence.attend(one, LEAD.id, "soc_phone", attended=True)
        assert await presence.effective(one, LEAD) == "available"


async def test_what_a_process_that_died_held_moves_on_when_its_lease_is_over(database_url, tmp_path, monkeypatch):
    async with floor(database_url, tmp_path, here=(OTHER,)) as one:
        with monkeypatch.context() as patched:
            patched.setattr(presence, "LEASE", timedelta(seconds=1))
            await presence.came(one, LEAD, "soc_dead", "ins_dead")
        request = await asked(one)
        assert who(request) == [LEAD.id]
        async with asyncio.timeout(WITHIN_S):
            while who(await now(one, request)) != [OTHER.id]:
                await presence.keep(one, "ins_1")
                await asyncio.sleep(0.05)


async def test_an_answer_goes_back_to_whoever_asked_and_waits_its_whole_time_again(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, SECOND)) as one:
        request = await asked(one)
        asker = next(lead for lead in (LEAD, SECOND) if lead.id not in who(request))
        posted = await approvals.ask(one, asker, request.id, request.version, "Which one?")
        assert posted.requests[0].approval.next_step_at is None
        assert (await now(one, request)).state == "needs_info"
        answered = await requesters.answer(one, AGENT, request.id, request.version + 1, "The blue one.")
        after = answered.requests[0].approval
        assert [named.id for named in after.offered_to] == [asker.id]
        assert after.expires_at > request.approval.expires_at
        assert after.next_step_at > clock.now()


async def test_an_edit_begins_the_way_anew(database_url, tmp_path):
    async with floor(database_url, tmp_path, QUICK, here=(LEAD, OTHER)) as one:
        request = await asked(one)
        await asyncio.sleep(1.05)  # until its first step is over by the database's clock
        await one.ledger.submit(Advance((request.id,)))
        assert (await now(one, request)).approval.step == 2
        edited = await requesters.edit(one, AGENT, request.id, request.version, {"amount": 8_000})
        assert (edited.requests[0].approval.step, who(edited.requests[0])) == (1, [LEAD.id])
        assert edited.requests[0].approval.expires_at > request.approval.expires_at


async def test_forwarded_it_stays_a_while_and_claimed_it_waits_longer(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, OTHER)) as one:
        request = await asked(one)
        claimed = await approvals.claim(one, LEAD, request.id, request.version)
        assert claimed.requests[0].approval.next_step_at > request.approval.next_step_at + timedelta(seconds=60)
        await approvals.forward(one, LEAD, request.id, request.version, DIRECTOR.id, None)
        await one.ledger.submit(Reroute())
        handed = await now(one, request)
        assert who(handed) == [DIRECTOR.id], "though the director is not there: for a while"
        assert handed.approval.next_step_at < clock.now() + timedelta(seconds=61)
        assert handed.version == request.version


async def test_whoever_loses_the_authority_loses_the_card(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, OTHER)) as one:
        timers = Timers(one)
        timers.start()
        request = await asked(one)
        assert who(request) == [LEAD.id]
        await says(one, apart=(frozenset((AGENT.id, LEAD.id)),))
        await until(one, request, lambda it: who(it) == [OTHER.id])
        await timers.stop()


async def test_it_is_changed_as_it_was_seen_and_the_latest_counts(database_url, tmp_path):
    async with floor(database_url, tmp_path) as one:
        await says(one, QUICK)
        kept = await says(one)
        assert (kept.routing.revision, kept.routing.policies, kept.saved.note) == (2, (), "try it")
        with pytest.raises(StaleEntry):
            await policies.put(one, DIRECTOR, Routing(revision=1), "late")
        with pytest.raises(InvalidRouting):
            await says(one, Escalation((Step("people", 5, people=("usr_nobody",)),)))
        with pytest.raises(InvalidRouting):
            await says(one, replace(QUICK, team="nowhere"))
        fresh = await one.database.read(limits.load)
        assert fresh.people.register.routing == kept.routing


async def test_what_is_wrong_with_it_is_said(database_url, tmp_path):
    async with floor(database_url, tmp_path) as one:
        await one.database.write(_teams)
        one.ledger.authority = await one.database.read(limits.load)
        never = Escalation((Step("tier", 30, tier="agent"), Step("people", 30, people=(DIRECTOR.id,))))
        thrice = Escalation((Step(OWN_TEAM, 30), Step(OWN_TEAM, 30), Step(EVERYONE, 30, ALL)), team="south")
        kept = await says(one, never, thrice)
        assert [(flaw.kind, flaw.policy, flaw.step) for flaw in kept.flaws] == [
            ("never-runs", 0, 0),
            ("asked-before", 1, 1),
        ]
        fine = Escalation((Step(OWN_TEAM, 30), Step(OWN_TEAM, 30)), team="north")
        assert (await says(one, fine)).flaws == ()


async def test_with_whom_it_is_is_kept_beside_it(database_url, tmp_path):
    async with floor(database_url, tmp_path, here=(LEAD, OTHER)) as one:
        request = await asked(one)
        rows = select(offer_rows.c.person_id).where(offer_rows.c.request_id == request.id)

        async def kept():
            return await one.database.read(lambda connection: list(connection.execute(rows).scalars()))

        assert await kept() == [LEAD.id]
        await presence.went(one, LEAD, f"soc_{LEAD.id}")
        assert await kept() == [OTHER.id]
        await requesters.withdraw(one, AGENT, request.id, request.version, None)
        assert await kept() == []

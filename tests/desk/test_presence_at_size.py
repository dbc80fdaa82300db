"""Who is there is read once, not for every request; whoever comes or goes in another process is known at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit import clock
from remit.authority.engine.judge import judge
from remit.desk import presence
from remit.desk.comings import Comings
from remit.desk.ledger import attendance, limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.requests import asking
from remit.desk.requests.submitting import Ask
from remit.domain.routing.policies import ALL, EVERYONE, Escalation, Step
from remit.store import people, sockets
from tests.desk.test_routing import LEAD, OTHER, SECOND, asked, floor, now, who
from tests.domain.floor import AGENT, person

CROWD = [person("lead", ("west", "east")[number % 2], f"crowd{number:03}") for number in range(400)]
EVERYBODY = Escalation((Step(EVERYONE, 60),))


@pytest.fixture
def reads(monkeypatch):
    """How often who is there was read, and how many they were. Only the record says that it has to be read again."""
    monkeypatch.setattr(attendance, "_TRUSTED", timedelta(days=1))
    plain, counted = sockets.connected, []

    def reading(connection, now):
        there = plain(connection, now)
        counted.append(len(there))
        return there

    monkeypatch.setattr(sockets, "connected", reading)
    return counted


def gathered(connection):
    people.add(connection, CROWD, {}, revision=1)
    until = clock.now() + timedelta(days=1)
    sockets.open_all(connection, [(f"soc_{one.id}", one.id, "ins_crowd") for one in CROWD], until)


async def test_who_is_there_is_read_once_for_many_requests(database_url, tmp_path, reads, monkeypatch):
    async with floor(database_url, tmp_path, EVERYBODY) as one:
        await one.database.write(gathered)
        one.ledger.authority = await one.database.read(limits.load)
        await presence.came(one, LEAD, "soc_lead", "ins_1")
        await asked(one)
        reads.clear()
        questions, plain = [], type(judge()).ask
        monkeypatch.setattr(type(judge()), "ask", lambda *said: questions.append(1) or plain(*said))
        having = [who(await asked(one))[0] for _ in range(6)]
        assert reads == []
        assert len(set(having)) == 6
        assert len(questions) < 60, "of four hundred who are there, one of a kind is asked about"
        await presence.came(one, SECOND, "soc_second", "ins_1")
        await asked(one)
        assert 0 < len(reads) <= 3
        assert set(reads) == {len(CROWD) + 2}


async def test_who_goes_or_comes_in_another_process_is_known_before_the_next_request(database_url, tmp_path, reads):
    async with floor(database_url, tmp_path, EVERYBODY, here=(LEAD, OTHER)) as one:
        ours = one.ledger
        theirs = Ledger(one.database, ours.authority)
        assert who(await asked(one))[0] in (LEAD.id, OTHER.id)
        moved = replace(one, ledger=theirs, comings=Comings())
        await presence.went(moved, LEAD, f"soc_{LEAD.id}")
        assert [who(await asked(one)) for _ in range(3)] == [[OTHER.id]] * 3
        await presence.came(moved, SECOND, "soc_second", "ins_2")
        assert who(await asked(one)) == [SECOND.id]
        await presence.choose(moved, SECOND, "busy")
        await theirs.close()
        assert who(await asked(one)) == [OTHER.id]
        before = len(reads)
        await asked(one)
        assert len(reads) == before


async def test_the_meter_counts_them_without_reading_them_again_and_names_a_few(database_url, tmp_path, reads):
    async with floor(database_url, tmp_path, apart=(frozenset((AGENT.id, LEAD.id)),), here=(LEAD, OTHER)) as one:
        await one.database.write(gathered)
        one.ledger.authority = await one.database.read(limits.load)
        await presence.came(one, SECOND, "soc_second", "ins_1")
        wish = Ask(remedy="refund", amount=9_000, currency="USD", reason="DAMAGED_DEFECTIVE", order_id="SO-1")
        said = [await asking.check(one, AGENT, wish, one.authority) for _ in range(3)]
        reads.clear()
        assert [found.able for found in said] == [len(CROWD) + 2] * 3, "everybody but whoever is kept apart"
        assert len(said[0].available) == 20
        assert LEAD not in said[0].available
        await asking.check(one, AGENT, wish, one.authority)
        assert reads == []


async def test_where_nobody_told_of_it_it_is_noticed_after_a_while(database_url, tmp_path, reads, monkeypatch):
    async with floor(database_url, tmp_path, EVERYBODY, here=(LEAD, OTHER)) as one:
        await asked(one)
        await one.database.write(sockets.close_all, [f"soc_{LEAD.id}"])
        monkeypatch.setattr(attendance, "_TRUSTED", timedelta(days=-1))
        assert [who(await asked(one)) for _ in range(3)] == [[OTHER.id]] * 3


async def test_what_waits_is_given_to_whoever_comes_in_the_same_batch_that_tells_of_it(database_url, tmp_path, reads):
    everybody = Escalation((Step(EVERYONE, 60, ALL),))
    async with floor(database_url, tmp_path, everybody) as one:
        request = await asked(one)
        assert who(request) == []
        for come, there in ((LEAD, {LEAD.id}), (OTHER, {LEAD.id, OTHER.id})):
            await presence.came(one, come, f"soc_{come.id}", "ins_1")
            assert set(who(await now(one, request))) == there
        await presence.went(one, LEAD, f"soc_{LEAD.id}")
        assert who(await now(one, request)) == [OTHER.id]

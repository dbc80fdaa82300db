"""Whoever calls meets limits and people as they were when the call came, whichever process changed them last."""

import asyncio
from dataclasses import replace

from remit.desk.sign_in import begin_token, who
from remit.store import heads, people
from tests.desk.offices import office
from tests.desk.test_reload import GENEROUS, _by_hand, publish, rule
from tests.domain.floor import AGENT, LEAD


def _saved(connection, *changed) -> None:
    """As the ledger of another process saves them."""
    head = heads.read(connection)
    people.save(connection, changed, head.people_revision + 1)
    heads.move(connection, replace(head, people_revision=head.people_revision + 1))


async def test_what_another_process_changed_counts_with_the_next_call(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        mine = await begin_token(one.database, LEAD.id, 1)
        assert (await who(one, mine)).tier == "lead"
        await one.database.write(_saved, replace(LEAD, tier="agent"))
        assert (await who(one, mine)).tier == "agent"
        await one.database.write(publish, [rule("L-9000", **GENEROUS)])
        assert (await who(one, mine)).tier == "agent"
        assert (one.authority.version, "L-9000" in one.authority.rules) == (3, True)
        await one.database.write(_saved, replace(LEAD, active=False))
        assert await who(one, mine) is None


async def test_one_reads_for_all_who_come_at_once(database_url, tmp_path, monkeypatch):
    async with office(database_url, tmp_path) as one:
        token = await begin_token(one.database, AGENT.id, 1)
        times, plain = [], one.ledger.refresh

        async def refresh():
            times.append(one.authority.version)
            return await plain()

        monkeypatch.setattr(one.ledger, "refresh", refresh)
        await asyncio.gather(*(who(one, token) for _ in range(20)))
        assert times == []
        await one.database.write(publish, [rule("L-9000", **GENEROUS)])
        await asyncio.gather(*(who(one, token) for _ in range(20)))
        assert times == [2]


async def test_broken_limits_keep_nobody_from_reading(database_url, tmp_path):
    async with office(database_url, tmp_path) as one:
        token = await begin_token(one.database, AGENT.id, 1)
        await one.database.write(publish, [rule("L-9000", **GENEROUS)])
        await one.database.write(_by_hand, added_in=3)
        assert (await who(one, token)).id == AGENT.id
        assert one.authority.version == 2

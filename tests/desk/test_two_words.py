"""Where two have to approve, and everybody clicks at once, at two ledgers over one database: never one, never twice."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy import update

from remit.desk import deciding_again
from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.desk.requests import approvals, requesters
from remit.domain.policy.quorums import Quorum
from remit.domain.refusal import Refusal
from remit.store import events, people, requests
from remit.store.database.rows import policy_versions
from remit.store.database.session import connect
from remit.store.policies import quorums_text
from tests.desk.budgeting import give
from tests.desk.offices import office
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, person

RACES = 12
MANAGERS = [AUTHORITY.people.people["usr_duty_manager"], *(person("duty_manager", "south", f"m{n}") for n in (2, 3))]
QUORUMS = tuple(Quorum(tier=tier, currency="USD", above=10_000) for tier in ("duty_manager", "director"))


def _set_up(connection) -> None:
    people.add(connection, MANAGERS[1:], {}, revision=1)
    content = {"hash": AUTHORITY.with_quorums(2, QUORUMS).hash, "quorums": quorums_text(QUORUMS)}
    connection.execute(update(policy_versions).where(policy_versions.c.number == 2), content)


@asynccontextmanager
async def two_desks(url, folder):
    async with office(url, folder) as one:
        await one.database.write(_set_up)
        one.ledger.authority = await one.database.read(limits.load)
        database = connect(url)
        other = Ledger(database, one.ledger.authority)
        try:
            yield one, replace(one, ledger=other, database=database)
        finally:
            await other.close()
            await database.close()


async def said_yes(verb) -> bool:
    try:
        await verb
    except Refusal:
        return False
    return True


async def clicked(desks, request, number) -> list[bool]:
    """Everybody at once, in another order each time: three managers, the director, and sometimes a no."""
    verbs = [
        approvals.approve(desks[place % 2], by, request.id, request.version, None)
        for place, by in enumerate((*MANAGERS, DIRECTOR))
    ]
    if number % 3 == 1:
        verbs.insert(number % 4, approvals.reject(desks[1], DIRECTOR, request.id, request.version, "no"))
    if number % 3 == 2:
        verbs.insert(number % 5, requesters.withdraw(desks[0], AGENT, request.id, request.version, None))
    turned = verbs[number % len(verbs) :] + verbs[: number % len(verbs)]
    return await asyncio.gather(*map(said_yes, turned))


async def test_one_word_at_a_time_and_two_different_people(database_url, tmp_path):
    async with two_desks(database_url, tmp_path) as desks:
        ended = Counter()
        for number in range(RACES):
            (request,) = (await desks[0].ledger.submit(give(12_000, customer=f"C-{number}"))).requests
            assert request.state == "pending", request.decision.sentence
            while request.state == "pending":
                # Of all who saw this version, the first counts.
                assert (await clicked(desks, request, number)).count(True) == 1
                request = (await desks[0].database.read(requests.by_ids, (request.id,)))[request.id]
            told = [one.event for one in await desks[0].database.read(events.timeline, request.id)]
            granted = request.state not in ("rejected", "withdrawn")
            assert told.count("request.granted") == granted
            if granted:
                assert len({word.by.id for word in request.approval.given}) == len(request.approval.given) == 2
                lines = await deciding_again.of_request(desks[0], DIRECTOR, request.id)
                assert [one.differs for one in lines] == [()] * 3
            ended[request.state] += 1
        assert ended["granted"], ended

"""A row put into the table by hand never becomes an allow: it is named, and nothing is decided."""

import asyncio
import shutil

import pytest
from sqlalchemy import delete, insert, update

from remit.desk.ledger.limits import Broken
from remit.desk.requests import asking
from remit.desk.requests.submitting import Ask
from remit.settings import Settings
from remit.store.database.rows import policy_rules
from remit.store.database.session import connect
from tests.api.calls import API, key, refused
from tests.api.calls import asking as body
from tests.desk.offices import office, order
from tests.domain.floor import AGENT
from tests.serving import furnish, serving

MINE = policy_rules.c.rid == "L-0001"
BAD = {
    "another mode": update(policy_rules).where(MINE).values(mode="everything"),
    "a capital Deny": update(policy_rules).where(MINE).values(kind="Deny"),
    "a capital Grant": update(policy_rules).where(MINE).values(kind="Grant"),
    "a condition that is code": update(policy_rules).where(MINE).values(condition="1 == 1) or (1 == 1"),
    "a huge limit": update(policy_rules).where(MINE).values(amount=10**15),
    "any mode on a grant": update(policy_rules).where(MINE).values(mode="*"),
}
PLAIN = {
    "a raise": update(policy_rules).where(MINE).values(amount=900_000),
    "nothing left": delete(policy_rules),
    "one row less": delete(policy_rules).where(MINE),
    "one row more": insert(policy_rules).values(
        {
            **dict.fromkeys(("guideline", "condition"), ""),
            "rid": "X-1",
            "added_in": 1,
            "subject": "tier:trainee",
            "remedy": "refund",
            "currency": "USD",
            "brand": "*",
            "mode": "auto",
            "kind": "grant",
            "amount": 10**11,
        }
    ),
}


async def tampered(url: str, statement) -> None:
    database = connect(url)
    try:
        await database.write(lambda connection: connection.execute(statement))
    finally:
        await database.close()


@pytest.mark.parametrize("how", [*BAD, *PLAIN])
async def test_a_process_that_finds_it_decides_nothing_and_names_the_row(database_url, tmp_path, how):
    async with office(database_url, tmp_path) as desk:
        await tampered(database_url, {**BAD, **PLAIN}[how])
        from remit.desk.ledger import limits

        with pytest.raises(Broken) as found:
            await desk.database.read(limits.load)
        assert found.value.members["rows"] == (["L-0001"] if how in BAD else [])
        assert ("Row L-0001 of policy_rules: " in found.value.detail) is (how in BAD)
        desk.ledger.authority = await desk.database.read(limits.closed)
        desk.orders._shop.add_orders([order()])
        ask = Ask(remedy="refund", amount=1_000, currency="USD", reason="DAMAGED_DEFECTIVE", order_id="SO-1")
        with pytest.raises(Broken):
            await asking.submit(desk, AGENT, ask, "key", {}, set())
        with pytest.raises(Broken):
            await desk.ledger.in_force()


async def test_a_process_that_runs_goes_on_by_what_was_published(database_url, tmp_path):
    async with office(database_url, tmp_path) as desk:
        await tampered(database_url, PLAIN["a raise"])
        desk.orders._shop.add_orders([order()])
        ask = Ask(remedy="refund", amount=800_00, currency="USD", reason="DAMAGED_DEFECTIVE", order_id="SO-1")
        (request,) = (await asking.submit(desk, AGENT, ask, "key", {}, set())).requests
        assert (request.decision.outcome, request.decision.limit) == ("escalate", 5_000)


def test_a_server_starts_says_what_is_wrong_and_answers_503(migrated_sqlite, served_world, tmp_path):
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'remit.db')}"
    settings = Settings(database_url=url, shop_path=tmp_path / "shop.db", demo=True)
    furnish(settings, served_world)
    asyncio.run(tampered(url, BAD["another mode"]))
    with serving(settings, served_world) as running:
        agent = running.client(running.person(tier="agent"))
        asked = body(running.order())
        for answer in (
            agent.post(f"{API}/requests", json=asked, headers=key()),
            agent.post(f"{API}/requests/check", json=asked),
            agent.get("/readyz"),
        ):
            problem = refused(answer, 503, "limits-broken")
            assert problem["rows"] == ["L-0001"]

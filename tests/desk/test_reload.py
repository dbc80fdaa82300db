"""Limits reload by what changed: equal to loading all of them, checked against the version's hash, and fail closed."""

import asyncio
from random import Random

import pytest
from sqlalchemy import delete, insert, update

from remit import clock
from remit.desk.ledger import ledger, limits
from remit.domain.refusal import Behind
from remit.store import heads, policies
from remit.store.database.rows import policy_rules, policy_versions
from remit.store.database.session import connect
from remit.store.policies import Version
from tests.authority.worlds import LADDER, drawn_rule, rule
from tests.desk.offices import office, settle_in


@pytest.fixture
async def database(database_url):
    opened = connect(database_url)
    await opened.write(settle_in)
    yield opened
    await opened.close()


def publish(connection, added, removed=()):
    """The next version, as the ledger publishes it."""
    now = limits.load(connection)
    number, gone = now.version + 1, [*removed, *(one.rid for one in added if one.rid in now.rules)]
    content = now.with_rules(number, added, gone).hash
    policies.publish(connection, Version(number, content, clock.now(), None, "test", "", now.tiers), added, gone)
    head = heads.read(connection)
    heads.move(connection, heads.Head(head.epoch, 0, 0, number, head.people_revision, head.now))


async def _history(database, versions: int) -> list:
    random, known = Random(3), [await database.read(limits.load)]
    for number in range(versions):
        drawn = [drawn_rule(random, f"X-{random.randrange(8)}", LADDER) for _ in range(random.randrange(4))]
        added = list({one.rid: one for one in drawn}.values())
        others = sorted(set(known[-1].rules) - {one.rid for one in added})
        await database.write(publish, added, random.sample(others, number % 3))
        known.append(await database.read(limits.load))
    return known


async def test_from_any_version_it_is_caught_up_without_loading_everything(database, monkeypatch):
    known = await _history(database, 10)
    monkeypatch.setattr(limits, "_loaded", None)
    for behind in known:
        caught = await database.read(limits.refreshed, behind)
        assert (caught.version, caught.hash) == (known[-1].version, known[-1].hash)
        assert dict(caught.rules) == dict(known[-1].rules)


async def test_a_version_that_was_taken_back_is_loaded(database):
    known = await _history(database, 3)

    def back(connection):
        head = heads.read(connection)
        heads.move(connection, heads.Head(head.epoch, 0, 0, head.policy_version - 1, head.people_revision, head.now))

    await database.write(back)
    assert (await database.read(limits.refreshed, known[-1])).hash == known[-2].hash


GENEROUS = {"subject": "tier:agent", "mode": "auto", "amount": None}


def _by_hand(connection, **said):
    connection.execute(insert(policy_rules), {**policies._rule_row(rule("L-9999", **GENEROUS), 2), **said})


@pytest.mark.parametrize(
    "said",
    [{}, {"added_in": 1}, {"kind": "allow"}, {"mode": "*"}, {"condition": "1 == 1"}, {"amount": -1}, {"subject": "*"}],
)
async def test_a_row_put_in_by_hand_is_never_an_allow(database, said):
    known = await database.read(limits.load)
    await database.write(_by_hand, **said)
    with pytest.raises(limits.Broken, match="not those that were published as version 2"):
        await database.read(limits.load)
    assert (await database.read(limits.refreshed, known)).hash == known.hash, "whoever has them goes on by them"


L_0001 = policy_rules.c.rid == "L-0001"


@pytest.mark.parametrize(
    ("tampered", "noticed_by_all"),
    [
        (update(policy_rules).where(L_0001).values(amount=10**9), False),
        (update(policy_rules).where(L_0001).values(condition="channel = phone"), False),
        (update(policy_rules).where(L_0001).values(removed_in=2), False),
        (delete(policy_rules).where(L_0001), False),
        (update(policy_rules).where(policy_rules.c.rid == "X-1").values(amount=10**9), True),
        (update(policy_versions).values(tiers='[["director", "director"]]'), True),
        (update(policy_versions).values(hash="0"), True),
    ],
)
async def test_what_was_changed_by_hand_is_not_decided_by(database, tampered, noticed_by_all):
    before = await database.read(limits.load)
    await database.write(publish, [rule("X-1")])
    after = await database.read(limits.load)
    await database.write(lambda connection: connection.execute(tampered))
    with pytest.raises(limits.Broken):
        await database.read(limits.load)
    if noticed_by_all:
        with pytest.raises(limits.Broken):
            await database.read(limits.refreshed, before)
    else:
        # It reads only what came since, so that it still goes by what was published.
        assert (await database.read(limits.refreshed, before)).hash == after.hash


async def test_without_a_version_nothing_is_decided(database):
    known = await database.read(limits.load)
    await database.write(publish, [rule("X-1")])
    await database.write(lambda connection: connection.execute(delete(policy_versions)))
    for read in (limits.load, lambda connection: limits.refreshed(connection, known)):
        with pytest.raises(Behind):
            await database.read(read)


async def test_limits_older_than_the_bound_answer_nothing(database_url, tmp_path, monkeypatch):
    async with office(database_url, tmp_path) as one:
        now = asyncio.get_running_loop().time
        await one.ledger.refresh()
        await one.database.write(publish, [rule("X-1")])
        one.ledger._current_at = now()
        assert (await one.ledger.in_force()).version == 2, "within the bound nobody asks"
        one.ledger._current_at = now() - ledger.BEHIND_AT_MOST_S
        assert (await one.ledger.in_force()).version == 3

        def gone(*_):
            raise ConnectionError

        one.ledger._current_at = now() - ledger.BEHIND_AT_MOST_S
        monkeypatch.setattr(limits, "refreshed", gone)
        with pytest.raises(ConnectionError):
            await one.ledger.in_force()

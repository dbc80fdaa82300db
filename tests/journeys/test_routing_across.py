"""Two real processes over one PostgreSQL: a step's time is over once, and who dies with a process is missed in time."""

import asyncio
import time

import pytest

from remit.settings import Settings
from tests.api.calls import API, done, get, made
from tests.api.calls import asking as body_of
from tests.journeys.instances import instances
from tests.live.ear import Ear
from tests.serving import furnish

PRESENCE_LOST_S = 45


@pytest.fixture
def pair(postgresql_url, served_world, tmp_path):
    settings = Settings(database_url=postgresql_url, shop_path=tmp_path / "shop.db", demo=True)
    furnish(settings, served_world)
    with instances(2, settings, served_world) as running:
        yield running


def offered(request: dict) -> list[str]:
    return [one["id"] for one in request["approval"]["offered_to"]]


def quick(served) -> None:
    """Five seconds with one's own team, five with everybody, then a callback."""
    ops = served.client(served.person(role="ops"))
    steps = [{"to": "own_team", "seconds": 5}, {"to": "everyone", "seconds": 5, "ask": "all"}]
    said = {"note": "quick", "policies": [{"steps": steps}], "revision": get(ops, "/routing")["revision"]}
    done(ops.put(f"{API}/routing", json=said))


async def keeps_answering(ear: Ear) -> None:
    await ear.rest(120)


async def until(client, request, wanted) -> dict:
    async with asyncio.timeout(60):
        while True:
            found = await asyncio.to_thread(get, client, f"/requests/{request['id']}")
            if wanted(found):
                return found
            await asyncio.sleep(0.1)


async def test_steps_are_taken_once_and_a_dead_process_s_people_are_missed(pair):
    one, two = pair
    await asyncio.to_thread(quick, one)
    agent, lead = one.person(tier="agent", team="north"), one.person(tier="lead", team="north")
    elsewhere = one.person(tier="lead", team="south")
    asking = await asyncio.to_thread(two.client, agent)
    async with Ear(one, lead) as mine, Ear(two, elsewhere) as theirs:
        answering = [asyncio.create_task(keeps_answering(ear)) for ear in (mine, theirs)]
        request = await asyncio.to_thread(made, asking, body_of(one.order(), 9_000))
        assert offered(request) == [lead.id], "who is at the other process is there, too"
        moved = await until(asking, request, lambda it: it["approval"]["step"] == 2)
        assert set(offered(moved)) == {lead.id, elsewhere.id}
        held = await until(asking, request, lambda it: it["approval"]["callback"])
        assert held["version"] == request["version"]
        told = [each["event"] for each in get(asking, f"/requests/{request['id']}/timeline")["items"]]
        assert told.count("request.rerouted") == 2, told
        second = await asyncio.to_thread(made, asking, body_of(one.order(), 9_000))
        assert lead.id in offered(second)
        one.process.kill()
        died = time.monotonic()
        await until(asking, held, lambda it: offered(it) == [elsewhere.id])
        assert time.monotonic() - died < PRESENCE_LOST_S
        third = await asyncio.to_thread(made, asking, body_of(one.order(), 9_000))
        assert offered(third) == [elsewhere.id]
        await until(asking, third, lambda it: it["approval"]["callback"])
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)

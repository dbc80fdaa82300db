"""Storage that fails: a full disk, a database that hangs up. No 2xx for what is not stored, and repeats work."""

import asyncio
from collections import Counter

import httpx
import pytest

from remit.settings import Settings
from tests.api.calls import API, asking, get, key, reaches
from tests.conftest import command
from tests.faults.checker import broken
from tests.faults.evidence import evidence
from tests.live.shared import inside
from tests.serving import furnish, serving

ASKS = 40


@pytest.fixture
def on(request, served_world, tmp_path):
    """A server of this test's own over a database of this kind."""

    def begin(kind: str):
        url = request.getfixturevalue(f"{kind}_url")
        settings = Settings(database_url=url, shop_path=tmp_path / "shop.db", demo=True)
        furnish(settings, served_world)
        return serving(settings, served_world)

    return begin


async def asked(client: httpx.AsyncClient, wishes: list[tuple[dict, dict]]) -> list[httpx.Response]:
    return await asyncio.gather(*(client.post(f"{API}/requests", json=body, headers=one) for body, one in wishes))


def wishes_for(served) -> list[tuple[dict, dict]]:
    orders = [served.order() for _ in range(ASKS)]
    return [(asking(order, 1_000, note="n" * 1_900), key()) for order in orders]


def client_of(served, person) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=served.url, headers={"Cookie": served.cookie(person)}, timeout=30)


async def sound(served, agent, requests: list[dict]) -> None:
    """Everything that was promised is there, was carried out, and nothing else was."""
    client = await asyncio.to_thread(served.client, agent)
    for request in requests:
        # A worker whose taking was stored, but not told so, is followed by another after the lease of ten seconds.
        await asyncio.to_thread(reaches, client, request, "settled", within_s=30)
    assert len({one["id"] for one in requests}) == ASKS
    found = await evidence(served.settings.database_url, served.settings.shop)
    assert not broken([], found)
    assert len([one for one in found.requests.values() if one.note == "n" * 1_900]) == ASKS


async def pages(served, most: int | None) -> None:
    """Let the database file have no more pages than it has, or as many as it likes."""

    async def work() -> None:
        writer = served.app.state.office.database._writer.raw_connection().driver_connection
        writer.execute(f"PRAGMA max_page_count = {most or 2**30}")

    await inside(served, work())


async def test_full_disk(on):
    """SQLite's own limit on the file answers as a full disk does."""
    with on("sqlite") as served:
        agent = served.person(tier="agent")
        client = await asyncio.to_thread(client_of, served, agent)
        wishes = wishes_for(served)
        await pages(served, 1)  # below what it has: SQLite then takes what it has
        full = await asked(client, wishes)
        told = Counter(answer.status_code for answer in full)
        assert told[503] > 0
        assert set(told) <= {201, 503}
        for answer in full:
            if answer.status_code == 503:
                assert answer.json()["type"] == "/problems/not-stored"
        stored = {answer.json()["id"] for answer in full if answer.status_code == 201}
        mine = await asyncio.to_thread(served.client, agent)
        assert stored == {one["id"] for one in get(mine, "/requests", limit=200)["items"] if one["note"] == "n" * 1_900}
        await pages(served, None)
        again = await asked(client, wishes)
        assert {answer.status_code for answer in again} == {201}
        assert stored <= {answer.json()["id"] for answer in again}
        await sound(served, agent, [answer.json() for answer in again])
        await client.aclose()


async def test_database_hangs_up(on):
    """Every connection is cut while people work: whoever was not told asks again and is told once."""
    with on("postgresql") as served:
        agent = served.person(tier="agent")
        client = await asyncio.to_thread(client_of, served, agent)
        wishes = wishes_for(served)
        url = served.settings.database_url
        answered: dict[str, dict] = {}
        for attempt in range(40):
            left = [wish for wish in wishes if wish[1]["Idempotency-Key"] not in answered]
            if not left:
                break
            asking_now = asyncio.create_task(asked(client, left))
            if attempt < 4:
                await asyncio.sleep(0.02 * (attempt + 1))
                await asyncio.to_thread(command, url, HANG_UP)
            for (_, one), answer in zip(left, await asking_now, strict=True):
                assert answer.status_code in (201, 409) or answer.status_code >= 500, answer.text
                if answer.status_code == 201:
                    answered[one["Idempotency-Key"]] = answer.json()
        await sound(served, agent, list(answered.values()))
        await client.aclose()


HANG_UP = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""

"""Who is let in: the session and the origin are looked at before the connection opens."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.live.ear import dial


async def refused(served, cookie=None, query="", **options) -> int:
    with pytest.raises(InvalidStatus) as refusal:
        await dial(served, cookie, query, **options)
    return refusal.value.response.status_code


@pytest.fixture
def cookie(served) -> str:
    return served.cookie(served.person(tier="agent"))


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "https://127.0.0.1",
        "file://",
        "http://localhost.evil.example",
    ],
)
async def test_foreign_origin_is_refused_before_it_opens(served, cookie, origin):
    assert await refused(served, cookie, origin=origin) == 403


async def test_cross_site_fetch_is_refused(served, cookie):
    assert await refused(served, cookie, headers={"Sec-Fetch-Site": "cross-site"}) == 403


async def test_own_origin_and_no_origin_are_let_in(served, cookie):
    for options in ({"origin": served.url}, {}):
        async with dial(served, cookie, **options) as wire:
            assert '"hello"' in await wire.recv()


async def test_nobody_is_refused(served):
    assert await refused(served) == 401
    assert await refused(served, "remit_session=guessed") == 401
    assert await refused(served, headers={"Authorization": "Bearer remit_guessed"}) == 401


async def test_a_token_in_the_address_opens_nothing(served, cookie):
    token = cookie.partition("=")[2]
    for query in (f"?token={token}", f"?access_token={token}", f"?remit_session={token}"):
        assert await refused(served, query=query) == 401


async def test_a_token_in_the_header_opens_it(served, cookie):
    async with dial(served, headers={"Authorization": f"Bearer {cookie.partition('=')[2]}"}) as wire:
        assert '"hello"' in await wire.recv()


async def test_there_is_one_address(served, cookie):
    assert await refused(served, cookie, path="/api/v1/lives") == 404


async def test_an_ended_session_opens_nothing(served):
    client = served.fresh_session(served.person(tier="agent"))
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    assert client.delete("/api/v1/session").status_code == 204
    assert await refused(served, cookie) == 401

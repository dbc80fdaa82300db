"""Nothing that matters depends on the channel: with nobody listening, polling reaches every state."""

import asyncio

from tests.api.calls import act, asking, done, get, made, reaches, waiting
from tests.live.shared import nobody_there


async def test_without_any_connection_everything_is_reached_by_polling(served):
    await nobody_there(served)
    await asyncio.to_thread(_by_polling, served)


def _by_polling(served) -> None:
    agent, lead = served.person(tier="agent", team="north"), served.person(tier="lead", team="north")
    mine, theirs = served.client(agent), served.client(lead)
    reaches(mine, made(mine, asking(served.order())), "settled")

    request = waiting(served, by=agent)
    assert request["approval"]["offered_to"] == []
    assert request["id"] in {one["id"] for one in get(theirs, "/approvals")["items"]}
    done(act(theirs, request, "approve"))
    assert reaches(mine, request, "settled")["approval"]["settled_by"]["id"] == lead.id

    request = waiting(served, by=agent)
    done(act(theirs, request, "reject", comment="not this time"))
    assert reaches(mine, request, "rejected")["approval"]["comment"] == "not this time"

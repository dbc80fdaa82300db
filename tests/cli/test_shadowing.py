"""remit policy shadow: what a draft in shadow would have said, in a terminal."""

import asyncio

import pytest

from remit.desk.policies import drafts
from remit.desk.shadowing import shadows
from tests.cli.remit import Command
from tests.desk.offices import office
from tests.desk.test_shadowing import asked, follow, refunds, shadowed
from tests.domain.floor import LEAD


async def _lived(url: str, folder) -> tuple[str, str]:
    """A draft in shadow with three asks, and one that never was."""
    async with office(url, folder) as one:
        draft = await shadowed(one, refunds(8_500))
        for number, amount in ((1, 3_000), (2, 8_000), (3, 8_100)):
            await asked(one, amount, number)
        await follow(one)
        await shadows.stop(one, LEAD, draft.id)
        never = await drafts.begin(one, LEAD, "Later", one.authority.version)
        return draft.id, never.id


@pytest.fixture
def remit(database_url, monkeypatch, capsys) -> Command:
    monkeypatch.setenv("REMIT_DATABASE_URL", database_url)
    return Command(monkeypatch, capsys)


def test_it_tells_the_comparison_and_the_latest_requests(remit, database_url, tmp_path):
    draft, never = asyncio.run(_lived(database_url, tmp_path))
    ran = remit("policy", "shadow", draft)
    assert (ran.code, ran.err) == (0, "")
    state, judged, way, remedy, *requests = ran.out.splitlines()
    assert state.startswith("The draft “What if” is taken out of shadow, ")
    assert state.endswith(", by Lead.")
    assert judged == "Judged: 3. Answered otherwise: 2."
    assert way == "Was escalated, would be given alone: 2 (USD 161.00)."
    assert remedy == "Refund: 2 of 3 otherwise."
    assert [one.split("  ", 1)[1].split(":")[0].split() for one in requests] == [
        ["escalate", "->", "allow", "Agent"]
    ] * 2
    assert remit("policy", "shadow", draft, "--latest", 0).out.count("\n") == 4
    assert remit("policy", "shadow", never).out == "The draft “Later” was never in shadow.\n"
    ran = remit("policy", "shadow", "drf_none")
    assert (ran.code, ran.err) == (1, "There is no draft drf_none.\n")

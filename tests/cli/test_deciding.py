"""remit policy decisions: the decision log taken out, masked."""

import asyncio
import json

import pytest

from tests.cli.remit import Command
from tests.desk.offices import office
from tests.desk.test_shadowing import asked
from tests.domain.floor import AGENT


async def _lived(url: str, folder) -> None:
    async with office(url, folder) as one:
        for number, amount in ((1, 3_000), (2, 8_000)):
            await asked(one, amount, number, note="Kim called.")


@pytest.fixture
def remit(database_url, monkeypatch, capsys, tmp_path) -> Command:
    monkeypatch.setenv("REMIT_DATABASE_URL", database_url)
    asyncio.run(_lived(database_url, tmp_path))
    return Command(monkeypatch, capsys)


def test_whoever_is_named_is_masked_unless_it_is_wanted_in_the_clear(remit, tmp_path):
    ran = remit("policy", "decisions")
    first, second = map(json.loads, ran.out.splitlines())
    assert not {one for one in (AGENT.id, AGENT.name, "C-1", "SO-1", "SO-2", "req_", "Kim") if one in ran.out}
    assert first["requester"] == second["requester"]
    assert first["customer"] == second["customer"]
    assert first["order"] != second["order"]
    assert remit("policy", "decisions", "--out", tmp_path / "log").out == f"2 decisions: {tmp_path / 'log'}\n"
    assert (tmp_path / "log").read_text() == ran.out
    clear = json.loads(remit("policy", "decisions", "--clear").out.splitlines()[0])
    assert (clear["requester"], clear["customer"], clear["order"]) == (AGENT.id, "C-1", "SO-1")
    assert clear["answer"]["sentence"]
    assert remit("policy", "decisions", "--since", "2999-01-01").out == ""

"""remit audit, on either kind of database."""

import asyncio
import json
from datetime import datetime

from sqlalchemy import update

from remit.connectors.sealing import seal_at
from remit.desk.auditing.sealing import Sealer
from remit.domain.record.chain import START, Written, linked
from remit.main import opened
from remit.settings import Settings
from remit.store.database.rows import events
from tests.desk.test_ledger import submit


async def _happen() -> None:
    """Three requests, sealed as the server does it."""
    settings = Settings()
    async with opened(settings) as office:
        for number in range(3):
            await office.ledger.submit(submit(1_000, f"a-{number}"))
        await Sealer(office, seal_at(None, settings.record_key_path), settings.copies).once()


async def _tamper() -> None:
    async with opened(Settings()) as office:
        await office.database.write(
            lambda connection: connection.execute(update(events).where(events.c.seq == 2).values(sentence="Nothing."))
        )


def test_a_record_that_nobody_touched_holds_and_one_that_was_changed_does_not(remit, tmp_path):
    asyncio.run(_happen())
    sound = remit("audit", "verify")
    assert (sound.code, sound.err) == (0, "")
    assert "nothing was changed" in sound.out
    elsewhere = tmp_path / "kept"
    elsewhere.mkdir()
    (elsewhere / "notes").write_text((tmp_path / "record.checkpoints").read_text())
    key = seal_at(None, tmp_path / "record.key").verifier.text
    assert remit("audit", "verify", "--checkpoints", elsewhere, "--pubkey", key).code == 0
    asyncio.run(_tamper())
    broken = remit("audit", "verify", "--checkpoints", elsewhere)
    assert broken.code == 2
    assert "does not hold" in broken.out
    assert "changed" in broken.err


def test_a_stranger_s_key_and_no_key_at_all(remit, tmp_path):
    assert remit("audit", "verify").out.startswith("Looked at no entries")
    assert not (tmp_path / "record.key").exists(), "looking makes no key"
    assert "is no public key" in remit("audit", "verify", "--pubkey", "mine").err


def test_what_is_taken_out_can_be_chained_by_anybody(remit, tmp_path):
    asyncio.run(_happen())
    out = tmp_path / "record.jsonl"
    assert remit("audit", "export", "--out", out).code == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    entries = [line for line in lines if "checkpoint" not in line]
    assert [one["seq"] for one in entries] == list(range(1, len(entries) + 1))
    head = START
    for one in entries:
        judged = tuple(one.pop("judged")) if one["judged"] else one.pop("judged")
        at = datetime.fromisoformat(one.pop("at"))
        head = linked(head, Written(at=at, judged=judged, **one))
    (note,) = [line["checkpoint"] for line in lines if "checkpoint" in line]
    assert f"\n{len(entries)}\n" in note
    told = remit("audit", "verify").out
    assert head.hex() in told
    assert remit("audit", "export", "--since", "2099-01-01").out == ""

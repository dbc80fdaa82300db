"""Somebody who owns the database changes the record, anywhere and in six ways: verifying finds it, in both databases.

The last two ways are found by what was kept elsewhere only: there nothing inside the database knows better any more.
"""

import os
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, insert, select, update

from remit import clock
from remit.connectors.sealing import Seal, Verifier, notes_in, seal_at
from remit.desk.auditing import sealing
from remit.desk.auditing.sealing import Sealer
from remit.desk.auditing.verifying import Trusted, trusted, verify
from remit.desk.execution import Worker
from remit.domain.record.chain import START, linked
from remit.domain.record.checkpoints import Checkpoint, Claim
from remit.domain.refusal import Invalid, NotFound
from remit.store import heads, record
from remit.store.database.rows import checkpoints, decisions, events, requests
from remit.store.database.rows import heads as head_rows
from tests.desk.offices import office, order
from tests.desk.test_ledger import submit

PLACES = int(os.environ.get("REMIT_TAMPERED", "8"))
"""For each way, in each database; 500 were tried once."""
ASKED = 30


@asynccontextmanager
async def sealed(url: str, folder: Path, *, every: int = 10):
    """An office with a short record, sealed every few entries, and what an auditor trusts."""
    before, sealing.AT_MOST = sealing.AT_MOST, every
    try:
        async with office(url, folder) as one:
            one.orders._shop.add_orders([order(captured=10_000_000)])
            for number in range(ASKED):
                await one.ledger.submit(submit(1_000, f"a-{number}"))
            await Worker(one).once()
            seal = seal_at(None, folder / "record.key")
            sealer = Sealer(one, seal, folder / "record.checkpoints")
            await sealer.once()
            yield one, sealer, trusted((seal.verifier,), folder / "record.checkpoints")
    finally:
        sealing.AT_MOST = before


def _edit(connection, place, last):
    connection.execute(update(events).where(events.c.seq == place).values(sentence="Nothing happened."))


def _drop(connection, place, last):
    connection.execute(delete(events).where(events.c.seq == place))


def _swap(connection, place, last):
    other = place % last + 1
    for seq, new in ((place, -1), (other, place), (-1, other)):
        connection.execute(update(events).where(events.c.seq == seq).values(seq=new))


def _insert(connection, place, last):
    """One that never was, and all that follow move up."""
    row = dict(connection.execute(select(events).where(events.c.seq == place)).mappings().one())
    for seq in range(last, place - 1, -1):
        connection.execute(update(events).where(events.c.seq == seq).values(seq=seq + 1))
    connection.execute(insert(events), {**row, "request_id": None, "sentence": "Ana agreed."})
    connection.execute(update(head_rows).values(event_seq=last + 1))


def _cut(connection, place, last):
    for table in (events, decisions, checkpoints):
        connection.execute(delete(table).where(table.c.seq >= place))
    connection.execute(update(head_rows).values(event_seq=place - 1))


def _chain_anew(connection, place, last):
    """Changed, and sealed again from there on, by a key of one's own."""
    _edit(connection, place, last)
    mine = Seal(urlsafe_b64encode(bytes(range(32))).decode().rstrip("="))
    seqs = list(connection.execute(select(checkpoints.c.seq)).scalars())
    connection.execute(delete(checkpoints))
    epoch, head = heads.read(connection).epoch, START
    for one in record.after(connection, 0, last):
        head = linked(head, one)
        if one.seq in seqs:
            claim = Claim(epoch, one.seq, head)
            record.add(connection, Checkpoint(claim, clock.now(), mine.note(claim)))


def _judge_otherwise(connection, place, last):
    first = select(decisions.c.seq).order_by(decisions.c.seq).limit(1).offset(place % ASKED).scalar_subquery()
    connection.execute(update(decisions).where(decisions.c.seq == first).values(answer="{}"))


def _pay_more(connection, place, last):
    ids = list(connection.execute(select(requests.c.id).order_by(requests.c.id)).scalars())
    connection.execute(update(requests).where(requests.c.id == ids[place % len(ids)]).values(amount=999_999))


WAYS = {
    "edit": (_edit, {"changed"}),
    "delete": (_drop, {"missing", "changed", "cut"}),
    "swap": (_swap, {"changed"}),
    "insert": (_insert, {"changed"}),
    "truncate": (_cut, {"cut"}),
    "chain anew": (_chain_anew, {"rewritten", "forged"}),
    "judge otherwise": (_judge_otherwise, {"changed"}),
    "a request behind the record's back": (_pay_more, {"contradicted"}),
}
_TABLES = (events, decisions, checkpoints, requests, head_rows)


def _as_it_was(connection, kept) -> None:
    """Put the rows back; requests are referred to, so that they are changed in place."""
    for table in _TABLES:
        if table is requests:
            for row in kept[table.name]:
                connection.execute(update(table).where(table.c.id == row["id"]).values(amount=row["amount"]))
            continue
        connection.execute(delete(table))
        connection.execute(insert(table), kept[table.name])


async def _findings(one, known) -> set[str]:
    return {flaw.kind for flaw in (await verify(one, known)).flaws}


async def test_whatever_is_done_to_the_record_is_found(database_url, tmp_path):
    chance = Random(16)
    async with sealed(database_url, tmp_path) as (one, _sealer, known):
        assert await _findings(one, known) == set()
        last = (await one.database.read(heads.read)).event_seq
        copied = await one.database.read(
            lambda connection: {
                table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in _TABLES
            }
        )
        for name, (way, kinds) in WAYS.items():
            for place in chance.choices(range(1, last), k=PLACES):
                await one.database.write(way, place, last)
                found = await _findings(one, known)
                assert found & kinds, (name, place, found)
                await one.database.write(_as_it_was, copied)
        assert await _findings(one, known) == set()


async def test_what_is_not_sealed_yet_is_said_and_then_sealed(database_url, tmp_path):
    async with sealed(database_url, tmp_path) as (one, sealer, known):
        await one.ledger.submit(submit(1_000, "later"))
        before = await verify(one, known)
        assert before.sound
        assert "wait for their checkpoint" in before.sentence
        assert await sealer.once() == before.last
        after = await verify(one, trusted(known.verifiers, tmp_path / "record.checkpoints"))
        assert (after.sealed, after.sound) == (after.last, True)
        assert await sealer.once() == after.last, "nothing new, no checkpoint"


async def test_two_who_seal_at_once_make_one_checkpoint(database_url, tmp_path):
    async with sealed(database_url, tmp_path) as (one, _sealer, _known):
        points = await one.database.read(record.between, 0, 1_000)
        other = Sealer(one, seal_at(None, tmp_path / "record.key"), tmp_path / "elsewhere")
        point = points[-1]
        await other._keep(point.claim.seq, point.claim.hash)
        assert await one.database.read(record.between, 0, 1_000) == points
        assert not (tmp_path / "elsewhere").exists()


async def test_two_who_seal_at_the_same_moment_make_one_checkpoint(postgresql_url, tmp_path, monkeypatch):
    """Neither sees the other's row yet: the database refuses the second."""
    async with sealed(postgresql_url, tmp_path) as (one, _sealer, known):
        (*_, point) = await one.database.read(record.between, 0, 1_000)
        monkeypatch.setattr(record, "at", lambda _connection, _seq: None)
        other = Sealer(one, seal_at(None, tmp_path / "record.key"), tmp_path / "elsewhere")
        await other._keep(point.claim.seq, point.claim.hash)
        assert not (tmp_path / "elsewhere").exists()
        assert await _findings(one, known) == set()


async def test_it_goes_on_from_a_checkpoint(database_url, tmp_path):
    async with sealed(database_url, tmp_path) as (one, _, known):
        whole, after, walked = await verify(one, known), 0, 0
        while True:
            part = await verify(one, known, after, most=20)
            walked += part.last - after if part.complete else part.go_on - after
            if part.complete:
                break
            after = part.go_on
        assert (walked, part.head, part.sound) == (whole.last, whole.head, True)
        with pytest.raises(NotFound):
            await verify(one, known, after=7)


async def test_only_known_keys_count(database_url, tmp_path):
    async with sealed(database_url, tmp_path) as (one, _, known):
        stranger = Seal(urlsafe_b64encode(bytes(32)).decode().rstrip("="))
        assert await _findings(one, replace(known, verifiers=(stranger.verifier,))) == {"forged"}
        both = Trusted(verifiers=(stranger.verifier, *known.verifiers), notes=known.notes)
        assert await _findings(one, both) == set()


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "deep" / "record.key"
    first = seal_at(None, path)
    assert seal_at(None, path).verifier.text == first.verifier.text
    assert path.stat().st_mode & 0o077 == 0
    assert seal_at(path.read_text().strip(), tmp_path / "other").verifier.text == first.verifier.text
    assert not (tmp_path / "other").exists()


def test_processes_that_start_together_have_one_key(tmp_path):
    path = tmp_path / "record.key"
    with ThreadPoolExecutor(8) as many:
        seals = list(many.map(lambda _: seal_at(None, path), range(40)))
    assert len({one.verifier.text for one in seals}) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["record.key"]


@pytest.mark.parametrize("text", ["", "remit", "remit+00000000+" + "A" * 44, "remit+1a2b3c4d+Aa", "a b+1+A"])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(Invalid):
        Verifier(text)


def test_notes_are_found_in_a_file_of_many(tmp_path):
    seal = seal_at(None, tmp_path / "record.key")
    notes = [seal.note(Claim("epoch_1", seq, bytes(32))) for seq in (1, 2)]
    assert notes_in("\n".join(notes)) == notes
    assert notes_in("no note at all") == []

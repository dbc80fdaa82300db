"""remit audit: the record verified, also against checkpoints that were kept elsewhere; and taken out."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from remit import clock
from remit.cli.ground import database_of
from remit.connectors.sealing import Verifier, seal_at
from remit.desk.auditing.verifying import Trusted, Verified, trusted, verify
from remit.domain.record.chain import Written
from remit.main import opened
from remit.settings import Settings
from remit.store import record

BROKEN = 2
"""Exit code: the record does not hold."""
_SLICE = 1_000
audit = typer.Typer(no_args_is_help=True, help="The record: see whether it still holds, and take it out.")
Kept = Annotated[
    list[Path] | None,
    typer.Option("--checkpoints", exists=True, help="A file of signed checkpoints kept elsewhere, or a folder."),
]
Keys = Annotated[list[str] | None, typer.Option("--pubkey", help="Only signatures by this public key count.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="From then on, UTC.")]
Out = Annotated[Path | None, typer.Option(help="The file to write; without it, the terminal.")]


@audit.command("verify")
def verify_record(checkpoints: Kept = None, pubkey: Keys = None) -> None:
    """Walk over the whole record, and compare it with every checkpoint. Exit code 2 where it does not hold."""
    settings = Settings()
    verifiers = tuple(map(Verifier, pubkey or settings.record_keys.split()))
    if not pubkey and (settings.record_key or settings.record_key_path.exists()):
        verifiers = (seal_at(settings.record_key, settings.record_key_path).verifier, *verifiers)
    files = [settings.copies, *(file for one in checkpoints or () for file in _files(one))]
    known = trusted(verifiers, *files)
    found = asyncio.run(_verified(settings, known))
    print(found.sentence)
    print(f"Checkpoints compared: {found.checkpoints}. Up to {found.last} the hash is {found.head.hex()}.")
    for flaw in found.flaws:
        print(f"{flaw.kind:12} {flaw.first}–{flaw.last}  {flaw.sentence}", file=sys.stderr)
    if not found.sound:
        raise typer.Exit(BROKEN)


@audit.command("export")
def export_record(since: Since = None, out: Out = None) -> None:
    """Every entry as a line of JSON, in order, as it is chained; then the checkpoints, in the same way."""
    with _writing(out) as file, database_of(Settings()) as (database, loop):
        seq = loop.run(database.read(record.since, since.replace(tzinfo=UTC))) if since else 0
        first, count = seq, 0
        while found := loop.run(database.read(record.after, seq, _SLICE)):
            file.writelines(_line(one) for one in found)
            seq, count = found[-1].seq, count + len(found)
        while points := loop.run(database.read(record.between, first, _SLICE)):
            file.writelines(json.dumps({"checkpoint": one.note}, ensure_ascii=False) + "\n" for one in points)
            first = points[-1].claim.seq
    if out:
        print(f"{count} entries, at {clock.now():%Y-%m-%d %H:%M} UTC: {out}")


async def _verified(settings: Settings, known: Trusted) -> Verified:
    async with opened(settings) as office:
        return await verify(office, known, most=2**62)


def _files(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]


def _line(one: Written) -> str:
    names = ("seq", "event", "request_id", "actor_id", "actor_name", "sentence", "data", "judged")
    said = {"at": one.at.astimezone(UTC).isoformat(timespec="microseconds")}
    return json.dumps({**said, **{name: getattr(one, name) for name in names}}, ensure_ascii=False) + "\n"


@contextmanager
def _writing(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    with out.open("w") as file:
        yield file

"""remit policy decisions: the decision log taken out, a line of JSON for each, with masks."""

import json
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from remit.cli.ground import database_of
from remit.desk import masking
from remit.settings import Settings
from remit.store import decided

_SLICE = 1_000


def show_decisions(
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="Decisions since this moment (UTC).")
    ] = datetime(1970, 1, 1),  # noqa: DTZ001  (typer's are naive; UTC is put on below)
    out: Annotated[Path | None, typer.Option(help="A file to write to, instead of the terminal.")] = None,
    clear: Annotated[
        bool, typer.Option(help="Without masks: people, customers, orders and sentences as they are.")
    ] = False,
) -> None:
    """Everything that was decided, in order; whatever names a person is masked, the same always in the same way."""
    count = 0
    writing = out.open("w") if out else nullcontext(sys.stdout)
    with writing as file, database_of(Settings()) as (database, loop):
        how = masking.cleared if clear else loop.run(masking.masked(database))
        seq = loop.run(database.read(decided.since, since.replace(tzinfo=UTC)))
        while found := loop.run(database.read(decided.following, seq, _SLICE)):
            file.writelines(json.dumps(how(one), ensure_ascii=False) + "\n" for one in found)
            seq, count = found[-1].logged.seq, count + len(found)
    if out:
        print(f"{count} decisions: {out}")

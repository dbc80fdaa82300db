"""remit policy shadow: what a draft in shadow would have said to what is asked for."""

from typing import Annotated

import typer

from remit.cli.ground import database_of
from remit.desk.shadowing.shadows import Looked
from remit.desk.shadowing.words import sentences
from remit.domain.refusal import NotFound
from remit.settings import Settings
from remit.store import policies, shadows

_SHOWN = 20


def shadow(
    draft: Annotated[str, typer.Argument(help="A draft's id.")],
    latest: Annotated[int, typer.Option(min=0, max=1000, help="So many of the requests, the latest first.")] = _SHOWN,
) -> None:
    """What it would have said since it is in shadow, and to which requests otherwise. Records nothing."""
    with database_of(Settings()) as (database, loop):
        one = loop.run(database.read(policies.draft, draft))
        if one is None:
            raise NotFound(f"There is no draft {draft}.")
        found = loop.run(database.read(shadows.of_draft, draft))
        counts = loop.run(database.read(shadows.counts, draft))
        others = loop.run(database.read(shadows.differences, draft, {}, None, latest))
    for said in sentences(Looked(one, found, counts)):
        print(said)
    for shown in others:
        way = f"{shown.difference.said} -> {shown.difference.would}"
        print(f"{shown.reference}  {way:20} {shown.requester.name}: {shown.difference.sentence}")

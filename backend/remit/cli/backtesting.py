"""remit policy backtest: what a draft would have done with what was asked for lately."""

from datetime import timedelta
from typing import Annotated

import typer

from remit import clock
from remit.cli.ground import database_of
from remit.desk.ledger import limits
from remit.desk.looks import Far
from remit.desk.policies.backtesting import USUAL_DAYS, found, range_of
from remit.desk.policies.drafts import drafted
from remit.domain.backtest.words import sentences
from remit.domain.refusal import NotFound
from remit.main import spare_collecting
from remit.settings import Settings
from remit.store import policies


def backtest(
    draft: Annotated[str, typer.Argument(help="A draft's id.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far back.")] = USUAL_DAYS,
) -> None:
    """Decide the past twice: by the limits in force, and as this draft would make them. Records nothing."""
    now = clock.now()
    range_ = range_of(now - timedelta(days=days), now, now)
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        one = loop.run(database.read(policies.draft, draft))
        if one is None:
            raise NotFound(f"There is no draft {draft}.")
        spare_collecting()
        result = loop.run(found(database, (authority, drafted(one, authority)), range_, Far(now)))
    for said in sentences(result.tally, authority.version):
        print(said)
    for kind, group in result.tally.groups.items():
        if group.example is not None:
            fate = group.example.past.fate
            print(f"For example ({kind.replace('_', ' ')}): {fate.reference}, by {fate.requester}.")
    if result.more:
        print("There was more in this time than is looked at; this is the earliest of it.")

"""Part `replay`: the past decided again. A hundred thousand asks by the limits in force and by a draft, with sums of
budgets and pieces in the order of time; and logged decisions anew, with all that explains them, to the same answer.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.report import Section
from remit.authority.rules.rule import GRANT
from remit.authority.snapshot import Snapshot
from remit.demo.fill import fill
from remit.demo.world import invent
from remit.desk.deciding_again import counted
from remit.desk.ledger import limits
from remit.desk.looks import Far
from remit.desk.policies.backtesting import MOST, Range, found
from remit.domain.money import MAX_AMOUNT
from remit.main import spare_collecting
from remit.store.database.session import Database, connect
from remit.store.migrations import migrate

DAYS = 400
"""The demo's floor asks for some three hundred remedies a day."""
AGAIN = 20_000


def run(folder: Path) -> Section:
    url = f"sqlite:///{folder / 'remit.db'}"
    migrate(url)
    return asyncio.run(_measured(connect(url)))


async def _measured(database: Database) -> Section:
    now = datetime.now(UTC)
    await database.write(fill, invent(1, DAYS, now, _quiet), _quiet)
    authority = await database.read(limits.load)
    span = Range(now - timedelta(days=2 * DAYS), datetime.now(UTC))
    few, every = _raised(authority, 3), _raised(authority, len(authority.rules))
    spare_collecting()

    backtest, tested = await _timed(lambda: found(database, (authority, few), span, Far(now)))
    whole, moved = await _timed(lambda: found(database, (authority, every), span, Far(now)))
    again, replayed = await _timed(lambda: database.read(counted, authority, span.start, AGAIN))
    await database.close()
    if min(tested.tally.cases, moved.tally.cases) < MOST or replayed.others:
        raise RuntimeError(f"{tested.tally.cases} cases, {len(replayed.others)} answered otherwise than then")
    rows = [
        _row("asks decided twice: in force, and by a draft that raises three limits", 2 * tested.tally.cases, backtest),
        _row("the same, by a draft that raises every limit", 2 * moved.tally.cases, whole),
        _row("logged decisions made again, explained, the same answer", replayed.decided, again),
    ]
    return Section(
        part="replay",
        title="The past, decided again",
        said=[
            f"The demo's floor over {DAYS} days, out of SQLite, in one thread at a time; reading the log and who",
            "belonged where at each decision are counted. A backtest keeps sums of budgets and of pieces for both",
            "sides, as their own answers move them, and asks Casbin once for all questions that come down to the same",
            "rows. Where a draft changes nothing about a remedy, and sums are the same on both sides, the answer in",
            f"force is the draft's, too. {tested.tally.whole.changed:,} of the asks come out otherwise by the draft",
            f"that raises three limits, {moved.tally.whole.changed:,} by the one that raises every limit.",
            "A logged decision that is made again is compared with what was answered then, member by member.",
            "Garbage is collected as seldom as in a server.",
        ],
        header=["what", "decisions", "CPU s", "CPU s per 100,000"],
        rows=rows,
        raw={"backtest_s": backtest, "every_s": whole, "again_s": again},
    )


def _raised(authority: Snapshot, many: int) -> Snapshot:
    """A draft: so many limits, by a little."""
    some = [one for one in authority.rules.values() if one.kind == GRANT and one.mode == "auto" and one.amount][:many]
    higher = [replace(one, amount=min(one.amount + 2_000, MAX_AMOUNT)) for one in some if one.amount]
    return authority.with_rules(authority.version + 1, higher)


async def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.process_time()
    done = await work()
    return time.process_time() - begin, done


def _row(what: str, decisions: int, took: float) -> list[str]:
    return [what, f"{decisions:,}", f"{took:.1f}", f"{took / decisions * 100_000:.1f}"]


def _quiet(_said: str) -> None:
    pass

"""remit policy test · coverage · replay: what the limits are held against, and what they have decided."""

import time
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from remit import clock
from remit.api.shapes.trying import SuiteIn
from remit.api.trying_shapes import trials_of
from remit.authority.drafts.difference import subject_names
from remit.authority.drafts.suites import expected
from remit.authority.drafts.trials import Tried, run
from remit.authority.rules.spoken import limit, scope
from remit.cli.ground import database_of, limits_in_force, stop, suite_of
from remit.desk import coverage, deciding_again
from remit.desk.deciding_again import Again
from remit.desk.ledger import limits
from remit.desk.policies.drafts import changes_of
from remit.domain.money import spoken
from remit.domain.refusal import NotFound
from remit.settings import Settings
from remit.store import policies, suites

FAILED, OTHERWISE = 4, 5
"""Exit codes: a test did not come out as it should; a logged decision comes out otherwise."""
_NAMED = 20
Draft = Annotated[str | None, typer.Option(help="A draft's id: as it would make them.")]


def try_policy(
    file: Annotated[
        Path | None, typer.Argument(help="Matrix tests in TOML; left out, those that are kept.", dir_okay=False)
    ] = None,
    draft: Draft = None,
) -> None:
    """Matrix tests on the limits: who, remedies, amounts, and the outcome. Exit code 4 if one differs."""
    if file is None:
        names, cells = _kept(draft)
    else:
        suite = _suite(file)
        cells = run(limits_in_force(draft), trials_of(suite), clock.now())
        names = [f"case {place}" for place in range(1, len(suite.cases) + 1)]
    failed = [one for one in cells if not one.passed]
    for one in failed:
        what = f"{one.who}, {one.remedy}, {spoken(one.amount, one.currency)}"
        print(f"FAILED   {names[one.index]} {one.name}\n         {what}: {one.outcome}, not {one.expected}")
        print(f"         {one.sentence}" + (f" ({one.rule})" if one.rule else ""))
    print(f"Passed: {len(cells) - len(failed)}. Failed: {len(failed)}.")
    if failed:
        raise typer.Exit(FAILED)


def show_coverage(
    days: Annotated[int, typer.Option(min=1, help="How far back decisions are looked at.")] = 90,
) -> None:
    """Rules that no test and no decision of these days touched."""
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        found = loop.run(coverage.coverage(database, authority, days))
    names = subject_names(authority.tiers, authority.people)
    for one in found.page():
        last = f"last on {one.last:%d %b %Y}" if one.last else "never"
        print(f"{one.rule.rid:8} {scope(one.rule, names)}: {limit(one.rule)} ({last})")
    print(
        f"Rules: {len(authority.rules)}. Decided something in {days} days: {len(found.decided)}. "
        f"Tested: {len(found.tests)}. Neither: {found.untouched}."
    )


def replay(
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="Decisions since this moment (UTC).")
    ] = datetime(1970, 1, 1),  # noqa: DTZ001  (typer's are naive; UTC is put on below)
    most: Annotated[int | None, typer.Option("--limit", min=1, help="Only the latest so many.")] = None,
) -> None:
    """Decide again what was decided, by the limits and people of its time. Exit code 5 if one comes out otherwise."""
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        began = time.perf_counter()
        tally = loop.run(database.read(deciding_again.counted, authority, since.replace(tzinfo=UTC), most))
        took = time.perf_counter() - began
    for one in tally.others[:_NAMED]:
        print(_otherwise(one))
    each = f" ({took / tally.decided * 1e6:.0f} µs each)" if tally.decided else ""
    versions = ", ".join(str(number) for number in sorted(tally.by_version))
    by = f" by version {versions}" if versions else ""
    same = tally.decided - len(tally.others)
    print(f"Decided again: {tally.decided}{by} in {took:.1f} s{each}. Same: {same}. Otherwise: {len(tally.others)}.")
    if tally.others:
        raise typer.Exit(OTHERWISE)


def _kept(draft_id: str | None) -> tuple[Sequence[str], tuple[Tried, ...]]:
    """The tests that are kept, with what a draft says of them, on the limits as it would make them."""
    with database_of(Settings()) as (database, loop):
        kept = loop.run(database.read(suites.latest)).tests
        draft = loop.run(database.read(policies.draft, draft_id)) if draft_id else None
    if draft is not None:
        kept = expected(kept, changes_of(draft))
    tried = run(limits_in_force(draft_id), [one.trial for one in kept], clock.now())
    return [one.id for one in kept], tried


def _otherwise(one: Again) -> str:
    logged, asked = one.logged, one.logged.asked
    what = f"{asked.remedy}, {spoken(asked.amount, asked.currency)}, by {asked.requester}"
    return f"OTHERWISE {logged.seq} {logged.at:%Y-%m-%d %H:%M} {logged.what}: {what}: {', '.join(one.differs)}"


def _suite(file: Path) -> SuiteIn:
    try:
        return suite_of(tomllib.loads(file.read_text()), str(file))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        stop(f"{file} is not TOML: {wrong}.")
    except OSError:
        raise NotFound(f"There is no file {file}.") from None

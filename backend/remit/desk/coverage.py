"""Coverage: which rules no test and no decision of late has touched."""

import asyncio
from datetime import datetime, timedelta

from remit import clock
from remit.authority.drafts.coverage import touched
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.domain.values import value
from remit.store import decisions, suites
from remit.store.database.session import Connection, Database
from remit.store.suites import Suite


@value(frozen=True, slots=True)
class Covered:
    """A rule, when it last decided something (whenever that was), and the tests that touch it."""

    rule: Rule
    last: datetime | None
    tests: tuple[str, ...]


@value(frozen=True, slots=True)
class Coverage:
    """Every rule in force, by id."""

    version: int
    since: datetime
    rules: tuple[Covered, ...]

    def decided(self) -> tuple[Covered, ...]:
        """Those that decided something in the time looked at."""
        return tuple(one for one in self.rules if one.last is not None and one.last >= self.since)

    def untouched(self) -> tuple[Covered, ...]:
        """Those that did not, and that no test touches either."""
        return tuple(one for one in self.rules if not one.tests and (one.last is None or one.last < self.since))


async def coverage(database: Database, authority: Snapshot, days: int) -> Coverage:
    """Of the limits in force, over so many days."""
    now = clock.now()
    uses, suite = await database.read(_read, authority.version)
    tests = await asyncio.to_thread(touched, authority, suite.tests, now)
    rules = tuple(Covered(rule, uses.get(rid), tests.get(rid, ())) for rid, rule in authority.rules.items())
    return Coverage(authority.version, now - timedelta(days=days), rules)


def _read(connection: Connection, version: int) -> tuple[dict[str, datetime], Suite]:
    return decisions.last_uses(connection, version), suites.latest(connection)

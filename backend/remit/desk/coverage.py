"""Coverage: which rules no test and no decision of late has touched."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice

from remit import clock
from remit.authority.drafts.coverage import touched
from remit.authority.rules.listed import listed
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.domain.values import value
from remit.store import decisions, suites
from remit.store.database.session import Connection, Database
from remit.store.suites import Suite


@value(frozen=True, slots=True)
class Covered:
    """A rule that nothing touched lately, and when it last decided something, if it ever did."""

    rule: Rule
    last: datetime | None


@value(frozen=True, slots=True)
class Coverage:
    """What was decided by which rule, and tested, of those in force."""

    authority: Snapshot
    since: datetime
    last: Mapping[str, datetime]
    """When each rule last decided something, whenever that was."""
    tests: Mapping[str, tuple[str, ...]]
    """The tests that touch a rule."""

    @property
    def decided(self) -> frozenset[str]:
        """The rules that decided something in the time looked at."""
        rules = self.authority.rules
        return frozenset(rid for rid, at in self.last.items() if at >= self.since and rid in rules)

    @property
    def untouched(self) -> int:
        """How many rules did not, and no test touches them either."""
        return len(self.authority.rules) - len(self.decided | self.tests.keys())

    def page(self, after: str | None = None, most: int | None = None) -> list[Covered]:
        """Those, by id, after this one."""
        touched = self.decided | self.tests.keys()
        known = listed(self.authority.rules)
        rest = islice(known.order, known.after(after) if after else 0, None)
        neither = (rule for rule in rest if rule.rid not in touched)
        return [Covered(rule, self.last.get(rule.rid)) for rule in islice(neither, most)]


async def coverage(database: Database, authority: Snapshot, days: int) -> Coverage:
    """Of the limits in force, over so many days."""
    now = clock.now()
    uses, suite = await database.read(_read)
    tests = await asyncio.to_thread(touched, authority, suite.tests, now)
    return Coverage(authority, now - timedelta(days=days), uses, tests)


def _read(connection: Connection) -> tuple[dict[str, datetime], Suite]:
    return decisions.last_uses(connection), suites.latest(connection)

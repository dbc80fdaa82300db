"""The tests of the limits, in and out of the database: every revision stays, with the version it came with."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, func, insert, select

from remit.authority.drafts.suites import Kept
from remit.domain.requests.request import Named
from remit.domain.values import value
from remit.store.database.rows import policy_suites

_tests = TypeAdapter(tuple[Kept, ...])


@value(frozen=True, slots=True)
class Suite:
    """One revision of the tests. `version` is the policy version in force with it; revision 0 is none at all."""

    revision: int = 0
    version: int = 0
    tests: tuple[Kept, ...] = ()
    note: str = ""
    saved_at: datetime | None = None
    saved_by: Named | None = None


def latest(connection: Connection) -> Suite:
    """The tests that count."""
    newest = select(policy_suites).order_by(policy_suites.c.revision.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return Suite() if row is None else _suite(row)


def of_version(connection: Connection, version: int) -> Suite:
    """The tests that counted when this version was last in force, or the first to be kept."""
    mine = select(policy_suites).where(policy_suites.c.policy_version <= version)
    row = connection.execute(mine.order_by(policy_suites.c.revision.desc()).limit(1)).one_or_none()
    return Suite() if row is None else _suite(row)


def revision(connection: Connection) -> int:
    """The number of the latest revision."""
    return connection.execute(select(func.max(policy_suites.c.revision))).scalar_one() or 0


def save(connection: Connection, suite: Suite) -> None:
    """A new revision."""
    by = suite.saved_by
    row = {
        "revision": suite.revision,
        "policy_version": suite.version,
        "cases": text_of(suite.tests),
        "note": suite.note,
        "saved_at": suite.saved_at,
        "author_id": by.id if by else None,
        "author_name": by.name if by else "Remit",
    }
    connection.execute(insert(policy_suites), row)


def text_of(tests: Sequence[Kept]) -> str:
    """Tests as they are kept."""
    return _tests.dump_json(tuple(tests), exclude_defaults=True).decode()


def _suite(row: Row[tuple[object, ...]]) -> Suite:
    by = Named(row.author_id, row.author_name) if row.author_id else None
    tests = _tests.validate_json(row.cases)
    return Suite(row.revision, row.policy_version, tests, row.note, row.saved_at, by)

"""What every command stands on: the database, the limits, and a sentence to end with."""

import asyncio
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn

from pydantic import ValidationError

from remit.api.shapes.trying import SuiteIn
from remit.authority.drafts.trials import by_email
from remit.authority.snapshot import Snapshot
from remit.desk.ledger import limits
from remit.desk.policies.drafts import drafted
from remit.domain.people import Person
from remit.domain.refusal import NotFound
from remit.settings import Settings
from remit.store.database.session import Database, connect
from remit.store.policies import draft


@contextmanager
def database_of(settings: Settings) -> Iterator[tuple[Database, asyncio.Runner]]:
    """The database, and the one loop that its connections belong to; both closed at the end."""
    database = connect(settings.database_url)
    with asyncio.Runner() as loop:
        try:
            yield database, loop
        finally:
            loop.run(database.close())


def limits_in_force(draft_id: str | None = None) -> Snapshot:
    """The limits in force, or as a draft would make them."""
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        if draft_id is None:
            return authority
        found = loop.run(database.read(draft, draft_id))
    if found is None:
        raise NotFound(f"There is no draft {draft_id}.")
    return drafted(found, authority)


def account(authority: Snapshot, email: str) -> Person:
    """The active account with this e-mail address."""
    person = by_email(authority.people, email)
    if person is None or not person.active:
        raise NotFound(f"There is no active account {email}.")
    return person


def suite_of(said: Mapping[str, object], where: str) -> SuiteIn:
    """Matrix tests in the form that the API takes; ends with a sentence where they are not."""
    try:
        return SuiteIn.model_validate(said)
    except ValidationError as wrong:
        first, *more = wrong.errors()
        place = ".".join(str(part) for part in first["loc"])
        stop(f"{where}: {place}: {first['msg']}." + (f" And {len(more)} more." if more else ""))


def stop(sentence: str, code: int = 1) -> NoReturn:
    """End with a sentence and an exit code."""
    print(sentence, file=sys.stderr)
    sys.exit(code)

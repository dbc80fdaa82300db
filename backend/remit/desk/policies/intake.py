"""Limits brought in as text, Casbin's or a sheet: what it would change first; then, if wanted, a draft of it."""

import asyncio
from collections.abc import Mapping, Sequence

from remit.authority.drafts.changes import Change, edited
from remit.authority.drafts.intake import Problem, Reading, changes, read
from remit.authority.drafts.sheet import is_sheet, read_sheet
from remit.authority.rules.rule import Rule
from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.desk.policies import drafts
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.values import value
from remit.store.policies import Draft


class UnreadableLimits(Refusal):
    """Some lines cannot be taken as they are, so none was; `problems` says which and why."""

    name = "unreadable-limits"
    title = "Not every line can be taken"


@value(frozen=True, slots=True)
class Intake:
    """What a text says, and what it would make of the limits in force."""

    authority: Snapshot
    reading: Reading
    changes: Sequence[Change]
    after: Mapping[str, Rule]


async def looked_at(office: Office, text: str) -> Intake:
    """What the text would change. Changes nothing; a text with problems would change nothing at all."""
    return await asyncio.to_thread(_looked_at, text, office.authority)


async def drafted(office: Office, by: Person, text: str, name: str) -> tuple[Intake, Draft]:
    """The same as a draft, to be looked through and published like any other."""
    found = await looked_at(office, text)
    if found.reading.problems:
        problems = [{"line": one.line, "sentence": one.sentence} for one in found.reading.problems]
        detail = f"{_first(found.reading.problems)} Nothing was taken. Mend it and send the text again."
        raise UnreadableLimits(detail, problems=problems)
    begun = await drafts.begin(office, by, name, found.authority.version)
    return found, await drafts.revise(office, by, begun.id, begun.revision, found.changes)


def _looked_at(text: str, authority: Snapshot) -> Intake:
    reading = (read_sheet if is_sheet(text) else read)(text, authority.knows, authority.people.register.catalogue)
    found = [] if reading.problems else changes(reading, authority.rules)
    return Intake(authority, reading, found, edited(authority, found))


def _first(problems: Sequence[Problem]) -> str:
    more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
    return f"Line {problems[0].line}: {problems[0].sentence}{more}"

"""remit policy import: Casbin text checked row by row, what it would change in words, and a draft of it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from remit.authority.drafts.changes import Change, applied
from remit.authority.drafts.difference import difference, lines, subject_names
from remit.authority.drafts.intake import changes, read
from remit.authority.drafts.sheet import is_sheet, read_sheet
from remit.authority.permits import permits
from remit.cli.ground import account, limits_in_force, stop
from remit.desk.policies import drafts
from remit.domain.people import Person
from remit.domain.refusal import NotPermitted
from remit.main import opened
from remit.settings import Settings
from remit.store.policies import Draft


def import_policy(
    file: Annotated[Path, typer.Argument(help="A policy.csv or a limits.csv.", exists=True, dir_okay=False)],
    draft: Annotated[str | None, typer.Option(metavar="NAME", help="Make a draft of it, with this name.")] = None,
    author: Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Whose draft it is.")] = None,
) -> None:
    """What a policy.csv or a sheet would change of the limits in force; changes nothing, but can make a draft."""
    authority = limits_in_force()
    text = file.read_text()
    catalogue = authority.people.register.catalogue
    reading = (read_sheet if is_sheet(text) else read)(text, authority.knows, catalogue)
    for problem in reading.problems:
        print(f"line {problem.line}: {problem.sentence}")
    if reading.problems:
        stop("Not every line can be taken as it is, so none was.")
    found = changes(reading, authority.rules)
    after = applied(authority.rules, found, authority.knows, catalogue)
    said = lines(difference(authority.rules, after), subject_names(authority.tiers, authority.people))
    for line in said:
        print(f"{'+' if line.raises else '-'} {line.rule}  {line.text}")
    print(
        f"Rules read: {len(reading.rules)}. Changes against version {authority.version}: {len(said)}. "
        f"Left alone: {reading.memberships} lines about the ladder and who belongs where."
    )
    if draft is not None and found:
        by = author_of(account(authority, author or stop("Say whose draft it is: --as EMAIL.")))
        made = asyncio.run(drafted(draft, by, authority.version, found))
        print(f"Draft {made.id}, “{made.name}”, by {by.name}.")


def author_of(person: Person) -> Person:
    """The person, if they may draft limits."""
    if "policy.draft" not in permits(person.roles):
        raise NotPermitted(f"{person.name} may not draft limits. Name somebody of operations.")
    return person


async def drafted(name: str, by: Person, base: int, found: Sequence[Change]) -> Draft:
    """A draft of these changes."""
    async with opened(Settings()) as office:
        begun = await drafts.begin(office, by, name, base)
        return await drafts.revise(office, by, begun.id, begun.revision, found)

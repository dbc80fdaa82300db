"""remit policy import-budgets: budgets as Casbin text checked, what they would change in words, a draft of it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from remit.authority.budgets.exchange import changes, read_budgets
from remit.authority.drafts.budget_changes import budgets_after
from remit.authority.drafts.budget_difference import budget_difference, budget_lines
from remit.authority.drafts.difference import subject_names
from remit.cli.ground import account, limits_in_force, stop
from remit.cli.importing import author_of, drafted


def import_budgets(
    file: Annotated[Path, typer.Argument(help="A budgets.csv of our model.", exists=True, dir_okay=False)],
    draft: Annotated[str | None, typer.Option(metavar="NAME", help="Make a draft of it, with this name.")] = None,
    author: Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Whose draft it is.")] = None,
) -> None:
    """What this Casbin text would change of the budgets in force; changes nothing, but can make a draft."""
    authority = limits_in_force()
    reading = read_budgets(file.read_text(), authority.knows)
    for number, sentence in reading.problems:
        print(f"line {number}: {sentence}")
    if reading.problems:
        stop("Not every line can be taken as it is, so none was.")
    found = changes(reading, authority.book.rows)
    after = budgets_after(authority.book.rows, found, authority.knows, authority.people.register.catalogue)
    names = subject_names(authority.tiers, authority.people)
    said = budget_lines(budget_difference(authority.book.rows, after), names)
    for line in said:
        print(f"{'+' if line.raises else '-'} {line.rule}  {line.text}")
    print(f"Budgets read: {len(reading.budgets)}. Changes against version {authority.version}: {len(said)}.")
    if draft is not None and found:
        by = author_of(account(authority, author or stop("Say whose draft it is: --as EMAIL.")))
        made = asyncio.run(drafted(draft, by, authority.version, found))
        print(f"Draft {made.id}, “{made.name}”, by {by.name}.")

"""remit policy: the limits looked at, tried, compared, taken out and brought in."""

from pathlib import Path
from typing import Annotated

import typer

from remit import clock
from remit.authority.budgets.exchange import budgets_conf, budgets_csv
from remit.authority.drafts.budget_difference import budget_difference, budget_lines
from remit.authority.drafts.budget_effects import budget_sentence
from remit.authority.drafts.difference import difference, lines, subject_names
from remit.authority.drafts.effect_words import sentence
from remit.authority.drafts.quorum_changes import quorum_lines
from remit.authority.drafts.sheet import sheet
from remit.authority.drafts.stack_changes import stack_lines
from remit.authority.exchange import model_conf, policy_csv
from remit.authority.lint.findings import ERROR
from remit.authority.lint.report import lint
from remit.cli.backtesting import backtest
from remit.cli.budgets import import_budgets
from remit.cli.deciding import show_decisions
from remit.cli.explaining import explain, who
from remit.cli.ground import database_of, limits_in_force
from remit.cli.importing import import_policy
from remit.cli.shadowing import shadow
from remit.cli.testing import replay, show_coverage, try_policy
from remit.desk import archive
from remit.desk.policies import consequences
from remit.domain.refusal import NotFound
from remit.settings import Settings
from remit.store import budgets, policies
from remit.store.policies import Version

FAULTY = 3
"""Exit code: lint found an error."""

policy = typer.Typer(no_args_is_help=True, help="The limits: look at them, try them, compare, export, import.")
policy.command("explain")(explain)
policy.command("who")(who)
policy.command("test")(try_policy)
policy.command("coverage")(show_coverage)
policy.command("replay")(replay)
policy.command("backtest")(backtest)
policy.command("shadow")(shadow)
policy.command("decisions")(show_decisions)
policy.command("import")(import_policy)
policy.command("import-budgets")(import_budgets)
Draft = Annotated[str | None, typer.Option(help="A draft's id: as it would make them.")]


@policy.command("lint")
def lint_policy(draft: Draft = None) -> None:
    """What is wrong with the limits, and how to mend it. Exit code 3 where a rule can never work."""
    findings = lint(limits_in_force(draft), clock.now())
    for one in findings:
        print(f"{one.severity:8} {one.kind:16} {one.sentence}\n{'':26}{one.mend}")
    errors = sum(one.severity == ERROR for one in findings)
    print(f"Errors: {errors}. Warnings: {len(findings) - errors}.")
    if errors:
        raise typer.Exit(FAULTY)


@policy.command("diff")
def diff_policy(
    before: Annotated[int, typer.Argument(metavar="N", min=1, help="A version.")],
    after: Annotated[int, typer.Argument(metavar="M", min=1, help="Another one.")],
) -> None:
    """What version M says otherwise than version N. Lines that raise somebody's authority begin with +."""
    with database_of(Settings()) as (database, loop):
        contents = [loop.run(database.read(policies.rules_of, number)) for number in (before, after)]
        spent = [loop.run(database.read(budgets.budgets_of, number)) for number in (before, after)]
        versions = [loop.run(database.read(policies.version, number)) for number in (before, after)]
    for number, version in zip((before, after), versions, strict=True):
        _exists(version, number)
    old, new = ({rule.rid: rule for rule in rules} for rules in contents)
    authority = limits_in_force()
    names = subject_names(authority.tiers, authority.people)
    budgets_then = ({one.bid: one for one in rows} for rows in spent)
    summed = stack_lines(*(version.stacks if version else () for version in versions))
    asked = [version.quorums if version else () for version in versions]
    seconded = quorum_lines(asked[0], asked[1], authority.tiers)
    spending = budget_lines(budget_difference(*budgets_then), names)
    said = (*lines(difference(old, new), names), *spending, *summed, *seconded)
    for line in said:
        print(f"{'+' if line.raises else '-'} {line.rule}  {line.text}")
    if not said:
        print(f"Versions {before} and {after} say the same.")
        return
    with database_of(Settings()) as (database, loop):
        then = [loop.run(database.read(archive.of_version, number, authority)) for number in (before, after)]
    print("Who gains (+) and who loses (-), of the people of today:")
    told = consequences.between(then[0], then[1], Settings().brand)
    for one in told.effects:
        print(f"{'+' if one.gains else '-'} {sentence(one, names)}")
    for budget in told.budgets:
        print(f"{'+' if budget.gains else '-'} {budget_sentence(budget, names)}")


@policy.command("export")
def export_policy(folder: Annotated[Path, typer.Argument(help="Where model.conf and policy.csv go.")]) -> None:
    """The limits in force as Casbin text; a stock Enforcer with the published functions decides the same."""
    authority = limits_in_force()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.conf").write_text(model_conf())
    (folder / "policy.csv").write_text(policy_csv(authority))
    (folder / "limits.csv").write_text(sheet(authority.rules.values()))
    (folder / "budgets.conf").write_text(budgets_conf())
    (folder / "budgets.csv").write_text(budgets_csv(authority))
    print(f"Version {authority.version}: {folder / 'model.conf'}, {folder / 'policy.csv'}")
    print(f"Its budgets: {folder / 'budgets.conf'}, {folder / 'budgets.csv'}")


def _exists(version: Version | None, number: int) -> None:
    if version is None:
        raise NotFound(f"There is no version {number} of the limits.")

"""remit policy: the limits looked at, tried, compared, taken out and brought in."""

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from remit.api.shapes.trying import SuiteIn
from remit.api.trying_shapes import trials_of
from remit.authority.drafts.difference import difference, lines, subject_names
from remit.authority.drafts.trials import run
from remit.authority.exchange import model_conf, policy_csv
from remit.authority.lint.findings import ERROR
from remit.authority.lint.report import lint
from remit.cli.explaining import explain
from remit.cli.ground import database_of, limits_in_force, stop, suite_of
from remit.cli.importing import import_policy
from remit.domain.money import spoken
from remit.domain.refusal import NotFound
from remit.settings import Settings
from remit.store import policies
from remit.store.policies import Version

FAULTY, FAILED = 3, 4
"""Exit codes: lint found an error, a test did not come out as it should."""

policy = typer.Typer(no_args_is_help=True, help="The limits: look at them, try them, compare, export, import.")
policy.command("explain")(explain)
policy.command("import")(import_policy)
Draft = Annotated[str | None, typer.Option(help="A draft's id: as it would make them.")]


@policy.command("lint")
def lint_policy(draft: Draft = None) -> None:
    """What is wrong with the limits, and how to mend it. Exit code 3 where a rule can never work."""
    findings = lint(limits_in_force(draft))
    for one in findings:
        print(f"{one.severity:8} {one.kind:16} {one.sentence}\n{'':26}{one.mend}")
    errors = sum(one.severity == ERROR for one in findings)
    print(f"Errors: {errors}. Warnings: {len(findings) - errors}.")
    if errors:
        raise typer.Exit(FAULTY)


@policy.command("test")
def try_policy(
    file: Annotated[Path, typer.Argument(help="Matrix tests in TOML.", exists=True, dir_okay=False)],
    draft: Draft = None,
) -> None:
    """Matrix tests on the limits: who, remedies, amounts, and the outcome. Exit code 4 if one differs."""
    suite = _suite(file)
    cells = run(limits_in_force(draft), trials_of(suite))
    failed = [one for one in cells if not one.passed]
    for one in failed:
        what = f"{one.who}, {one.remedy}, {spoken(one.amount, one.currency)}"
        print(f"FAILED   case {one.index + 1} {one.name}\n         {what}: {one.outcome}, not {one.expected}")
        print(f"         {one.sentence}" + (f" ({one.rule})" if one.rule else ""))
    print(f"Passed: {len(cells) - len(failed)}. Failed: {len(failed)}.")
    if failed:
        raise typer.Exit(FAILED)


@policy.command("diff")
def diff_policy(
    before: Annotated[int, typer.Argument(metavar="N", min=1, help="A version.")],
    after: Annotated[int, typer.Argument(metavar="M", min=1, help="Another one.")],
) -> None:
    """What version M says otherwise than version N. Lines that raise somebody's authority begin with +."""
    with database_of(Settings()) as (database, loop):
        contents = [loop.run(database.read(policies.rules_of, number)) for number in (before, after)]
        versions = [loop.run(database.read(policies.version, number)) for number in (before, after)]
    for number, version in zip((before, after), versions, strict=True):
        _exists(version, number)
    old, new = ({rule.rid: rule for rule in rules} for rules in contents)
    authority = limits_in_force()
    said = lines(difference(old, new), subject_names(authority.tiers, authority.people))
    for line in said:
        print(f"{'+' if line.raises else '-'} {line.rule}  {line.text}")
    if not said:
        print(f"Versions {before} and {after} say the same.")


@policy.command("export")
def export_policy(folder: Annotated[Path, typer.Argument(help="Where model.conf and policy.csv go.")]) -> None:
    """The limits in force as Casbin text; a stock Enforcer with the published functions decides the same."""
    authority = limits_in_force()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.conf").write_text(model_conf())
    (folder / "policy.csv").write_text(policy_csv(authority))
    print(f"Version {authority.version}: {folder / 'model.conf'}, {folder / 'policy.csv'}")


def _suite(file: Path) -> SuiteIn:
    try:
        return suite_of(tomllib.loads(file.read_text()), str(file))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        stop(f"{file} is not TOML: {wrong}.")


def _exists(version: Version | None, number: int) -> None:
    if version is None:
        raise NotFound(f"There is no version {number} of the limits.")

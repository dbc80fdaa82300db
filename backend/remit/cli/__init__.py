"""The one command: remit demo · serve · migrate · admin · policy · audit · reconcile · doctor · openapi."""

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from remit.cli import accounts, auditing, policy, reconciling, schema, serving
from remit.cli.ground import stop
from remit.domain.refusal import Refusal
from remit.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Remit: authority limits, and one click over them.")
app.command()(serving.demo)
app.command()(serving.serve)
app.command()(schema.migrate)
app.add_typer(accounts.admin, name="admin")
app.add_typer(policy.policy, name="policy")
app.add_typer(auditing.audit, name="audit")
app.command()(reconciling.reconcile)
app.command()(schema.doctor)
app.command()(schema.openapi)


def main() -> None:
    """Run, and end with a sentence where something is wrong."""
    try:
        app()
    except Refusal as refusal:
        stop(refusal.detail)
    except ValidationError as wrong:
        stop("The settings are wrong. " + "; ".join(map(_said, wrong.errors())))


def _said(error: ErrorDetails) -> str:
    sentence = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return sentence
    name = str(error["loc"][0])
    if error["type"] == "string_pattern_mismatch":
        field = Settings.model_fields[name]
        sentence = f"is not of the right form; it looks like {(field.examples or [field.default])[0]}"
    return f"REMIT_{name.upper()}: {sentence}"

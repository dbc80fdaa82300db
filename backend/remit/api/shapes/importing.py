"""Limits brought in over HTTP."""

from typing import Annotated

from pydantic import Field, StringConstraints

from remit.api.shapes.common import PLAIN, In, Out
from remit.api.shapes.policy import DiffOut, DraftOut


class ImportIn(In):
    """Limits as text: Casbin's policy.csv, or a sheet as GET …/limits.csv gives it. With `draft`, a name for one."""

    text: Annotated[str, Field(min_length=1, max_length=32 * 1024 * 1024)]
    draft: (
        Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PLAIN, strip_whitespace=True)] | None
    ) = None


class ProblemLineOut(Out):
    """A line that cannot be taken as it is, from 1."""

    line: int
    sentence: str


class ImportOut(Out):
    """What the text would change of the limits in force; with problems, nothing. `memberships`: lines left alone."""

    base_version: int
    rules: int
    memberships: int
    problems: list[ProblemLineOut]
    diff: DiffOut
    draft: DraftOut | None

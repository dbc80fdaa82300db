"""Conditions over HTTP: what they may ask about, and one read, built and said aloud."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.common import In, Out

Piece = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class OperatorOut(Out):
    """How a fact is compared; `many`: with several values."""

    op: str
    label: str
    many: bool


class ValueOut(Out):
    """A value that a fact can have."""

    value: str
    label: str


class AskableOut(Out):
    """A fact that a condition may ask about. `values` null: any that `pattern` allows."""

    fact: str
    label: str
    type: Literal["choice", "number", "set"]
    operators: list[OperatorOut]
    values: list[ValueOut] | None
    pattern: str | None
    unit: Literal["days", "percent", "hour"] | None
    largest: int | None


class GrammarOut(Out):
    """What conditions may ask about, in the order in which it is offered. All parts of a condition must hold."""

    facts: list[AskableOut]


class PartIn(In):
    """One clause: a fact, an operator, values (numbers as text)."""

    fact: Piece
    op: Piece
    values: Annotated[list[Piece], Field(min_length=1, max_length=50)]


class ConditionIn(In):
    """A condition to look at: as text, or in parts to be put together."""

    when: Annotated[str | None, Field(max_length=1000)] = None
    parts: Annotated[list[PartIn] | None, Field(max_length=20)] = None


class PartOut(Out):
    """One clause, and what it says."""

    fact: str
    op: str
    values: list[str]
    sentence: str


class ConditionOut(Out):
    """A condition in its one spelling, aloud, and in its parts."""

    when: str
    sentence: str
    parts: list[PartOut]

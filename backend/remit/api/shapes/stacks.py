"""What is summed before the answer, over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import In, Out


class StackIn(In):
    """These remedies together, on one order or for one customer; null hours is ever."""

    per: Annotated[str, Field(max_length=16, description="order or customer")]
    remedies: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=20)]
    hours: int | None = None


class SetStacksIn(In):
    """From now on these are summed before the answer, and nothing else; an empty list sums nothing."""

    change: Literal["set_stacks"]
    stacks: Annotated[list[StackIn], Field(max_length=100)]


class SummedOut(Out):
    """Pieces of these remedies on one order, or for one customer, are summed; null hours is ever."""

    per: Literal["order", "customer"]
    remedies: list[str]
    hours: int | None


class StackOut(SummedOut):
    """The same, said aloud."""

    sentence: str

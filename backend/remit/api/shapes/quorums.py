"""Above what more than one has to approve, over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import In, Out


class QuorumIn(In):
    """Whoever stands on this tier, or below, approves more than this only as one of so many different people."""

    tier: Annotated[str, Field(max_length=64)]
    currency: Annotated[str, Field(max_length=3)]
    above: int
    approvers: int = 2


class SetQuorumsIn(In):
    """From now on these ask for more than one approver, and nothing else; with an empty list one is always enough."""

    change: Literal["set_quorums"]
    quorums: Annotated[list[QuorumIn], Field(max_length=200)]


class QuorumRowOut(Out):
    """The same, as it was set."""

    tier: str
    currency: str
    above: int
    approvers: int


class QuorumOut(QuorumRowOut):
    """The same, said aloud."""

    sentence: str

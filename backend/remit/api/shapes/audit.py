"""What the API says about the record and whether it holds."""

from typing import Literal

from remit.api.shapes.common import Out


class FlawOut(Out):
    """Something that cannot be if nobody touched the record. It lies between these entries; 0 where it has no place."""

    kind: Literal["missing", "changed", "rewritten", "cut", "forged", "contradicted"]
    first: int
    last: int
    sentence: str


class VerifiedOut(Out):
    """`ok`: nothing was found between `first` and `last`. Not `complete`: ask again with `after` = `next_after`."""

    ok: bool
    sentence: str
    entries: int
    first: int
    last: int
    complete: bool
    next_after: int | None
    hash: str
    """Of the chain up to `last`, in hex."""
    checkpoints: int
    """How many were compared, those kept elsewhere included."""
    sealed: int
    """Up to which entry there is a checkpoint."""
    keys: list[str]
    """The public keys whose signatures count."""
    found: int
    flaws: list[FlawOut]
    """The first hundred of `found`."""


class CheckpointOut(Out):
    """The record up to `seq` had this hash (hex); `note` says the same, signed, to be kept elsewhere."""

    seq: int
    at: str
    epoch: str
    hash: str
    note: str


class CheckpointsOut(Out):
    """The newest first."""

    items: list[CheckpointOut]
    next_cursor: str | None
    keys: list[str]
    """The public keys whose signatures count; checkpoints are made by the first."""

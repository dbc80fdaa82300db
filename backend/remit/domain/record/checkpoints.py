"""Checkpoints: how far the record had come, and its hash there. Signed, and kept elsewhere, it says so for good."""

import re
from base64 import b64decode, b64encode
from datetime import datetime

from remit.domain.values import value

_ORIGIN = "remit/record"
_BODY = re.compile(_ORIGIN + r"/([^\n/]+)\n([1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n")


@value(frozen=True, slots=True)
class Claim:
    """What a checkpoint says: in this database (`epoch`), the record up to `seq` has this hash."""

    epoch: str
    seq: int
    hash: bytes


@value(frozen=True, slots=True)
class Checkpoint:
    """A claim as it was made. `note` is a signed note (C2SP): the claim as text, a blank line, the signature."""

    claim: Claim
    at: datetime
    note: str


def text_of(claim: Claim) -> str:
    """The claim as the text that is signed."""
    return f"{_ORIGIN}/{claim.epoch}\n{claim.seq}\n{b64encode(claim.hash).decode()}\n"


def claim_of(text: str) -> Claim | None:
    """What such a text claims; None where it is another text."""
    found = _BODY.fullmatch(text)
    return Claim(found[1], int(found[2]), b64decode(found[3])) if found else None

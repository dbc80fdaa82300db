"""The chain: the hash of each entry holds the one before, so that nothing in between can be changed unnoticed."""

import json
from datetime import UTC, datetime
from hashlib import sha256

from remit.domain.values import value

START = bytes(32)
"""What the first entry is linked to."""


@value(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry of the record as the database has it: the event, and the decision that it tells of, if it does."""

    seq: int
    at: datetime
    event: str
    request_id: str | None
    actor_id: str | None
    actor_name: str | None
    sentence: str
    data: str
    judged: tuple[str, int, int, str | None, str, str] | None = None
    """What was decided, policy version, people revision, rule, what was asked, the answer."""


def canonical(one: Written) -> bytes:
    """The same bytes for the same entry, whichever database it is in."""
    at = one.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [one.seq, at, one.event, one.request_id, one.actor_id, one.actor_name, one.sentence, one.data, one.judged]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def linked(before: bytes, one: Written) -> bytes:
    """The hash of the record up to and with this entry; `before` is that of the one before."""
    return sha256(before + canonical(one)).digest()

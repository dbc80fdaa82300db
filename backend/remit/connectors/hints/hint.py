"""A provider's hint, and what is wrong with one."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Protocol

from remit.domain.refusal import Refusal
from remit.domain.values import value

WINDOW = timedelta(minutes=5)
"""How far the moment of signing may lie from now, either way: what was overheard cannot be sent again later."""
_MOST_SIGNATURES = 10


class ForgedEvent(Refusal):
    """The event is not signed with a secret that we share."""

    name = "forged-event"
    title = "Signature is missing or wrong"


class OldEvent(Refusal):
    """The event was signed longer ago than five minutes, or in the future."""

    name = "old-event"
    title = "Signed too long ago"


class UnknownEvent(Refusal):
    """The event is well signed, but speaks of nothing that is known here."""

    name = "unknown-event"
    title = "Nothing known by that name"


@value(frozen=True, slots=True)
class Hint:
    """Something may have happened to a request. `request_id` is None where it concerns none of ours."""

    provider: str
    event_id: str
    kind: str
    request_id: str | None


class Hints(Protocol):
    """How one provider signs and words its events."""

    provider: ClassVar[str]
    shared: ClassVar[bool]
    """Whether its account may serve others as well, so that what is not known here is nobody's mistake."""

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        """The hint. Header names in lower case. Raises ForgedEvent, OldEvent, UnknownEvent."""


def digest(secret: bytes, content: bytes) -> bytes:
    """HMAC-SHA256, which all three use."""
    return hmac.new(secret, content, hashlib.sha256).digest()


def in_base64(mac: bytes) -> str:
    """As a header has it."""
    return b64encode(mac).decode()


def insist(expected: Iterable[str], given: Sequence[str]) -> None:
    """One of the signatures given is by one of our secrets; every pair takes the same time. Raises ForgedEvent."""
    first = [one.encode() for one in given[:_MOST_SIGNATURES]]
    matches = [hmac.compare_digest(ours.encode(), theirs) for ours in expected for theirs in first]
    if not any(matches):
        raise ForgedEvent("The signature is missing or wrong. Sign the raw body with the secret that Remit is set to.")


def insist_fresh(seconds: str, now: datetime) -> None:
    """Signed within the window. Raises ForgedEvent for what is no time, OldEvent."""
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= len("9999999999")):
        raise ForgedEvent("The time of signing is missing, or no number of seconds. Send it as it was signed.")
    if abs(now - datetime.fromtimestamp(int(seconds), UTC)) > WINDOW:
        raise OldEvent("It was signed more than five minutes from now. Sign it anew, and look at both clocks.")

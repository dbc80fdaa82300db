"""Events of Shopify: HMAC over the body. Its time is not signed, so a repeated one is held off by its id alone."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from remit.connectors.hints.hint import Hint, UnknownEvent, digest, in_base64, insist

MARK = re.compile(r"\[remit (req_\w+)\]")
"""In the note of each refund that was made here."""
_MOST = 256


class RefundedShape(BaseModel):
    """The body of `refunds/create`, as far as it matters."""

    model_config = ConfigDict(strict=True, extra="ignore")
    note: str | None = None


class ShopifyHints:
    """The secrets of the app that the events are sent for."""

    provider: ClassVar[str] = "shopify"
    shared: ClassVar[bool] = True

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = [secret.encode() for secret in secrets]

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:  # noqa: ARG002 - no signed time
        """The hint."""
        expected = (in_base64(digest(secret, body)) for secret in self._secrets)
        insist(expected, [headers.get("x-shopify-hmac-sha256", "")])
        event_id, topic = headers.get("x-shopify-event-id", ""), headers.get("x-shopify-topic", "")
        try:
            said = RefundedShape.model_validate_json(body)
        except ValueError as wrong:
            raise UnknownEvent("It is not an event of Shopify's that Remit knows. Send refunds/create.") from wrong
        if not 0 < len(event_id) <= _MOST or len(topic) > _MOST:
            raise UnknownEvent("It has no X-Shopify-Event-Id, so it could not be told from a repeated one.")
        found = MARK.search(said.note or "")
        return Hint(self.provider, event_id, topic, found[1] if found else None)

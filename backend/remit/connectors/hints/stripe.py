"""Events of Stripe, by its own signature (docs.stripe.com/webhooks/signature), which needs no SDK."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from remit.connectors.hints.hint import Hint, UnknownEvent, digest, insist, insist_fresh

Text = Annotated[str, Field(min_length=1, max_length=256)]
REQUEST = "remit_request_id"
"""The metadata that says which request a refund belongs to."""


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class ObjectShape(_Shape):
    """What the event is about; only refunds carry our metadata."""

    object: str
    metadata: dict[str, str] | None = None


class AboutShape(_Shape):
    """The object as it was then; as it is now is looked up."""

    object: ObjectShape


class EventShape(_Shape):
    """The body."""

    id: Text
    type: Text
    data: AboutShape


class StripeHints:
    """Several secrets, so that one can be rolled."""

    provider: ClassVar[str] = "stripe"
    shared: ClassVar[bool] = True

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = [secret.encode() for secret in secrets]

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        """The hint."""
        said = [part.strip().partition("=") for part in headers.get("stripe-signature", "").split(",")]
        seconds = next((value for name, _, value in said if name == "t"), "")
        given = [value for name, _, value in said if name == "v1"]
        signed = seconds.encode() + b"." + body
        insist((digest(secret, signed).hex() for secret in self._secrets), given)
        insist_fresh(seconds, now)
        try:
            event = EventShape.model_validate_json(body)
        except ValueError as wrong:
            raise UnknownEvent("It is not an event of Stripe's that Remit knows. Send refund events only.") from wrong
        about = event.data.object
        ours = (about.metadata or {}).get(REQUEST) if about.object == "refund" else None
        return Hint(self.provider, event.id, event.type, ours)

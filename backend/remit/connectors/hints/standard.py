"""Events of the plain HTTP provider, signed by Standard Webhooks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field
from standardwebhooks import Webhook

from remit.connectors.hints.hint import ForgedEvent, Hint, UnknownEvent, insist, insist_fresh

Text = Annotated[str, Field(min_length=1, max_length=256)]


class AboutShape(BaseModel):
    """Which execution, of which request."""

    model_config = ConfigDict(strict=True, extra="ignore")
    id: Text
    request_id: Text


class EventShape(BaseModel):
    """The body."""

    model_config = ConfigDict(strict=True, extra="ignore")
    id: Text
    type: Literal["execution.updated"]
    data: AboutShape


class StandardHints:
    """Several secrets, so that one can be changed while both are in use."""

    provider: ClassVar[str] = "http"
    shared: ClassVar[bool] = False

    def __init__(self, secrets: Sequence[str]) -> None:
        self._signers = [Webhook(secret) for secret in secrets]

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        """The hint."""
        message_id, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        given = headers.get("webhook-signature", "").split(" ")
        try:
            text = body.decode()
        except UnicodeDecodeError as wrong:
            raise ForgedEvent(
                "The body is not UTF-8, so nobody can have signed it. Send it as it was signed."
            ) from wrong
        insist((signer.sign(message_id, _moment(seconds), text) for signer in self._signers), given)
        insist_fresh(seconds, now)
        try:
            said = EventShape.model_validate_json(body)
        except ValueError as wrong:
            raise UnknownEvent("It is not an event that Remit knows: send execution.updated, as described.") from wrong
        return Hint(self.provider, said.id, said.type, said.data.request_id)


def _moment(seconds: str) -> datetime:
    plain = seconds.isascii() and seconds.isdigit() and len(seconds) <= len("9999999999")
    return datetime.fromtimestamp(int(seconds) if plain else 0, UTC)

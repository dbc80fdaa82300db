"""How one wants to be told of what waits."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.common import In, Out

Language = Literal["en", "de"]
_Encoded = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_-]+=*$")]


class PushKeysIn(In):
    """What the browser gave away with its subscription, base64url."""

    p256dh: _Encoded
    auth: _Encoded


class SubscriptionIn(In):
    """A browser's push subscription."""

    endpoint: Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^https?://[\x21-\x7e]+$")]
    keys: PushKeysIn
    language: Language = "en"


class SubscriptionOut(Out):
    """What it is known by here."""

    id: str


class MailWishIn(In):
    """Whether one wants e-mail while away."""

    email: bool
    language: Language = "en"


class PushOut(Out):
    """`key` is what a browser subscribes with; `devices` how many of one's own are told."""

    key: Annotated[str, Field(description="the application server key, base64url")]
    devices: int


class MailOut(Out):
    """Whether this installation sends e-mail, and whether one wants it."""

    possible: bool
    on: bool


class NoticesOut(Out):
    """The ways; `push` is null where this installation sends none."""

    push: PushOut | None
    email: MailOut

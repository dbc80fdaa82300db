"""Pieces that several shapes share."""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from remit.domain.money import MAX_AMOUNT
from remit.domain.remedies import CHANNELS, REMEDIES

# No control characters: PostgreSQL takes no NUL, and nobody types the others.
_DATED = re.compile(r"\d{4}-\d\d-\d\d[Tt ]", re.ASCII)
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError("this moment is not within the years 1 to 9999 of UTC") from beyond


def _as_text(moment: object) -> object:
    # In JSON a moment is a text; numbers would be taken for seconds since 1970.
    if isinstance(moment, str) and _DATED.match(moment):
        return moment
    raise ValueError("a moment is a text such as 2026-03-01T09:00:00Z")


Amount = Annotated[int, Field(gt=0, le=MAX_AMOUNT, description="Minor units: 7500 with USD is $75.00")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=PLAIN, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, pattern=PLAIN)]
Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_as_text), AfterValidator(_in_utc)]
Remedy = Literal[
    "refund",
    "replacement",
    "goodwill_credit",
    "returnless_refund",
    "fee_waiver",
    "subscription_change",
    "discount",
    "payment_extension",
]
Channel = Literal["phone", "chat", "email", "store", "social", "other"]
PresenceStatus = Literal["available", "busy", "in_call", "away"]


class In(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Out(BaseModel):
    """What a client gets."""


class PersonOut(Out):
    """A person as others see them."""

    id: str
    name: str


class ProblemOut(Out):
    """application/problem+json (RFC 9457); `type` names a page that explains it. Typed members come along."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str


if set(Remedy.__args__) != set(REMEDIES) or set(Channel.__args__) != set(CHANNELS):  # type: ignore[attr-defined]
    raise RuntimeError("the shapes' remedies and channels are not the domain's")

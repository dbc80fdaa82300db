"""The only place that reads the clock or makes an id."""

import secrets
from datetime import UTC, datetime

from uuid_utils import uuid7

_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U: a reference is read aloud on the phone."""
_PAIRS = tuple(one + other for one in _READABLE for other in _READABLE)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def new_id(prefix: str) -> str:
    """A new opaque id: `req_` and a UUIDv7 in hex, so that ids sort by the time they were made."""
    return f"{prefix}_{uuid7().hex}"


def new_reference() -> str:
    """A short reference people can read aloud: K7QM-2F."""
    rest, last = divmod(secrets.randbits(64) % len(_PAIRS) ** 3, len(_PAIRS))
    first, middle = divmod(rest, len(_PAIRS))
    return f"{_PAIRS[first]}{_PAIRS[middle]}-{_PAIRS[last]}"


def new_secret() -> str:
    """A new unguessable token, 256 bits."""
    return secrets.token_urlsafe(32)

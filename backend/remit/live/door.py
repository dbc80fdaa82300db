"""What both edges ask of whoever comes: from which origin, and with which session."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.types import Scope

from remit.domain.refusal import Refusal


class CrossOrigin(Refusal):
    """A page of another origin may not act here in a signed-in person's name."""

    name = "cross-origin"
    title = "Another origin"


def cookie_name(secure: bool) -> str:
    """The session cookie; over TLS the browser itself then refuses it from anywhere else."""
    return "__Host-remit_session" if secure else "remit_session"


def headers_of(scope: Scope) -> dict[str, str]:
    """The call's headers by lower-case name, the first of each: looked up often, so put together once."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}


def token_of(headers: Mapping[str, str], cookie: str) -> str | None:
    """The session's token: from the Authorization header, else from the cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip() or None
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie)
    except CookieError:
        return None
    return found.value if found else None


def own_origin(headers: Mapping[str, str], public_origin: str | None) -> None:
    """Refuse what a page of another origin sends. Clients that are no browsers send no Origin, and are let in."""
    if headers.get("sec-fetch-site") == "cross-site":
        raise CrossOrigin("This call comes from a page of another site. Open Remit itself and do it there.")
    origin = headers.get("origin")
    if origin is None or origin == public_origin:
        return
    parts = urlsplit(origin)
    if public_origin is None and parts.netloc and parts.netloc == headers.get("host"):
        return
    raise CrossOrigin("This call comes from a page of another origin. Open Remit itself and do it there.")

"""What both edges ask of whoever comes: from which origin, and with which session."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from remit.domain.refusal import Refusal


class CrossOrigin(Refusal):
    """A page of another origin may not act here in a signed-in person's name."""

    name = "cross-origin"
    title = "Another origin"


def cookie_name(secure: bool) -> str:
    """The session cookie; over TLS the browser itself then refuses it from anywhere else."""
    return "__Host-remit_session" if secure else "remit_session"


def token_of(headers: Headers, cookie: str) -> str | None:
    """The session's token: from the Authorization header, else from the cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip() or None
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie)
    except CookieError:
        return None
    return found.value if found else None


def own_origin(headers: Headers, public_origin: str | None) -> None:
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

"""Security headers on every answer. Pure ASGI: the framework's own middleware class costs more than the request."""

from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Mantine sets styles from script; scripts come from here only.
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors "
)
_NOBODY = "'none'"
PANEL = "/panel"
"""The one page that another site may show in a frame, if it is on the list."""

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NOT_KEPT = (b"cache-control", b"no-store")


class SecurityHeaders:
    """Adds them when the answer starts. `panels` are the origins that may show the side panel."""

    def __init__(self, app: ASGIApp, *, secure: bool, panels: Sequence[str] = ()) -> None:
        self._app = app
        strict = {"Strict-Transport-Security": "max-age=31536000"} if secure else {}
        everywhere = {**_EVERYWHERE, **strict}
        self._everywhere = _raw({**everywhere, "Content-Security-Policy": f"{_POLICY}{_NOBODY}"})
        ancestors = " ".join(panels) or _NOBODY
        self._panel = _raw({**everywhere, "Content-Security-Policy": f"{_POLICY}{ancestors}"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ours = self._panel if scope["path"] == PANEL else self._everywhere

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = message.get("headers", ())
                kept = not scope["path"].startswith("/api/") or any(name == b"cache-control" for name, _ in said)
                message["headers"] = [*said, *ours] if kept else [*said, _NOT_KEPT, *ours]
            await send(message)

        await self._app(scope, receive, headed)


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    # Put into bytes once: setting them one by one was a tenth of an answer.
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]

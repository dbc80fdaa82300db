"""The one place that reaches behind the websocket: ending a connection whose peer does not read any more."""

from starlette.types import Send


def abort(send: Send) -> None:
    """Cut the connection now. close() would first wait to flush a buffer that the peer will never read."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()

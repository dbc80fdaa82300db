"""The one place that reaches behind the websocket: it writes what is framed already, and cuts who does not read."""

from collections.abc import Sequence

from starlette.types import Send
from websockets.frames import Frame, Opcode

MOST_BUFFERED = 64 * 1024
"""Bytes that the peer has not taken yet: with more, what else there is waits here, where it is counted."""


class Message:
    """A text as it goes over the wire: framed once, written to many."""

    __slots__ = ("framed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.framed = Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class Wire:
    """The connection below the server's own send, where it is one that can be reached."""

    __slots__ = ("_transport",)

    def __init__(self, send: Send) -> None:
        self._transport = getattr(getattr(send, "__self__", None), "transport", None)

    def takes(self, messages: Sequence[Message]) -> bool:
        """Write them now, if the peer takes them: nobody waits, and nothing is framed again. False: it has to wait."""
        transport = self._transport
        if transport is None or transport.is_closing() or transport.get_write_buffer_size() > MOST_BUFFERED:
            return False
        transport.write(messages[0].framed if len(messages) == 1 else b"".join(one.framed for one in messages))
        return True

    def abort(self) -> None:
        """Cut the connection now. close() would first wait to flush a buffer that the peer will never read."""
        if self._transport is not None:
            self._transport.abort()

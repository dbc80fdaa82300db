"""One live connection: what waits to be sent, bounded; what the client says, checked."""

import asyncio
import json
from collections.abc import Awaitable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from remit.live.wire import Message, Wire

MOST_WAITING = 1024
"""Frames a slow client may fall behind before it is told to come back."""
MOST_UNANSWERED = 3
SEND_WITHIN_S = 20.0
ENDED, MISBEHAVED, RESTART, TOO_SLOW = 4401, 1008, 1012, 1013


@dataclass(eq=False, slots=True)
class Socket:
    """A connection of somebody. Offering a message never waits: a frozen tab holds nobody up."""

    id: str
    person_id: str
    token: str
    websocket: WebSocket
    wire: Wire
    waiting: list[Message] = field(default_factory=list)
    unanswered: int = 0
    heard_at: float = 0.0
    """When the client last said anything, by the loop's clock."""
    idle: bool = False
    """The client says that nobody sits before it."""
    attended: bool = True
    """Whether it counts as somebody's being there, as far as the database was told."""
    closing: int | None = None
    _gone: bool = False
    _asleep: asyncio.Future[None] | None = None
    """The writer, while it has nothing to do: only then may others write, or the order would be lost."""

    def offer(self, *messages: Message) -> None:
        """Queue messages; too many that the peer does not take, and the client has to resume. `flush` sends them."""
        if len(self.waiting) + len(messages) > MOST_WAITING:
            self.flush()
        room = MOST_WAITING - len(self.waiting)
        if len(messages) > room:
            self.end(TOO_SLOW)
        self.waiting += messages[:room]

    def flush(self) -> None:
        """Send what waits: at once where the peer takes it, else when it does."""
        if not self.waiting or self._asleep is None or self.closing is not None:
            return
        if self.wire.takes(self.waiting):
            self.waiting.clear()
        else:
            self._wake()

    def beat(self, message: Message) -> None:
        """Queue a ping; after three without an answer the connection is dead."""
        if self.unanswered >= MOST_UNANSWERED:
            self.wire.abort()
            self.end(MISBEHAVED)
            return
        self.unanswered += 1
        self.offer(message)

    def end(self, code: int) -> None:
        """Close with this code as soon as the peer takes it, or without it."""
        if self.closing is None:
            self.closing = code
            self._wake()

    def lost(self) -> None:
        """The client has gone, or is not listened to any more."""
        self._gone = True
        self._wake()

    async def write(self) -> None:
        """Send what waits and cannot be sent at once, until the connection ends."""
        while self.closing is None and not self._gone:
            if self.waiting:
                if not await self.say(self.waiting.pop(0)):
                    return
                continue
            self._asleep = asyncio.get_running_loop().create_future()
            await self._asleep
            self._asleep = None
        if self.closing is not None:
            await self._within(self.websocket.close(self.closing))

    async def say(self, message: Message) -> bool:
        """Send a message now; False where the peer does not take it."""
        return await self._within(self.websocket.send_text(message.text))

    def _wake(self) -> None:
        if self._asleep is not None and not self._asleep.done():
            self._asleep.set_result(None)

    async def _within(self, sending: Awaitable[None]) -> bool:
        try:
            async with asyncio.timeout(SEND_WITHIN_S):
                await sending
        except TimeoutError:
            self.wire.abort()
            return False
        except (WebSocketDisconnect, RuntimeError, OSError):
            return False
        return True


class Misbehaved(Exception):
    """The client said something that is not of the protocol."""


def understood(text: str) -> dict[str, str]:
    """A client's message as plain text fields. Raises Misbehaved."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise Misbehaved from wrong
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise Misbehaved
    return said

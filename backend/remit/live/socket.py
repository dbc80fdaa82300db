"""One live connection: what waits to be sent, bounded; what the client says, checked."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass, field

from starlette.types import Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from remit.live.wire import abort

MOST_WAITING = 1024
"""Frames a slow client may fall behind before it is told to come back."""
MOST_UNANSWERED = 3
SEND_WITHIN_S = 20.0
ENDED, MISBEHAVED, RESTART, TOO_SLOW = 4401, 1008, 1012, 1013


@dataclass(eq=False, slots=True)
class Socket:
    """A connection of somebody. Offering a frame never waits: a frozen tab holds nobody up."""

    id: str
    person_id: str
    token: str
    websocket: WebSocket
    wire: Send
    """The server's own send, below the framework."""
    waiting: deque[str] = field(default_factory=deque)
    unanswered: int = 0
    heard_at: float = 0.0
    """When the client last said anything, by the loop's clock."""
    idle: bool = False
    """The client says that nobody sits before it."""
    attended: bool = True
    """Whether it counts as somebody's being there, as far as the database was told."""
    closing: int | None = None
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, frame: str) -> None:
        """Queue a frame; too many, and the client has to resume."""
        if len(self.waiting) >= MOST_WAITING:
            self.end(TOO_SLOW)
            return
        self.waiting.append(frame)
        self._wake.set()

    def beat(self, frame: str) -> None:
        """Queue a ping; after three without an answer the connection is dead."""
        if self.unanswered >= MOST_UNANSWERED:
            abort(self.wire)
            self.end(MISBEHAVED)
            return
        self.unanswered += 1
        self.offer(frame)

    def end(self, code: int) -> None:
        """Close with this code as soon as the peer takes it, or without it."""
        if self.closing is None:
            self.closing = code
            self._wake.set()

    async def write(self) -> None:
        """Send what waits, until the connection ends."""
        while self.closing is None:
            await self._wake.wait()
            self._wake.clear()
            while self.waiting and self.closing is None:
                if not await self.say(self.waiting.popleft()):
                    return
        await self._within(self.websocket.close(self.closing))

    async def say(self, frame: str) -> bool:
        """Send a frame now; False where the peer does not take it."""
        return await self._within(self.websocket.send_text(frame))

    async def _within(self, sending: Awaitable[None]) -> bool:
        try:
            await asyncio.wait_for(sending, SEND_WITHIN_S)
        except TimeoutError:
            abort(self.wire)
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

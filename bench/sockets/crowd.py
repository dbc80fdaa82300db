"""A crowd of connected clients in a process of its own; the same for whoever serves them."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.sockets.compiled import compiled


@dataclass(frozen=True)
class Speech:
    """How a server is spoken to: where, what is said first, what comes when one is in, how it asks who is there."""

    path: str
    greeting: str = ""
    ready: str = ""
    ping: str = ""
    pong: str = ""


REMIT = Speech("/api/v1/live", ready='"type": "hello"', ping='{"type":"ping"}', pong='{"type":"pong"}')
PLAIN = Speech("/")
SOCKET_IO = Speech("/socket.io/?EIO=4&transport=websocket", greeting="40", ready='40{"sid"', ping="2", pong="3")


class Crowd:
    """Connections that are open, and answer when the server asks who is there."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def open(self, more: int) -> float:
        """Open so many more; the seconds that it took."""
        return self._asked(f"open {more}", f"{more} connections were not let in in time")

    def tell(self, mark: str, text: str) -> tuple[float, float] | None:
        """Let one say it; seconds until the first, and until everybody, has a message with this mark; None if not."""
        first, took = map(float, self._said(f"tell {mark} {text}").split())
        return None if took < 0 else (first, took)

    def _asked(self, command: str, otherwise: str) -> float:
        took = float(self._said(command))
        if took < 0:
            raise TimeoutError(otherwise)
        return took

    def _said(self, command: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the crowd has gone home")
        return answer


@contextmanager
def crowd(port: int, speech: Speech, folder: Path, tokens: Sequence[str] = ()) -> Iterator[Crowd]:
    """Nobody yet, for the server at this port; whoever comes shows the next of these tokens."""
    headers = folder / f"headers-{port}"
    headers.write_text("".join(f"Authorization: Bearer {one}\n" for one in tokens))
    program = compiled("crowd")
    command = [str(program)] if program else [sys.executable, "-m", "bench.sockets.slow_crowd"]
    said = [str(port), speech.path, str(headers), speech.greeting, speech.ready, speech.ping, speech.pong]
    process = subprocess.Popen([*command, *said], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Crowd(process)
    finally:
        process.kill()
        process.wait()

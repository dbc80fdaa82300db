"""The fault lab: one listening socket, a server that dies behind it again and again, a history of what clients saw."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from remit.settings import Settings
from tests.faults import tracer
from tests.faults.life import Life

ROOT = Path(__file__).parents[2]


@dataclass
class History:
    """What clients did and were told, one line of JSON each. `info` may or may not have happened."""

    path: Path
    lines: list[dict] = field(default_factory=list)

    def note(self, kind: str, op: str, key: str, actor: str, **more) -> None:
        line = {"t": time.monotonic(), "kind": kind, "op": op, "key": key, "actor": actor, **more}
        self.lines.append(line)
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")


class Lab:
    """Starts lives of the server. A client that connects while none is alive waits in the backlog for the next."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.history = History(folder / "history.jsonl")
        self.log = folder / "server.log"
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._launcher: asyncio.subprocess.Process | None = None
        self._pid = 0
        self._tracer: tracer.Tracer | None = None

    async def __aenter__(self) -> Self:
        number = self._listening.fileno()
        environment = {
            **os.environ,
            "REMIT_DATABASE_URL": self.settings.database_url,
            "REMIT_SHOP_PATH": str(self.settings.shop),
        }
        with self.log.open("wb") as log:
            self._launcher = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.faults.launcher", str(number)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env=environment,
                pass_fds=(number,),
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        if self._launcher is not None:
            with suppress(ProcessLookupError):
                self._launcher.kill()
            await self._launcher.wait()
            self._launcher._transport.close()  # the pipes, too, before the loop is gone
        self._listening.close()

    async def begin(self, life: Life) -> None:
        """From now on somebody answers."""
        self._launcher.stdin.write(json.dumps(asdict(life)).encode() + b"\n")
        self._pid = (await self._said())["pid"]
        if life.call:
            self._tracer = await tracer.attach(self._pid, life.call, life.nth)

    async def ended(self) -> int:
        """Wait for the end of this life; negative: the signal that ended it."""
        code = (await self._said())["ended"]
        self._pid = 0
        if self._tracer is not None:
            await tracer.detach(self._tracer)
            self._tracer = None
        return code

    def kill(self) -> None:
        """The end from outside, at no particular step."""
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    @property
    def paused(self) -> bool:
        """Whether it is there and does nothing."""
        return Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

    def wake(self) -> None:
        """It goes on as if nothing had happened."""
        os.kill(self._pid, signal.SIGCONT)

    async def _said(self) -> dict:
        line = await self._launcher.stdout.readline()
        assert line, f"the launcher is gone: {self.log.read_text()[-2000:]}"
        return json.loads(line)

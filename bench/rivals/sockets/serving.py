"""How each of them is started and spoken to. One that is not installed is left out, and the page says so."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench.process import UVICORN
from bench.sockets.compiled import compiled
from bench.sockets.crowd import PLAIN, REMIT, SOCKET_IO, Speech

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
OWN_PYTHON = ROOT / ".venv-rivals/bin/python"
"""Apart from the product's packages, so that nothing of theirs gets in."""
_SAY_TELL = ('42["tell"]',)


@dataclass(frozen=True)
class Contender:
    """Somebody who tells many; with no command there is no such program here (Remit itself is started as ever)."""

    name: str
    command: Sequence[str] | None
    speech: Speech
    tells: Sequence[str] = ("tell",)
    ready: str = "/readyz"
    most: int = 100_000
    """More connections it does not manage in bearable time."""
    environment: dict[str, str] = field(default_factory=dict)


REMIT_ITSELF = Contender(
    "Remit",
    None,
    REMIT,
    tells=tuple(f'{{"type":"presence","status":"{one}"}}' for one in ("busy", "available")),
)


def _floor() -> list[str] | None:
    program = compiled("floor")
    return [str(program), str(HERE / "event.json")] if program else None


def _node(script: str, package: str) -> list[str] | None:
    node = shutil.which("node")
    return [node, str(HERE / script)] if node and (HERE / "node_modules" / package).exists() else None


@cache
def _has(module: str) -> bool:
    if not OWN_PYTHON.exists():
        return False
    return subprocess.run([OWN_PYTHON, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def _uvicorn(name: str, module: str) -> list[str] | None:
    command = [str(OWN_PYTHON), *UVICORN, f"bench.rivals.sockets.{name}:app"]
    return command if _has(module) else None


_IN_ROOT = {"PYTHONPATH": str(ROOT)}
CONTENDERS = (
    Contender("C, epoll (the floor)", _floor(), PLAIN),
    Contender("node ws", _node("ws.cjs", "ws"), PLAIN),
    Contender("node socket.io", _node("socket_io.cjs", "socket.io"), SOCKET_IO, _SAY_TELL),
    Contender("websockets.broadcast", [sys.executable, "-m", "bench.rivals.sockets.broadcasting"], PLAIN),
    Contender("python-socketio", _uvicorn("python_socketio", "socketio"), SOCKET_IO, _SAY_TELL, environment=_IN_ROOT),
    Contender("Django Channels", _uvicorn("django_channels", "channels"), PLAIN, most=1_000, environment=_IN_ROOT),
)


def missing() -> list[str]:
    """Those that are not here."""
    return [one.name for one in CONTENDERS if one.command is None]

"""What a life is born into: clocks that have jumped, a disk that is full, a tracer that will kill it."""

import os
import resource
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url

from remit import clock
from remit.settings import Settings
from remit.store import heads
from tests.faults.life import Life


def install(life: Life) -> None:
    """In the process of this life, before it opens anything."""
    if life.ahead_s:
        _jump(timedelta(seconds=life.ahead_s))
    if life.room is not None:
        _confine(life.room)
    if life.call:
        os.kill(os.getpid(), signal.SIGSTOP)  # until the tracer is there


def _jump(ahead: timedelta) -> None:
    """Both the clock of this process and what the database says, as when the clock of the machine jumps."""
    now, read = clock.now, heads.read

    def reading(connection, *ledger):
        head = read(connection, *ledger)
        return replace(head, now=head.now + ahead)

    clock.now, heads.read = lambda: now() + ahead, reading


def _confine(room: int) -> None:
    """No file may grow past this; a write beyond it fails as on a full disk (the signal is ignored by Python)."""
    path = Path(make_url(Settings().database_url).database or "")
    files = [path, path.with_name(f"{path.name}-wal"), Settings().shop]
    largest = max(file.stat().st_size for file in files if file.exists())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))

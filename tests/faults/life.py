"""What one life of the server is told before it begins."""

import signal
from dataclasses import dataclass


@dataclass(frozen=True)
class Life:
    """Armed to die at the nth pass of a step, or of a system call; without either it lives until it is killed."""

    step: str = ""
    nth: int = 0
    call: str = ""
    """System calls as strace names them, `pwrite64,fdatasync`."""
    by: int = signal.SIGKILL
    """What happens to it at its step; by SIGSTOP it is paused there."""
    lease_ms: int = 600
    """For so long nobody else touches what it has taken to carry out."""
    mutant: str = ""
    ahead_s: int = 0
    """How far every clock is ahead of the true one."""
    room: int | None = None
    """So many bytes its files may still grow; None: as many as they like."""

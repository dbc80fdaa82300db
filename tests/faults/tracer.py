"""strace, where it is installed and may attach: kills a process as it enters the nth system call of a kind."""

import asyncio
import os
import shutil
import signal
import subprocess
from functools import cache

Tracer = asyncio.subprocess.Process


@cache
def usable() -> bool:
    """Whether somebody else's process can be traced here, tried on one that sleeps."""
    if shutil.which("strace") is None:
        return False
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        try:
            with subprocess.Popen(_command(sleeper.pid, "nanosleep", 1_000), stderr=subprocess.PIPE) as strace:
                attached = b"attached" in strace.stderr.readline()
                strace.terminate()
        finally:
            sleeper.kill()
    return attached


async def attach(pid: int, calls: str, nth: int) -> Tracer:
    """The process was stopped, and goes on once it is watched."""
    strace = await asyncio.create_subprocess_exec(*_command(pid, calls, nth), stderr=asyncio.subprocess.PIPE)
    said = await strace.stderr.readline()
    assert b"attached" in said, said
    os.kill(pid, signal.SIGCONT)
    return strace


async def detach(strace: Tracer) -> None:
    """It ends with what it watches."""
    await strace.stderr.read()
    await strace.wait()
    strace._transport.close()


def _command(pid: int, calls: str, nth: int) -> list[str]:
    inject = f"inject={calls}:signal=SIGKILL:when={nth}"
    return ["strace", "-f", "-o", "/dev/null", "-e", f"trace={calls}", "-e", inject, "-p", str(pid)]

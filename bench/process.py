"""A server as a process of its own: started, asked whether it is ready, its use of CPU and memory, stopped."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
UVICORN = ("-m", "uvicorn", "--no-access-log", "--log-level", "warning", "--backlog", "4096")


class Server:
    """A process that listens on `port`."""

    def __init__(self, command: list[str], environment: dict[str, str], ready: str) -> None:
        self.port = _free_port()
        self.started = time.perf_counter()
        whole = [*command, "--port", str(self.port)]
        self._process = subprocess.Popen(whole, env={**os.environ, **environment})
        self.ready_after = 0.0
        self._ready = f"http://127.0.0.1:{self.port}{ready}"

    def wait(self, most_s: float = 60) -> None:
        """Wait until it answers, and remember how long that took from the start of the process."""
        while time.perf_counter() - self.started < most_s:
            if self._process.poll() is not None:
                raise RuntimeError(f"{self._process.args} has ended")
            # It is not there yet, or refuses as long as it is not ready.
            with contextlib.suppress(URLError, ConnectionError):
                urlopen(self._ready, timeout=5).close()
                self.ready_after = time.perf_counter() - self.started
                return
            time.sleep(0.005)
        raise TimeoutError(self._ready)

    def cpu(self) -> float:
        """Seconds of CPU that the process and its children have used."""
        return sum(_cpu(pid) for pid in _tree(self._process.pid))

    def resident(self) -> int:
        """Bytes of memory in use."""
        return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * _PAGE

    def settle(self) -> None:
        """Wait until what the load left behind is done: it rests in between, for up to a quarter of a second."""
        before, now = -1.0, self.cpu()
        while now - before > 2 * _TICK_S:
            time.sleep(0.6)
            before, now = now, self.cpu()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def remit(environment: dict[str, str]) -> Iterator[Server]:
    """Remit, as people start it."""
    command = [str(Path(sys.executable).with_name("remit")), "serve"]
    with running(Server(command, environment, "/readyz")) as server:
        yield server


@contextlib.contextmanager
def rival(module: str, environment: dict[str, str]) -> Iterator[Server]:
    """Somebody else, under the same server software."""
    command = [sys.executable, *UVICORN, f"bench.rivals.{module}:app"]
    with running(Server(command, environment, "/docs")) as server:
        yield server


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_S
